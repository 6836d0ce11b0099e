import type { ServerResponse } from 'node:http';
import type { HttpResponse } from '../domain/http.ts';

/** What an answer says about itself unless the route says otherwise: made for JSON and for nothing that a browser shows. */
const DEFAULTS: readonly (readonly [string, string])[] = [
  ['x-content-type-options', 'nosniff'],
  ['referrer-policy', 'no-referrer'],
  ['cache-control', 'no-store'],
  ['content-security-policy', "default-src 'none'; frame-ancestors 'none'"],
  ['x-frame-options', 'DENY'],
];
const PLAIN: readonly string[] = DEFAULTS.flat();
const JSON_TYPE = 'application/json; charset=utf-8';

/** A page with its own policy names its own frames; the old header would contradict `frame-ancestors`. */
const isDefaultFor = (name: string, given: ReadonlySet<string>): boolean =>
  !given.has(name) && !(name === 'x-frame-options' && given.has('content-security-policy'));

function merged(headers: Readonly<Record<string, string>>): string[] {
  const pairs: string[] = [];
  const given = new Set<string>();
  for (const name of Object.keys(headers)) {
    const lower = name.toLowerCase();
    given.add(lower);
    if (lower !== 'content-length') pairs.push(lower, headers[name] ?? '');
  }
  for (const [name, value] of DEFAULTS) if (isDefaultFor(name, given)) pairs.push(name, value);
  return pairs;
}

/** An answer as bytes and as flat header pairs, the form that `writeHead` takes without copying. */
export function encode(answer: HttpResponse): { headers: string[]; body: string | Buffer } {
  const headers = answer.headers === undefined ? PLAIN.slice() : merged(answer.headers);
  const { body = '' } = answer;
  if (typeof body === 'string' || Buffer.isBuffer(body)) {
    headers.push('content-length', String(Buffer.byteLength(body)));
    return { headers, body };
  }
  const text = JSON.stringify(body);
  if (answer.headers?.['content-type'] === undefined) headers.push('content-type', JSON_TYPE);
  headers.push('content-length', String(Buffer.byteLength(text)));
  return { headers, body: text };
}

/** Writes the whole answer in one call. `close` ends the connection with it. Does nothing when one was begun already. */
export function send(response: ServerResponse, answer: HttpResponse, close: boolean): void {
  if (response.headersSent || response.destroyed) return;
  const { headers, body } = encode(answer);
  if (close) headers.push('connection', 'close');
  response.writeHead(answer.status, headers);
  response.end(body);
}

/** The same answer as raw bytes, for a request so broken that there is no response object for it. */
export function rawAnswer(answer: HttpResponse, reason: string): string {
  const { headers, body } = encode(answer);
  const lines = [`HTTP/1.1 ${answer.status} ${reason}`];
  for (let index = 0; index < headers.length; index += 2) lines.push(`${headers[index]}: ${headers[index + 1]}`);
  return `${lines.join('\r\n')}\r\nconnection: close\r\n\r\n${body}`;
}
