import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Simulator, startSimulator } from '../../simulator/meta/start.ts';
import { messengerEnv, subscribe } from '../messenger/support/subscribe.ts';
import { type Product, startProduct } from '../support/product.ts';

const root = mkdtempSync(join(tmpdir(), 'sapa crash messenger '));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
/** Whoever is not answered after so long never will be, ms: slow machines included. */
const PATIENCE = 180_000;

async function start(meta: Simulator, folder: string, fault?: string): Promise<Product> {
  const product = await startProduct({
    folder,
    env: { ...messengerEnv(meta), ...(fault === undefined ? {} : { SAPA_FAULT: fault }) },
  });
  // What Meta has to tell meanwhile waits until somebody listens.
  void product.ended.then(() => meta.webhooks.hold(true));
  meta.webhooks.hold(false);
  meta.webhooks.targets.messenger.url = `http://127.0.0.1:${product.port}/webhooks/messenger`;
  return product;
}

/** Replies that the process sent again because no report had come to it. */
async function repeated({ port }: Product): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return Number(/^sapa_outbox_repeated_total (\d+)/m.exec(text)?.[1] ?? 0);
}

/** The first words bring a greeting and the menu: two replies. */
test.each([
  'after-save',
  'after-speak',
] as const)('killed %s: nothing is missing, and the echoes settle what had gone out: nothing is said twice', async (point) => {
  const meta = await startSimulator({ seed: 13, settings: { timeScale: 0.2, disorder: 0.3 } });
  await subscribe(meta);
  const phone = meta.phones.add({ channel: 'messenger' });
  const folder = mkdtempSync(join(root, 'run '));
  const first = await start(meta, folder, `${point}:1`);
  meta.act(phone, { kind: 'text', text: 'halo' });
  expect((await first.ended).signal).toBe('SIGKILL');
  const second = await start(meta, folder);
  const heard = (): string[] =>
    (phone.threads.get(meta.messenger.pageId)?.bubbles ?? [])
      .filter(({ from }) => from === 'business')
      .map(({ text = '' }) => text);
  for (const until = Date.now() + PATIENCE; new Set(heard()).size < 2 && Date.now() < until; ) await pause(20);
  // What is still in doubt has spoken by then: a lease, the wait for a report, and a sweep.
  await pause(4_500);
  expect(heard()).toEqual([
    expect.stringContaining('Selamat datang di Sapa Vaksin'),
    expect.stringContaining('Ada yang bisa kami bantu?'),
  ]);
  // What never went out is never reported: it is spoken after the wait, and that is counted.
  expect(await repeated(second)).toBe(point === 'after-save' ? 2 : 0);
  await second.kill('SIGTERM');
  await meta.close();
});
