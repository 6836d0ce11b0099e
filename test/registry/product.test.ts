import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SIMULATED_CLIENT, startRegistrySimulator } from '../../simulator/registry/server.ts';
import { startProduct } from '../support/product.ts';
import { openSink } from '../support/sink.ts';

const folder = mkdtempSync(join(tmpdir(), 'sapa fhir '));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

test('over FHIR: a receipt at once while the registry is away, the verdict in the same chat, then a ticket', async () => {
  const simulator = await startRegistrySimulator();
  const sink = await openSink();
  simulator.fault = () => ({ kind: 'error' });
  const product = await startProduct({
    folder,
    sink: sink.url,
    env: {
      ...{ REGISTRY: 'fhir', REGISTRY_URL: simulator.url, REGISTRY_TOKEN_URL: simulator.tokenUrl },
      ...{ REGISTRY_CLIENT_ID: SIMULATED_CLIENT.id, REGISTRY_CLIENT_SECRET: SIMULATED_CLIENT.secret },
    },
  });
  const heard = (): string => sink.received.map(({ text }) => text).join('\n');
  async function until(words: RegExp): Promise<void> {
    const end = Date.now() + 180_000;
    while (!words.test(heard()) && Date.now() < end) await pause(50);
    expect(heard()).toMatch(words);
  }
  let n = 0;
  async function say(text: string): Promise<void> {
    n += 1;
    const message = { id: `wire.${n}`, from: '6281200000001', text, at: Math.floor(Date.now() / 1000) };
    expect(await product.deliver(message)).toBe(200);
  }
  for (const text of ['daftar', 'setuju', '3273054503500001', 'Siti Contoh', '5-3-1950', '081200000001']) {
    await say(text);
  }
  await say('saya sendiri');
  await until(/tanda terima R-[0-9A-Z]{4}-[0-9A-Z]{4}/);
  await pause(1_500);
  simulator.fault = () => undefined;
  await until(/Kabar baik\. Data S\*\*\*i C\*\*\*h sudah cocok/);
  expect(simulator.store.patients.size).toBe(1);
  await say('1');
  await until(/Vaksinasi|tempat/);
  expect(product.output()).not.toMatch(/3273054503500001|Siti|sapa-secret/);
  await product.kill('SIGTERM');
  await sink.close();
  await simulator.close();
});
