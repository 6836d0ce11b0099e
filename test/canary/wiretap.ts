import { connect, createServer, type Socket } from 'node:net';

/** A TCP proxy that keeps every byte sent to the server behind it. */
export interface Wiretap {
  readonly port: number;
  sent(): Buffer;
  close(): Promise<void>;
}

export function openWiretap(target: number): Promise<Wiretap> {
  const parts: Buffer[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => sockets.delete(socket));
    }
    client.on('data', (part: Buffer) => parts.push(part));
    client.pipe(upstream).pipe(client);
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve({
        port: typeof address === 'object' && address ? address.port : 0,
        sent: () => Buffer.concat(parts),
        close: () =>
          new Promise((done) => {
            for (const socket of sockets) socket.destroy();
            server.close(() => done());
          }),
      });
    });
  });
}
