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
  const answered = await sapa(['desk', 'answer', receipt, 'Sudah', 'kami', 'tambahkan.', '--token', desk, '--json']);
  expect(JSON.parse(answered.out)).toMatchObject({ state: 'answered', answer: 'Sudah kami tambahkan.' });
  expect((await sapa(['desk', 'answer', receipt, 'Lagi', '--token', desk])).code).toBe(1);
  const wrong = await sapa(['desk', 'answer', receipt, 'Boleh', '--allow', '--token', desk]);
  expect(wrong).toMatchObject({ code: 1, err: expect.stringContaining('without --allow') });
  const allowed = await sapa(['desk', 'answer', held, 'Surat dokter sudah kami lihat.', '--allow', '--token', desk]);
  expect(allowed.code).toBe(0);
  expect((await sapa(['desk', 'list', '--token', desk])).out).toContain('nothing waits');
  expect((await sapa(['desk', 'answer', receipt, '', '--token', desk])).code).toBe(2);
});
