import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BookAnswer } from '../../booking/booking.ts';
import { openSqlite } from '../../stores/sqlite/open.ts';
import { booking, fill, NOW, placesOf, row, sessionOf, sessions } from './support/house.ts';

const folder = mkdtempSync(join(tmpdir(), 'sapa-booking-'));
const file = join(folder, 'data.db');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Citizens `first` to `first + count - 1` in a process of their own, ready to go. */
async function citizens(first: number, count: number): Promise<ChildProcess> {
  const main = join(__dirname, 'support', 'citizens-main.ts');
  const child = fork(main, [file, String(first), String(count)], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  await once(child, 'message');
  return child;
}

async function answersOf(child: ChildProcess): Promise<[string, BookAnswer][]> {
  const [answers] = await once(child, 'message');
  await once(child, 'exit');
  return answers;
}

test('200 citizens in two processes for 50 places: 50 have one, 150 hear what else is free', async () => {
  const documents = openSqlite({ file });
  await fill(documents, [row('UJI-1', 1, 50), row('UJI-1', 2, 50), row('UJI-2', 1, 5)]);
  const children = await Promise.all([citizens(0, 120), citizens(80, 120)]);
  // Citizens 80 to 119 press in both processes at once: one person, one place, whoever answers.
  const answering = children.map(answersOf);
  for (const child of children) child.send('go');
  const answers = (await Promise.all(answering)).flat();

  const holders = Object.keys((await sessions(documents)).get(sessionOf('UJI-1', 1))?.holders ?? {});
  expect(holders).toHaveLength(50);
  const told = new Map<string, Set<string>>();
  for (const [person, answer] of answers) {
    if (!('ticket' in answer)) {
      expect(answer.kind).toBe('full');
      expect(answer.others.map((one) => one.id)).toEqual([sessionOf('UJI-1', 2), sessionOf('UJI-2', 1)]);
      continue;
    }
    told.set(person, (told.get(person) ?? new Set()).add(answer.ticket.code));
  }
  expect([...told.keys()].map((person) => `${person}|1`).sort()).toEqual([...holders].sort());
  expect([...told.values()].every((codes) => codes.size === 1)).toBe(true);

  const desk = booking(documents);
  for (const [person, codes] of told) {
    const [code = ''] = codes;
    expect(await placesOf(documents, person)).toEqual([sessionOf('UJI-1', 1)]);
    expect(await desk.check(code, NOW)).toMatchObject({ kind: 'valid', ticket: { session: { left: 0 } } });
  }
  await documents.close();
});
