import type { IncomingMessage, ServerResponse } from 'node:http';
import { problem } from '../domain/http.ts';
import { encode } from './answer.ts';

const EMPTY = Buffer.alloc(0);
/** How much of a refused body is still swallowed, and for how long, so that the sender gets to read the 413. */
const LINGER_BYTES = 8 * 1_048_576;
const LINGER_MS = 2_000;

/**
 * Answers 413 at once and closes. The connection stays open until the sender stops sending, or for a bounded while:
 * closing over unread bytes resets it, and the answer would be lost on the way.
 */
function refuse(request: IncomingMessage, response: ServerResponse, limit: number): void {
  const { headers, body } = encode(problem(413, 'too_large', `A body may have at most ${limit} bytes here.`));
  response.writeHead(413, [...headers, 'connection', 'close']);
  response.write(body);
  let left = LINGER_BYTES;
  const done = (): void => {
    clearTimeout(timer);
    response.end();
  };
  const timer = setTimeout(done, LINGER_MS).unref();
  request.on('data', (part: Buffer) => {
    left -= part.length;
    if (left < 0) done();
  });
  request.once('end', done);
  request.once('close', done);
  request.resume();
}

export interface BodyReading {
  readonly limit: number;
  /** Called once with the whole body. */
  read(body: Buffer): void;
  /** Called once instead, when the body is too long; the 413 is on its way then. */
  refused(): void;
}

/** Collects what comes; one piece, the usual case for a webhook, is handed on without a copy. */
function collect(request: IncomingMessage, response: ServerResponse, { limit, read, refused }: BodyReading): void {
  let first: Buffer | undefined;
  let parts: Buffer[] | undefined;
  let size = 0;
  const onData = (part: Buffer): void => {
    size += part.length;
    if (size > limit) {
      request.off('data', onData).off('end', onEnd);
      parts = undefined;
      refused();
      refuse(request, response, limit);
    } else if (first === undefined) first = part;
    else if (parts === undefined) parts = [first, part];
    else parts.push(part);
  };
  const onEnd = (): void => read(parts === undefined ? (first ?? EMPTY) : Buffer.concat(parts, size));
  request.on('data', onData).on('end', onEnd);
}

/**
 * Reads the raw bytes of a body of at most `limit` bytes; a longer one is answered with 413, by its announced length
 * before a byte of it is read. When the sender goes away in the middle, nothing is called.
 */
export function readBody(request: IncomingMessage, response: ServerResponse, reading: BodyReading): void {
  const { 'content-length': announced, 'transfer-encoding': chunked } = request.headers;
  if (announced === undefined && chunked === undefined) reading.read(EMPTY);
  else if (announced === undefined || Number(announced) <= reading.limit) collect(request, response, reading);
  else {
    reading.refused();
    refuse(request, response, reading.limit);
  }
}
