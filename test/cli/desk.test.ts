import { join } from 'node:path';
import { readConfig } from '../../config.ts';
import { silent } from '../../domain/log.ts';
import { uncounted } from '../../domain/metrics.ts';
import { createCorrections } from '../../registry/corrections.ts';
import { createScreenings } from '../../registry/screenings.ts';
import { openRooms } from '../../rooms.ts';
import { sapaInside } from './support/inside.ts';
import { folderForTests } from './support/sapa.ts';

const folder = folderForTests();
const sapa = sapaInside(folder);
let receipt = '';
let held = '';

beforeAll(async () => {
  const env = { DATA_DIR: join(folder, 'data'), DATA_KEY_FILE: join(folder, 'keys', 'data.key') };
  const rooms = await openRooms(readConfig(env, folder), { logger: silent, metrics: uncounted });
  const { documents, vault } = rooms;
  const corrections = createCorrections({ documents, sealer: vault, pseudonyms: vault });
  const ask = {
    kind: 'dose',
    words: 'Dosis kedua saya belum ada',
    contact: 'c',
    channel: 'webchat',
    key: 'k',
  } as const;
  receipt = await corrections.ask(ask, Date.now());
  const screening = createScreenings({
    documents,
    sealer: vault,
    pseudonyms: vault,
    programme: rooms.programme,
  });
  await screening.keep('p', { dose: 1, decision: 'person', rules: [], at: Date.now() });
  held = await corrections.ask({ ...ask, kind: 'screening', person: 'p', key: 'h' }, Date.now() + 1);
  await rooms.close();
});

const tokenOf = async (name: string, role: string): Promise<string> =>
  JSON.parse((await sapa(['operator', 'add', name, '--role', role, '--json'])).out).token;

test('a request is listed, shown and answered once, by the desk alone', async () => {
  const [desk, facility] = [await tokenOf('Ani', 'desk'), await tokenOf('Budi', 'facility')];
  expect(await sapa(['desk', 'list'])).toMatchObject({ code: 1, err: expect.stringContaining('role desk') });
  expect((await sapa(['desk', 'show', receipt, '--token', facility])).code).toBe(1);
  const listed = JSON.parse((await sapa(['desk', 'list', '--token', desk, '--json'])).out);
  expect(listed.requests).toMatchObject([
    { receipt, kind: 'dose', state: 'open' },
    { receipt: held, kind: 'screening' },
  ]);
  expect((await sapa(['desk', 'list', '--token', desk])).out).not.toContain('Dosis kedua');
  const shown = await sapa(['desk', 'show', receipt.toLowerCase(), '--token', desk]);
  expect(shown.out).toContain('Dosis kedua saya belum ada');
  const wrong = await sapa(['desk', 'answer', receipt, 'Boleh', '--allow', '--token', desk]);
  expect(wrong).toMatchObject({ code: 1, err: expect.stringContaining('without --allow') });
  const answered = await sapa(['desk', 'answer', receipt, 'Sudah', 'kami', 'tambahkan.', '--token', desk, '--json']);
  expect(JSON.parse(answered.out)).toMatchObject({ state: 'answered', answer: 'Sudah kami tambahkan.' });
  expect((await sapa(['desk', 'answer', receipt, 'Lagi', '--token', desk])).code).toBe(1);
  const allowed = await sapa(['desk', 'answer', held, 'Surat dokter sudah kami lihat.', '--allow', '--token', desk]);
  expect(allowed.code).toBe(0);
  expect((await sapa(['desk', 'list', '--token', desk])).out).toContain('nothing waits');
  expect((await sapa(['desk', 'answer', receipt, '', '--token', desk])).code).toBe(2);
});

