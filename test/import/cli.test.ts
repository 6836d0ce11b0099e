import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderForTests, sapaIn } from '../cli/support/sapa.ts';

const folder = folderForTests();
const sapa = sapaIn(folder);

test('a target list in Indonesian, from a terminal: dry run, for real, again, and corrected', async () => {
  const file = join(folder, 'sasaran 1.csv');
  const head = 'NIK;Nama;Tanggal Lahir;Jenis Kelamin;No HP;Kelompok;Kode Wilayah\n';
  const rows = [
    '3273054503500001;Siti Contoh;05/03/1950;P;081200000001;lansia;32.73',
    '3,27E+15;Budi Contoh;17-08-1985;L;081200000002;umum;31.74',
    '3174011708850003;"Agus Contoh;17-08-1985;L;081200000003;umum;31.74',
    '3174011708850004;Made Contoh;17-08-1985;L;;umum;51.71',
  ];
  writeFileSync(file, `\uFEFF${head}${rows.join('\r\n')}`);
  const dry = await sapa(['import', 'targets', 'sasaran 1.csv', '--dry-run', '--json']);
  expect(JSON.parse(dry.out)).toMatchObject({ rows: 4, created: 2, rejected: 2, dryRun: true });
  const first = await sapa(['import', 'targets', 'sasaran 1.csv', '--json']);
  expect([first.code, first.out.trim().split('\n').length]).toEqual([0, 1]);
  const rejectsFile = `${file}.rejects.csv`;
  expect(JSON.parse(first.out)).toMatchObject({
    rows: 4,
    created: 2,
    updated: 0,
    unchanged: 0,
    rejected: 2,
    rejectsFile,
  });
  const rejects = readFileSync(rejectsFile, 'utf8');
  expect(rejects).toMatch(/^line,column,reason\n3,nik,"?a spreadsheet destroyed this NIK.*\n4,,.*quotation mark.*\n$/);
  const second = await sapa(['import', 'targets', 'sasaran 1.csv']);
  expect(second.out).toMatch(/unchanged +2\n/);
  writeFileSync(file, head + rows[0]?.replace('081200000001', '081200000009'));
  const third = await sapa(['import', 'targets', 'sasaran 1.csv', '--json']);
  expect(JSON.parse(third.out)).toMatchObject({ rows: 1, updated: 1, rejected: 0, rejectsFile: null });
});

test.each([
  [['import', 'targets', 'nowhere.csv', '--json'], 1, /is not there/],
  [['import', 'targets'], 2, /missing required argument/],
  [['import', 'targets', 'a.csv', '--rejects', 'a.csv'], 2, /choose another/],
  [['import', 'targets', 'a.csv'], 1, /must name the columns: nik, name/],
])('%j exits with %i and says what to do', async (args, code, words) => {
  writeFileSync(join(folder, 'a.csv'), '3273054503500001,Siti\n');
  const ran = await sapa(args);
  expect(ran.code).toBe(code);
  expect(ran.err).toMatch(words);
  expect(ran.out + ran.err).not.toContain('3273');
});
