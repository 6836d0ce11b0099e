import { createServer } from 'node:http';

/** One reply as a channel received it. */
export interface Received {
  readonly to: string;
  readonly id: string;
  readonly seq: number;
  readonly text: string;
}

/** The far end of the wire channel: notes every reply it is given. */
export interface Sink {
  readonly url: string;
  readonly received: Received[];
  close(): Promise<void>;
}

export function openSink(): Promise<Sink> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { to, id, seq, activity } = JSON.parse(Buffer.concat(parts).toString('utf8'));
      received.push({ to, id, seq, text: activity.text ?? '' });
      // Not chained: restify, once imported in a process, replaces `writeHead` by one that returns nothing.
      response.writeHead(200, { 'content-length': '0' });
      response.end();
    });
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      resolve({
        url: `http://127.0.0.1:${port}/`,
        received,
        close: () =>
          new Promise((done) => {
            server.closeAllConnections();
            server.close(() => done());
          }),
      });
    });
  });
}
