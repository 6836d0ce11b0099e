import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { SessionBody } from '../booking/bodies.ts';
import { openSqlite } from '../stores/sqlite/open.ts';
import { median } from './client.ts';
import { type Figure, figure } from './report.ts';

const CONTENDERS = 200;
const PROCESSES = 2;
/** Everybody gets a place: the whole work of a booking is done for each, and for one more than there are it is not. */
const PLACES = CONTENDERS;
const ROUNDS = 5;
const KEY = randomBytes(32).toString('base64');

/** No budget of the architecture: 0.15 to 0.4 were measured, by how the two processes meet. Below this something was lost. */
const GUARD = 0.12;

type Mode = 'bare' | 'sapa';

async function contenders(mode: Mode, file: string, n: number): Promise<ChildProcess> {
  const share = CONTENDERS / PROCESSES;
  const args = [mode, file, String(n * share), String(share), KEY];
  const child = fork(join(import.meta.dirname, 'booking-main.ts'), args, {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  await once(child, 'message');
  return child;
}

async function fill(mode: Mode, file: string): Promise<void> {
  if (mode === 'bare') {
    const db = new DatabaseSync(file);
    db.exec('PRAGMA journal_mode = WAL; CREATE TABLE places (capacity INTEGER, taken INTEGER)');
    db.prepare('INSERT INTO places VALUES (?, 0)').run(PLACES);
    return db.close();
  }
  const documents = openSqlite({ file });
  const body: SessionBody = {
    ...{
      site: 'S',
      start: 1_000_000,
      end: 2_000_000,
      zone: 'Asia/Jakarta',
      product: 'X',
      capacity: PLACES,
      holders: {},
    },
  };
  await documents.put('sites', 'S', 'S', { code: 'S', name: 'S', address: '', region: '32.73', province: '32' });
  await documents.put('sessions', 'S', 'S-1', body);
  await documents.close();
}

/** Bookings per second of one round. Throws when places were given that there are not, or fewer. */
async function round(mode: Mode, folder: string, n: number): Promise<number> {
  const file = join(folder, `${mode}-${n}.db`);
  await fill(mode, file);
  const children = await Promise.all(Array.from({ length: PROCESSES }, (_, at) => contenders(mode, file, at)));
  const answers = children.map((child) => once(child, 'message'));
  const begun = performance.now();
  for (const child of children) child.send('go');
  const given = (await Promise.all(answers)).reduce((sum, [one]) => sum + Number(one), 0);
  const seconds = (performance.now() - begun) / 1000;
  if (given !== PLACES) throw new Error(`${mode}: ${given} places were given of ${PLACES}`);
  return CONTENDERS / seconds;
}

/**
 * `booking`: 200 citizens in two processes press for one session at once. A booking (claim, place, ticket, claim; the code
 * unguessable and sealed) against one bare transaction on one row, both on disk before the answer.
 */
export async function benchBooking(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'sapa booking '));
  const rates: Record<Mode, number[]> = { bare: [], sapa: [] };
  try {
    for (let n = 0; n < ROUNDS; n += 1) {
      for (const mode of ['bare', 'sapa'] as const) rates[mode].push(await round(mode, folder, n));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const [bare, sapa] = [median(rates.bare), median(rates.sapa)];
  const detail = `${Math.round(sapa)} bookings/s of ${CONTENDERS} at once on one session, ${PROCESSES} processes; bare ${Math.round(bare)} transactions/s`;
  return [figure('booking', sapa / bare, GUARD, 'higher', detail)];
}
