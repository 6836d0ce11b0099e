import { connect, type Socket } from 'node:net';

/** One answer as it came over the wire. */
export interface RawAnswer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

export interface RawConnection {
  readonly socket: Socket;
  /** Everything received so far, as text. */
  received(): string;
  /** Resolves when the other side has closed, with everything received. */
  readonly closed: Promise<string>;
}

/** A bare TCP connection, for bytes that no HTTP client would send. */
export function open(port: number): RawConnection {
  const socket = connect(port, '127.0.0.1');
  let text = '';
  socket.on('data', (part) => {
    text += part.toString('latin1');
  });
  // A reset after the answer is a way to close, too; what had arrived is kept.
  socket.on('error', () => {});
  const closed = new Promise<string>((resolve) => socket.once('close', () => resolve(text)));
  return { socket, received: () => text, closed };
}

export function parse(text: string): RawAnswer {
  const at = text.indexOf('\r\n\r\n');
  const head = text.slice(0, at).toLowerCase();
  return { status: Number(text.slice(9, 12)), head, body: text.slice(at + 4) };
}

/** Sends bytes, and answers what came until the server closed. */
export async function exchange(port: number, bytes: string): Promise<RawAnswer> {
  const { socket, closed } = open(port);
  socket.write(bytes, 'latin1');
  return parse(await closed);
}

/** Waits until something is true; the test's own time limit is the bound. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}
