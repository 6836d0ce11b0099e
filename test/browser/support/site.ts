import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Product, startProduct } from '../../support/product.ts';

/** A port that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export const WEBCHAT_SECRET = 'a secret of these tests only';

/** The product in a process of its own on one port, that can be killed and started again with the same data. */
export interface Site {
  readonly url: string;
  start(): Promise<void>;
  kill(): Promise<void>;
  /** Ends it and removes its data. */
  close(): Promise<void>;
}

export async function openSite(env: Readonly<Record<string, string>> = {}): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), 'sapa browser '));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  let product: Product | undefined;
  const site: Site = {
    url,
    async start() {
      product = await startProduct({
        folder,
        env: { PORT: String(port), PUBLIC_URL: url, WEBCHAT_SECRET, LOG_LEVEL: 'warn', ...env },
      });
    },
    async kill() {
      await product?.kill('SIGKILL');
    },
    async close() {
      await product?.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await site.start();
  return site;
}
