/** As much of a browser's XMLHttpRequest, over `fetch`, as the Direct Line client uses. */
export class FetchRequest {
  readyState = 0;
  status = 0;
  response = '';
  responseText = '';
  responseType = '';
  timeout = 0;
  onreadystatechange: (() => void) | undefined;
  onerror: ((event: unknown) => void) | undefined;
  ontimeout: ((event: unknown) => void) | undefined;
  private readonly sent: Record<string, string> = {};
  private readonly stop = new AbortController();
  private method = '';
  private url = '';
  private received = new Headers();

  open(method: string, url: string): void {
    this.method = method;
    this.url = url;
    this.readyState = 1;
  }

  setRequestHeader(name: string, value: string): void {
    this.sent[name] = value;
  }

  getResponseHeader(name: string): string | null {
    return this.received.get(name);
  }

  abort(): void {
    this.stop.abort();
  }

  send(body?: string): void {
    const init = { method: this.method, headers: this.sent, signal: this.stop.signal };
    fetch(this.url, body === undefined ? init : { ...init, body })
      .then(async (answer) => {
        this.received = answer.headers;
        this.status = answer.status;
        this.responseText = await answer.text();
        this.response = this.responseType === 'json' ? JSON.parse(this.responseText) : this.responseText;
        this.readyState = 4;
        this.onreadystatechange?.();
      })
      .catch((error: unknown) => {
        if (!this.stop.signal.aborted) this.onerror?.(error);
      });
  }
}
