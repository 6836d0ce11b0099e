import type { AddressInfo } from 'node:net';
import { createHttpServer } from '@vercel/cosmosdb-server';

/** The account key of every local Cosmos peer: invented, base64 as the SDK wants it. */
export const LOCAL_KEY = Buffer.from('a local peer has no secret').toString('base64');

/** A Cosmos peer that nobody here wrote, on a port of its own. */
export async function startVercel(): Promise<{ endpoint: string; close(): Promise<void> }> {
  const server = createHttpServer({ keepAlive: true } as Parameters<typeof createHttpServer>[0]);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
