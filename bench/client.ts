import { connect, type Socket } from 'node:net';

/** A loopback HTTP/1.1 load of prepared requests, on raw sockets so that the client costs little beside the server. */
export interface Load {
  readonly port: number;
  readonly path: string;
  /** Connections that each wait for an answer before the next request. */
  readonly connections: number;
  /** The next body and its signature; `undefined` ends the connection's work. */
  next(connection: number): { readonly body: Buffer; readonly signature: string } | undefined;
}

export interface Measured {
  readonly requests: number;
  readonly seconds: number;
  readonly notOk: number;
  /** Latencies in ms, sorted. */
  readonly latencies: readonly number[];
}

interface Lane {
  readonly socket: Socket;
  began: number;
  pending: Buffer;
}

const END_OF_HEAD = Buffer.from('\r\n\r\n');
const EMPTY_CHUNK = '0\r\n\r\n'.length;

/** Length of the first whole answer in the bytes, or 0 when it is not all there. Of chunked bodies only an empty one. */
function answerLength(bytes: Buffer): number {
  const head = bytes.indexOf(END_OF_HEAD);
  if (head < 0) return 0;
  const text = bytes.toString('latin1', 0, head).toLowerCase();
  const at = text.indexOf('content-length: ');
  const body = at >= 0 ? Number.parseInt(text.slice(at + 16), 10) : text.includes('chunked') ? EMPTY_CHUNK : 0;
  const whole = head + 4 + body;
  return bytes.length >= whole ? whole : 0;
}

/** Sends until every connection's `next` says no more; answers the counts. Rejects when the server hangs up. */
export function measure(load: Load): Promise<Measured> {
  const latencies: number[] = [];
  let notOk = 0;
  let open = load.connections;
  const start = performance.now();
  return new Promise((resolve, reject) => {
    const finish = (): void => {
      open -= 1;
      if (open > 0) return;
      const seconds = (performance.now() - start) / 1000;
      resolve({ requests: latencies.length, seconds, notOk, latencies: latencies.sort((a, b) => a - b) });
    };
    const write = (lane: Lane, index: number): void => {
      const request = load.next(index);
      if (!request) return void lane.socket.end(finish);
      const { body, signature } = request;
      lane.began = performance.now();
      lane.socket.write(
        Buffer.concat([
          Buffer.from(
            `POST ${load.path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nX-Hub-Signature-256: ${signature}\r\nContent-Length: ${body.length}\r\n\r\n`,
          ),
          body,
        ]),
      );
    };
    for (let index = 0; index < load.connections; index += 1) {
      const lane: Lane = { socket: connect(load.port, '127.0.0.1'), began: 0, pending: Buffer.alloc(0) };
      lane.socket.setNoDelay(true);
      lane.socket.on('error', reject);
      lane.socket.on('connect', () => write(lane, index));
      lane.socket.on('data', (bytes) => {
        lane.pending = lane.pending.length === 0 ? bytes : Buffer.concat([lane.pending, bytes]);
        const length = answerLength(lane.pending);
        if (length === 0) return;
        if (!lane.pending.subarray(0, 13).toString('latin1').includes(' 200')) notOk += 1;
        lane.pending = lane.pending.subarray(length);
        latencies.push(performance.now() - lane.began);
        write(lane, index);
      });
    }
  });
}

export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

export function median(values: readonly number[]): number {
  return percentile(
    [...values].sort((a, b) => a - b),
    0.5,
  );
}
