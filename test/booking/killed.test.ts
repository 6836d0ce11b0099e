import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silent } from '../../domain/log.ts';
import { uncounted } from '../../domain/metrics.ts';
import { createCosmosPeer } from '../../simulator/cosmos/peer.ts';
import { openCosmos } from '../../stores/cosmos/open.ts';
import { applyCosmos, planCosmos } from '../../stores/cosmos/provision.ts';
import type { Documents } from '../../stores/documents.ts';
import { openSqlite } from '../../stores/sqlite/open.ts';
import { UNHURRIED } from '../stores/support/cosmos.ts';
import { booking, fill, NOW, placesOf, row, sessionOf, sessions } from './support/house.ts';
import type { StoreAt, Told } from './support/killed-main.ts';

const PLACES = 50;

interface Opened {
  readonly at: StoreAt;
  readonly documents: Documents;
  close(): Promise<void>;
}

async function sqlite(): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), 'sapa-killed-'));
  const at = { kind: 'sqlite', file: join(folder, 'a.db') } as const;
  const documents = openSqlite({ file: at.file });
  const close = async (): Promise<void> => {
    await documents.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { at, documents, close };
}

async function cosmos(): Promise<Opened> {
  const peer = createCosmosPeer();
  const account = { endpoint: await peer.listen(), key: peer.key, database: 'sapa' };
  await applyCosmos(await planCosmos(account));
  const documents = await openCosmos({ ...account, ...UNHURRIED, metrics: uncounted, logger: silent });
  const close = async (): Promise<void> => {
    await documents.close();
    await peer.close();
  };
  return { at: { kind: 'cosmos', ...account }, documents, close };
}

/** Citizens in a process of their own, ready to go; what they hear is noted in `told`. */
async function citizens(at: StoreAt, first: number, count: number, told: Map<string, Set<string>>) {
  const args = [JSON.stringify(at), String(first), String(count)];
  const child = fork(join(__dirname, 'support', 'killed-main.ts'), args, {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  await once(child, 'message');
  let heard = 0;
  const waiting: { after: number; go: () => void }[] = [];
  child.on('message', (message: Told | 'done') => {
    if (message === 'done') return;
    heard += 1;
    const [person, code] = message;
    if (code !== null) told.set(person, (told.get(person) ?? new Set()).add(code));
    for (const { after, go } of waiting) if (heard >= after) go();
  });
  const afterAnswers = (after: number): Promise<void> => new Promise((go) => waiting.push({ after, go }));
  return { child, afterAnswers };
}

const ended = (child: ChildProcess): Promise<unknown> => once(child, 'exit');

describe.each([
  ['SQLite', sqlite, [3, 30]],
  ['Cosmos DB', cosmos, [10]],
] as const)('200 citizens for 50 places in two processes, one of them killed, on %s', (_name, open, kills) => {
  test.each(
    kills,
  )('after %i answers: nobody has two, none is given twice, every ticket that was told is good', async (after) => {
    const { at, documents, close } = await open();
    await fill(documents, [row('UJI-1', 1, PLACES)]);
    const told = new Map<string, Set<string>>();
    const victim = await citizens(at, 0, 120, told);
    // Citizens 80 to 119 press in both.
    const other = await citizens(at, 80, 120, told);
    const bothEnd = Promise.all([ended(victim.child), ended(other.child)]);
    victim.child.send('go');
    other.child.send('go');
    await victim.afterAnswers(after);
    victim.child.kill('SIGKILL');
    await bothEnd;
    // The channel delivers again what was not answered.
    const again = await citizens(at, 0, 120, told);
    const end = ended(again.child);
    again.child.send('go');
    await end;

    const body = (await sessions(documents)).get(sessionOf('UJI-1', 1));
    const holders = Object.entries(body?.holders ?? {});
    expect(holders).toHaveLength(PLACES);
    expect(holders.every(([, { until }]) => until === undefined)).toBe(true);
    expect([...told.keys()].map((person) => `${person}|1`).sort()).toEqual(holders.map(([key]) => key).sort());
    const desk = booking(documents);
    for (const [person, codes] of told) {
      expect(codes.size).toBe(1);
      const [code = ''] = codes;
      expect(await placesOf(documents, person)).toHaveLength(1);
      expect((await desk.check(code, NOW)).kind).toBe('valid');
    }
    await close();
  });
});