test('a phone gets a role and loses it, by the desk alone; nothing that is kept holds the phone', async () => {
  const [desk, facility] = [await tokenOf('Citra', 'desk'), await tokenOf('Dedi', 'facility')];
  const role = (args: readonly string[], token = desk, input = '') =>
    sapa(['desk', 'role', ...args, '--token', token, '--json'], { input });
  const found = async (...args: Parameters<typeof role>) => JSON.parse((await role(...args)).out);
  expect(await found(['0812 0000 0077'])).toEqual({ role: 'family', people: 10 });
  expect((await role(['081200000077', '--set', 'cadre'], facility)).code).toBe(1);
  expect(await found(['-', '--set', 'cadre'], desk, '+62 812-0000-0077\n')).toEqual({ role: 'cadre', people: 50 });
  expect(await found(['0812 0000 0077'])).toEqual({ role: 'cadre', people: 50 });
  expect(await found(['0812 0000 0078'])).toEqual({ role: 'family', people: 10 });
  const more = await sapa(['desk', 'role', '081200000077', '--token', desk], { env: { PEOPLE_CADRE: '80' } });
  expect(more.out.trim()).toBe('cadre: up to 80 people');
  expect((await role(['081200000077', '--set', 'king'])).code).toBe(2);
  expect((await role(['119'])).code).toBe(2);
  const env = { DATA_DIR: join(folder, 'data'), DATA_KEY_FILE: join(folder, 'keys', 'data.key') };
  const rooms = await openRooms(readConfig(env, folder), { logger: silent, metrics: uncounted });
  const id = rooms.roles.idOf('+6281200000077');
  const stored = await rooms.documents.get('access', id, id);
  const trail = await rooms.documents.query('audit', { pk: 'audit', limit: 100 });
  await rooms.close();
  expect(stored?.body).toEqual({ role: 'cadre', at: expect.any(Number) });
  const acts = trail.items.map(({ body }) => body).filter(({ action }) => String(action).startsWith('desk_role_'));
  expect(acts).toMatchObject([
    { action: 'desk_role_cadre', object: id, role: 'facility', outcome: 'refused' },
    { action: 'desk_role_cadre', object: id, role: 'desk', outcome: 'done' },
  ]);
  expect(JSON.stringify([stored, trail.items])).not.toMatch(/81200000077/);
  expect(await found(['081200000077', '--set', 'family'])).toEqual({ role: 'family', people: 10 });
});

test('who shows the card is let in: for the person of the card alone, with the word of the registry', async () => {
  const desk = await tokenOf('Eka', 'desk');
  const env = { DATA_DIR: join(folder, 'data'), DATA_KEY_FILE: join(folder, 'keys', 'data.key') };
  const open = () => openRooms(readConfig(env, folder), { logger: silent, metrics: uncounted });
  const nik = '3273054111489903';
  const row = { nik, name: 'Wati Contoh', birthDate: '1948-11-01', sex: 'F', group: 'lansia' } as const;
  const rooms = await open();
  const { documents, vault } = rooms;
  const person = vault.person(nik);
  const corrections = createCorrections({ documents, sealer: vault, pseudonyms: vault });
  const ask = { kind: 'device', words: 'HP hilang', contact: 'new-chat', channel: 'webchat' } as const;
  const asked = await corrections.ask({ ...ask, person, key: 'd' }, Date.now());
  await rooms.close();
  const admit = (input: string, token = desk) =>
    sapa(['desk', 'answer', asked, 'KTP sudah kami lihat.', '--admit', '--token', token], { input });
  expect(await admit(nik)).toMatchObject({ code: 1, err: expect.stringContaining('import it first') });
  const again = await open();
  await again.list.importTarget(row);
  await again.close();
  expect(await admit('3273054111489904')).toMatchObject({
    code: 1,
    err: expect.stringContaining('not about the person'),
  });
  expect((await admit('327305')).code).toBe(2);
  expect((await admit(nik, await tokenOf('Fajar', 'facility'))).code).toBe(1);
  const before = await open();
  expect(await before.access.opens(person, 'new-chat')).toBe(false);
  await before.close();
  expect((await admit(`${nik}\n`)).code).toBe(0);
  expect((await admit(nik)).code).toBe(1);
  const after = await open();
  expect(await after.access.opens(person, 'new-chat')).toBe(true);
  const told = await after.documents.query<{ kind: string }>('notices', { pk: 'new-chat' });
  expect(told.items.map(({ body }) => body.kind).sort()).toEqual(['correction', 'verdict']);
  const trail = await after.documents.query<{ action: string; outcome: string }>('audit', { pk: 'audit', limit: 200 });
  await after.close();
  expect(JSON.stringify(trail.items)).not.toContain(nik);
  expect(trail.items.filter(({ body }) => body.action === 'desk_admit')).toHaveLength(5);
});
