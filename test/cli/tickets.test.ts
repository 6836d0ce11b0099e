import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { SessionBody } from '../../booking/bodies.ts';
import { importSites } from '../../booking/import.ts';
import { DAY, localDate } from '../../booking/times.ts';
import { readConfig } from '../../config.ts';
import { silent } from '../../domain/log.ts';
import { uncounted } from '../../domain/metrics.ts';
import { openRooms } from '../../rooms.ts';
import { sapaInside } from './support/inside.ts';
import { folderForTests } from './support/sapa.ts';

const folder = folderForTests();
const sapa = sapaInside(folder);
const ZONE = 'Asia/Jakarta';
const now = Date.now();
const today = localDate(now, ZONE);
let codes: readonly string[] = [];

/** Two places; at one a window around today, so that no midnight can come in between, and a session next week. */
beforeAll(async () => {
  const env = { DATA_DIR: join(folder, 'data'), DATA_KEY_FILE: join(folder, 'keys', 'data.key') };
  const rooms = await openRooms(readConfig(env, folder), { logger: silent, metrics: uncounted });
  const { documents, regions, booking } = rooms;
  const site = (code: string) => ({
    code,
    name: `Puskesmas Contoh ${code}`,
    address: 'Jl. Contoh',
    region_code: '32.73',
  });
  await importSites({ documents, regions }, [site('A'), site('B')]);
  const session = (start: number, end: number): SessionBody => ({
    ...{ site: 'A', start, end, zone: ZONE, product: 'CoronaVac', capacity: 5, holders: {} },
  });
  await documents.put('sessions', 'A', 'window', { ...session(now - 2 * DAY, now + 2 * DAY), closes: now + DAY });
  await documents.put('sessions', 'A', 'later', session(now + 7 * DAY, now + 7 * DAY + 3_600_000));
  const wishes = [
    ['p1', 'window'],
    ['p2', 'later'],
  ] as const;
  const given: string[] = [];
  for (const [person, id] of wishes) {
    const answer = await booking.book({ person, dose: 1, site: 'A', session: id, contact: 'c' }, now);
    given.push('ticket' in answer ? answer.ticket.code : '');
  }
  codes = given;
  await rooms.close();
});

const json = async (...args: string[]) => JSON.parse((await sapa([...args, '--json'])).out);

describe('sapa ticket check', () => {
  test('valid, then used by --present, then used; nothing about the person', async () => {
    const [code = ''] = codes;
    expect(await json('ticket', 'check', code)).toMatchObject({ status: 'valid', marked: false, usedAt: null });
    const spoken = code.toLowerCase().split('-');
    expect(await json('ticket', 'check', ...spoken, '--present')).toMatchObject({ status: 'valid', marked: true });
    const again = await sapa(['ticket', 'check', code, '--present']);
    expect([again.code, again.out]).toEqual([0, expect.stringContaining('USED already')]);
    expect(again.out).not.toMatch(/p1|dose/);
  });

  test('for another day, and unknown', async () => {
    expect(await json('ticket', 'check', codes[1] ?? '', '--present')).toMatchObject({
      ...{ status: 'wrong_day', marked: false, site: { code: 'A' } },
    });
    expect(await json('ticket', 'check', '0000-0000-0000-0000')).toEqual({
      ...{ status: 'unknown', marked: false, site: null, when: null, usedAt: null },
    });
  });
});

describe('sapa operator and sapa ticket list', () => {
  const tokenOf = async (...args: string[]): Promise<string> => (await json('operator', 'add', ...args)).token;

  test('the list is for the role facility and its own place, and every look is written down', async () => {
    const rina = await tokenOf('Rina', '--role', 'facility', '--site', 'A');
    const tono = await tokenOf('Tono', '--role', 'auditor');
    const list = (token: string, site: string) =>
      sapa(['ticket', 'list', '--site', site, '--date', today], token === '' ? {} : { env: { SAPA_TOKEN: token } });
    const allowed = await list(rina, 'A');
    expect([allowed.code, allowed.out.split('\r\n').length]).toEqual([0, 3]);
    expect(allowed.out).toContain(codes[0]);
    for (const [token, site, words] of [
      ['', 'A', 'SAPA_TOKEN'],
      [`${rina}x`, 'A', 'not known'],
      [tono, 'A', 'has the role auditor'],
      [rina, 'B', 'another site'],
    ] as const) {
      const refused = await list(token, site);
      expect([refused.code, refused.out, refused.err]).toEqual([1, '', expect.stringContaining(words)]);
    }
    const file = join(folder, 'hari ini.csv');
    const env = { SAPA_TOKEN: rina };
    const out = await sapa(['ticket', 'list', '--site', 'A', '--date', today, '--out', file], { env });
    expect([out.code, statSync(file).mode & 0o777, readFileSync(file, 'utf8')]).toEqual([0, 0o600, allowed.out]);
    await sapa(['operator', 'remove', 'Rina']);
    expect((await list(rina, 'A')).code).toBe(1);
    const verified = await json('verify');
    expect(verified).toMatchObject({ ok: true, counts: { operators: 1 } });
    // Three marks, two added, one removed, two looks and five refusals.
    expect(verified.counts.audit).toBe(13);
  });

  test.each([
    ['no role', ['operator', 'add', 'X']],
    ['no such role', ['operator', 'add', 'X', '--role', 'king']],
    ['no such day', ['ticket', 'list', '--site', 'A', '--date', '2026-13-40']],
  ])('%s: wrong usage', async (_name, args) => {
    expect((await sapa(args)).code).toBe(2);
  });
});

describe('sapa session', () => {
  test('cancel shows whom it touches, and with --yes does it', async () => {
    const first = await json('session', 'cancel', 'later', '--site', 'A');
    expect(first).toEqual({ booked: 1, applied: false, changed: false });
    expect(await json('session', 'cancel', 'later', '--site', 'A', '--yes')).toEqual({
      ...{ booked: 1, applied: true, changed: true },
    });
    const { sessions } = await json('session', 'list', '--site', 'A');
    expect(sessions).toEqual([expect.objectContaining({ id: 'later', cancelled: true, left: 0, booked: 1 })]);
    expect((await json('ticket', 'check', codes[1] ?? '')).status).toBe('cancelled');
    expect((await json('verify')).counts.notices).toBe(1);
  });

  test('unknown sessions and wrong hours are failures that say what to do', async () => {
    const missing = await sapa(['session', 'cancel', 'nothing', '--site', 'A', '--yes']);
    expect([missing.code, missing.err]).toEqual([1, expect.stringContaining('sapa session list')]);
    const hours = ['--date', today, '--start', '10:00', '--end', '09:00', '--yes'];
    expect((await sapa(['session', 'move', 'window', '--site', 'A', ...hours])).code).toBe(2);
  });
});
