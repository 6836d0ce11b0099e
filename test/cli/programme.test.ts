import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { run } from '../../cli/commands/program.ts';
import { folderForTests } from './support/sapa.ts';

const PROGRAMMES = join(__dirname, '..', '..', 'content', 'programmes');
const folder = folderForTests();
const env = { DATA_DIR: join(folder, 'data'), DATA_KEY_FILE: join(folder, 'keys', 'data.key') };

/** The command in this process: what it prints, and the exit code. */
async function sapa(...args: string[]) {
  const [output, errors] = [new PassThrough(), new PassThrough()];
  const code = await run(args, { env, cwd: folder, input: new PassThrough(), output, errors });
  const text = (stream: PassThrough) => String(stream.read() ?? '');
  return { code, out: text(output), err: text(errors) };
}

/** A copy of the published programme with one group changed. */
function changedFolder(name: string, change: (row: { code: string }) => object): string {
  const to = join(folder, name);
  cpSync(join(PROGRAMMES, 'covid19-2021'), to, { recursive: true });
  const groups = JSON.parse(readFileSync(join(to, 'groups.json'), 'utf8')) as { code: string }[];
  writeFileSync(join(to, 'groups.json'), JSON.stringify(groups.map((row) => ({ ...row, ...change(row) }))));
  return to;
}

const younger = () => changedFolder('younger', ({ code }) => (code === 'lansia' ? { minAge: 55 } : {}));

beforeAll(async () => {
  const lines = [
    'nik,nama,tanggal_lahir,jenis_kelamin,no_hp,kelompok,kode_wilayah',
    '3273014503509901,Siti Contoh,1950-03-05,F,,lansia,3273',
    '3273014503649902,Sri Contoh,1964-03-05,F,,Lanjut usia,3273',
    '5171014503649903,Made Contoh,1964-03-05,F,,elderly,5171',
    '5171014503909904,Ayu Contoh,1990-03-05,F,,umum,5171',
  ];
  writeFileSync(join(folder, 'targets.csv'), `${lines.join('\n')}\n`);
  const { code, out } = await sapa('import', 'targets', 'targets.csv', '--json');
  expect([code, JSON.parse(out)]).toEqual([0, expect.objectContaining({ created: 4, rejected: 0 })]);
});

test('simulate: who would newly come, by province, group and age', async () => {
  const { code, out } = await sapa('programme', 'simulate', younger(), '--on', '2021-12-01', '--json');
  expect(code).toBe(0);
  const report = JSON.parse(out);
  expect(report).toMatchObject({
    ...{ programme: 'covid19-2021', on: '2021-12-01', targets: 4, admitted: 2, excluded: 0, unknownGroup: 0 },
    byProvince: [
      { key: '32', name: 'Jawa Barat', targets: 2, admitted: 1, excluded: 0 },
      { key: '51', name: 'Bali', targets: 2, admitted: 1, excluded: 0 },
    ],
    byGroup: expect.arrayContaining([expect.objectContaining({ key: 'lansia', targets: 3, admitted: 2 })]),
    byAge: expect.arrayContaining([expect.objectContaining({ key: '18-59', targets: 3, admitted: 2 })]),
  });
  // Nothing of a person is in the report.
  expect(out).not.toMatch(/Contoh|\d{16}|19\d\d-/);
});

test('simulate for people, from one file with all of it', async () => {
  const read = (name: string) => JSON.parse(readFileSync(join(younger(), name), 'utf8'));
  const parts = ['groups', 'products', 'series', 'screening', 'bring', 'effects'];
  const whole = { ...read('programme.json'), ...Object.fromEntries(parts.map((part) => [part, read(`${part}.json`)])) };
  writeFileSync(join(folder, 'whole.json'), JSON.stringify(whole));
  const { out } = await sapa('programme', 'simulate', 'whole.json', '--on', '2021-12-01');
  expect(out.split('\n').slice(0, 7)).toEqual([
    'On 2021-12-01, of 4 targets:',
    '  newly admitted  2',
    '  newly excluded  0',
    '',
    'By province',
    expect.stringMatching(/^ {2}Jawa Barat +\+1 +-0 +of 2$/),
    expect.stringMatching(/^ {2}Bali +\+1 +-0 +of 2$/),
  ]);
});

test('simulate with the one file that was changed', async () => {
  const { code, out } = await sapa(
    'programme',
    'simulate',
    join(younger(), 'groups.json'),
    '--on',
    '2021-12-01',
    '--json',
  );
  expect([code, JSON.parse(out).admitted]).toEqual([0, 2]);
  const main = await sapa('programme', 'simulate', join(younger(), 'programme.json'), '--on', '2021-12-01', '--json');
  expect(JSON.parse(main.out).admitted).toBe(2);
});

test('a wrong programme is named before anything is opened', async () => {
  const wrong = changedFolder('wrong', ({ code }) => (code === 'anak' ? { minAge: 30 } : {}));
  const { code, err } = await sapa('programme', 'simulate', wrong);
  expect([code, err]).toEqual([
    1,
    'the programme cannot be used:\n  groups.json, row 8 (anak), maxAge: is below minAge\n',
  ]);
  expect((await sapa('programme', 'simulate', 'nowhere')).code).toBe(1);
  expect((await sapa('programme', 'simulate', wrong, '--on', 'today')).code).toBe(2);
});

test('check: what is in it, and what is to be confirmed', async () => {
  const { code, out } = await sapa('programme', 'check', join(PROGRAMMES, 'hpv'), '--json');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ code: 'hpv', groups: 3, products: 1, questions: 3, rules: 3 });
  expect(JSON.parse(out).unconfirmed[0]).toContain('groups.json, putus-sekolah');
});
