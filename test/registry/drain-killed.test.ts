import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { VerdictNotice } from '../../registry/notices.ts';
import type { QueueBody } from '../../registry/outbox/body.ts';
import { createQueuedRegistry } from '../../registry/outbox/queue.ts';
import { startRegistrySimulator } from '../../simulator/registry/server.ts';
import { nikOf } from '../../simulator/registry/store.ts';
import { openStored } from '../support/stored.ts';
import { confirmed } from './support/rows.ts';

const folder = mkdtempSync(join(tmpdir(), 'sapa drain '));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PEOPLE = 40;
const nik = (n: number): string => `327305450350${String(n + 1).padStart(4, '0')}`;

async function start(simulator: { url: string; tokenUrl: string }): Promise<ChildProcess> {
  const program = join(__dirname, 'support', 'drain-main.ts');
  const args = ['--disable-warning=ExperimentalWarning', program, folder, simulator.url, simulator.tokenUrl];
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout as NodeJS.ReadableStream, 'data');
  return child;
}

test('killed again and again in the middle of calls: everybody is handed in once, and told once', async () => {
  const simulator = await startRegistrySimulator();
  const stored = await openStored(folder);
  const { documents, vault } = stored;
  const registry = createQueuedRegistry({ documents, sealer: vault, pseudonyms: vault });
  for (let n = 0; n < PEOPLE; n += 1) {
    await registry.submit(confirmed({ nik: nik(n), contact: `c${n}`, channel: 'webchat', key: `k${n}` }), Date.now());
  }
  // The connection is lost after the write now and then, too: both doubts at once.
  simulator.fault = ({ method, number }) => {
    if (method === 'POST' && number % 17 === 0) return { kind: 'cut_after' };
    return { kind: 'slow', ms: 15 };
  };
  const open = async (): Promise<number> =>
    (await documents.query<QueueBody>('submissions', { index: { field: 'due', from: 0 }, limit: 1_000 })).items.length;
  let kills = 0;
  let child = await start(simulator);
  const until = Date.now() + 180_000;
  while ((await open()) > 0 && Date.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    if (kills >= 2) continue;
    kills += 1;
    child.kill('SIGKILL');
    await once(child, 'exit');
    child = await start(simulator);
  }
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(kills).toBe(2);
  expect(await open()).toBe(0);
  const there = [...simulator.store.patients.values()].map(nikOf).sort();
  expect(there).toEqual(Array.from({ length: PEOPLE }, (_, n) => nik(n)));
  const { items } = await documents.query<VerdictNotice>('notices', { index: { field: 'due', from: 0 }, limit: 1_000 });
  expect(items.map(({ body }) => body.contact).sort()).toEqual(
    Array.from({ length: PEOPLE }, (_, n) => `c${n}`).sort(),
  );
  await stored.close();
  await simulator.close();
});
