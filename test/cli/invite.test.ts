import { join } from 'node:path';
import { readConfig } from '../../config.ts';
import { silent } from '../../domain/log.ts';
import { uncounted } from '../../domain/metrics.ts';
import { createReferences, type References } from '../../privacy/references.ts';
import { openRooms } from '../../rooms.ts';
import { sapaInside } from './support/inside.ts';
import { folderForTests } from './support/sapa.ts';

const folder = folderForTests();
const sapa = sapaInside(folder);
const NIK = '3273054503500001';
const phone = '+6281200000001';
let references: References;
let person = '';

beforeAll(async () => {
  const env = { DATA_DIR: join(folder, 'data'), DATA_KEY_FILE: join(folder, 'keys', 'data.key') };
  const rooms = await openRooms(readConfig(env, folder), { logger: silent, metrics: uncounted });
  const row = { name: 'Siti Contoh', birthDate: '1950-03-05', sex: 'F', group: 'lansia', region: '32.73' } as const;
  await rooms.targets.put(
    [
      { nik: NIK, ...row, phone },
      { nik: '3273054503500002', ...row },
    ],
    Date.now(),
  );
  references = createReferences(rooms.vault);
  person = rooms.vault.person(NIK);
  await rooms.close();
});

test('an invitation is made by the desk alone, is good on that phone, and names nobody', async () => {
  const { token } = JSON.parse((await sapa(['operator', 'add', 'Ani', '--role', 'desk', '--json'])).out);
  expect(await sapa(['invite'], { input: NIK })).toMatchObject({ code: 1, err: expect.stringContaining('role desk') });
  const made = await sapa(['invite', '--json', '--number', '+62 815-0000-001', '--token', token], {
    input: `${NIK}\n`,
  });
  expect(made).toMatchObject({ code: 0, err: '' });
  const { reference, link, until } = JSON.parse(made.out);
  expect(new URL(link).searchParams.get('text')).toBe(`DAFTAR ${reference}`);
  expect(link).toMatch(/^https:\/\/wa\.me\/628150000001\?text=/);
  expect(Date.parse(until)).toBeGreaterThan(Date.now() + 29 * 86_400_000);
  const meant = { verb: 'invite', subject: person };
  expect(references.read(reference, { contact: 'c', phone }, Date.now())).toEqual(meant);
  expect(references.read(reference, { contact: 'c', phone: '+6281200000002' }, Date.now())).toBeUndefined();
  for (const known of [NIK, phone.slice(1), 'Siti']) expect(made.out).not.toContain(known);
  expect(await sapa(['invite', '--token', token], { input: '3273054503500002' })).toMatchObject({ code: 1 });
  expect(await sapa(['invite', '--token', token], { input: '3273054503509999' })).toMatchObject({ code: 1 });
});

test.each([
  [['invite'], '123', 'NIK'],
  [['invite', '--days', '0'], NIK, '--days'],
  [['invite', '--number', '0812'], NIK, '--number'],
])('%j with %s is wrong usage', async (args, input, said) => {
  expect(await sapa(args, { input })).toMatchObject({ code: 2, err: expect.stringContaining(said) });
});
