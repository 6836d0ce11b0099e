import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Product, startProduct } from '../support/product.ts';
import { type FakeService, fakeService, makeKeys } from './support/service.ts';

const root = mkdtempSync(join(tmpdir(), 'sapa botservice '));
let services: readonly FakeService[];
let product: Product;
beforeAll(async () => {
  const keys = await makeKeys();
  services = [await fakeService(keys), await fakeService(keys)];
  product = await startProduct({ folder: root });
});
afterAll(async () => {
  await product.kill('SIGTERM');
  for (const service of services) await service.close();
  rmSync(root, { recursive: true, force: true });
});

async function say(id: string, text: string, { url }: FakeService): Promise<number> {
  const activity = {
    ...{ type: 'message', id, text, channelId: 'emulator', serviceUrl: url, timestamp: new Date().toISOString() },
    ...{ from: { id: 'user-1' }, recipient: { id: 'bot-1' }, conversation: { id: 'conv-1' } },
  };
  const headers = { 'content-type': 'application/json' };
  const target = `http://127.0.0.1:${product.port}/api/messages`;
  return (await fetch(target, { method: 'POST', headers, body: JSON.stringify(activity) })).status;
}

const heard = ({ sent }: FakeService): string => sent.map(({ activity }) => activity.text ?? '').join('\n');
async function until(service: FakeService, words: string): Promise<void> {
  for (let waits = 0; waits < 500 && !heard(service).includes(words); waits += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(heard(service)).toContain(words);
}

test('the Emulator talks to the product; a repeated message is answered once; replies follow the newest address', async () => {
  const [first, second] = services as [FakeService, FakeService];
  expect(await say('m-1', 'daftar', first)).toBe(200);
  await until(first, 'Apakah Bapak/Ibu setuju?');
  const before = first.sent.length;
  expect(await say('m-1', 'daftar', first)).toBe(200);
  expect(await say('m-2', 'setuju', second)).toBe(200);
  await until(second, 'Berapa NIK');
  expect(first.sent).toHaveLength(before);
  expect(product.output()).not.toContain('conv-1');
});
