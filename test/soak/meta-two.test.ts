import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Phone } from '../../simulator/meta/phone.ts';
import { startSimulator } from '../../simulator/meta/start.ts';
import { messengerEnv, subscribe } from '../messenger/support/subscribe.ts';
import { startProduct } from '../support/product.ts';
import { whatsappEnv } from '../whatsapp/support/stage.ts';

const CITIZENS = 6;
const MESSAGES = 8;
const PATIENCE = 180_000;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

test.each([
  'whatsapp',
  'messenger',
] as const)('%s: deliveries that come repeated and out of order to two processes by turns are each answered once', async (channel) => {
  const meta = await startSimulator({ seed: 5, settings: { timeScale: 0.05, disorder: 0.3 } });
  if (channel === 'messenger') await subscribe(meta);
  const folder = mkdtempSync(join(tmpdir(), `sapa two ${channel} `));
  const env = channel === 'whatsapp' ? whatsappEnv(meta) : messengerEnv(meta);
  // Once for the keys: two processes must not make a first key together.
  const first = await startProduct({ folder, conversation: 'tally', env });
  const second = await startProduct({ folder, conversation: 'tally', env });
  const target = meta.webhooks.targets[channel];
  let turn = 0;
  const next = (): void => {
    turn += 1;
    target.url = `http://127.0.0.1:${(turn % 2 ? first : second).port}/webhooks/${channel}`;
  };
  meta.faults.add({ door: 'webhook', kind: 'repeat', channel, share: 0.4 });
  meta.faults.add({ door: 'webhook', kind: 'hold', channel, share: 0.2, ms: 100 });
  const business = channel === 'whatsapp' ? meta.whatsapp.phoneNumberId : meta.messenger.pageId;
  const heard = (phone: Phone): string[] =>
    (phone.threads.get(business)?.bubbles ?? []).filter(({ from }) => from === 'business').map(({ text = '' }) => text);
  const phones = Array.from({ length: CITIZENS }, (_unused, n) =>
    meta.phones.add({ channel, ...(channel === 'whatsapp' ? { number: `6281399100${100 + n}` } : {}) }),
  );
  for (let n = 0; n < MESSAGES; n += 1) {
    for (const phone of phones) {
      next();
      meta.act(phone, { kind: 'text', text: `t${n}` });
    }
    await pause(60);
  }
  // Repetitions go to the process that did not take the first.
  const flip = setInterval(next, 40);
  const all = (phone: Phone): boolean => new Set(heard(phone)).size >= 2 * MESSAGES;
  for (const until = Date.now() + PATIENCE; !phones.every(all) && Date.now() < until; ) await pause(50);
  await pause(2_500);
  clearInterval(flip);
  const expected = Array.from({ length: MESSAGES }, (_unused, n) => [`heard t${n}`, String(n + 1)]).flat();
  for (const phone of phones) expect(heard(phone).sort()).toEqual([...expected].sort());
  expect(meta.faults.met['repeat'] ?? 0).toBeGreaterThan(5);
  await Promise.all([first.kill('SIGTERM'), second.kill('SIGTERM')]);
  await meta.close();
  rmSync(folder, { recursive: true, force: true });
});
