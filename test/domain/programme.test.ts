import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  calledFrom,
  groupNamed,
  groupOf,
  minAgeOf,
  ProgrammeError,
  parseProgramme,
  productNamed,
} from '../../domain/programme.ts';
import { loadProgramme, readProgramme } from '../../domain/programme-file.ts';

const programme = loadProgramme('covid19-2021');

function faultsOf(work: () => unknown): readonly string[] {
  try {
    work();
  } catch (error) {
    if (error instanceof ProgrammeError) return error.faults;
    throw error;
  }
  return [];
}

function group(code: string) {
  const found = groupOf(programme, code);
  if (found === undefined) throw new Error(`no group ${code}`);
  return found;
}

describe('the shipped programme', () => {
  test('has the groups and phases of 2021', () => {
    expect(programme.groups.map((one) => [one.code, one.phase, one.minAge, one.maxAge])).toEqual([
      ['sdm-kesehatan', 1, 18, 59],
      ['sdm-kesehatan', 1, 18, undefined],
      ['petugas-publik', 2, 18, undefined],
      ['lansia', 2, 60, undefined],
      ['rentan', 3, 18, undefined],
      ['umum', 4, 18, undefined],
      ['remaja', 4, 12, 17],
      ['anak', 4, 6, 11],
    ]);
  });

  test.each([
    ['coronavac', 2, [28]],
    ['astrazeneca', 2, [84]],
    ['sinopharm', 2, [21]],
    ['moderna', 2, [28]],
    ['pfizer', 2, [21]],
    ['janssen', 1, []],
    ['sputnik-v', 2, [21]],
    ['convidecia', 1, []],
    ['zifivax', 3, [30, 30]],
    ['covovax', 2, [21]],
    ['indovac', 2, [28]],
    ['inavac', 2, [28]],
  ])('%s: %d doses, %j days between', (code, doses, intervalDays) => {
    expect(programme.products.find((one) => one.code === code)).toMatchObject({ doses, intervalDays });
  });

  test('the youngest age for a product follows the decisions', () => {
    const coronavac = programme.products.find((one) => one.code === 'coronavac');
    if (coronavac === undefined) throw new Error('no coronavac');
    const ages = ['2021-01-10', '2021-01-11', '2021-06-26', '2021-06-27', '2021-12-01'].map((on) =>
      minAgeOf(coronavac, on),
    );
    expect(ages).toEqual([undefined, 18, 18, 12, 6]);
  });
});

describe('since when a person is called', () => {
  test.each([
    ['lansia', '1950-01-01', '2021-02-17'],
    ['lansia', '1970-05-05', '2030-05-05'],
    ['umum', '2004-02-29', '2022-03-01'],
    ['anak', '2021-01-01', '2027-01-01'],
    ['anak', '2015-12-13', '2021-12-14'],
    ['anak', '2009-12-14', undefined],
    ['anak', '2009-12-15', '2021-12-14'],
  ])('%s, born %s: %s', (code, born, from) => {
    expect(calledFrom(group(code), born)).toBe(from);
  });
});

describe('a group by the names that lists and people use', () => {
  test.each([
    ['lansia', 'lansia'],
    ['Lanjut Usia', 'lansia'],
    ['ELDERLY', 'lansia'],
    ['Masyarakat  umum', 'umum'],
    ['tenaga_kesehatan', 'sdm-kesehatan'],
    ['60+', 'lansia'],
    ['siapa', undefined],
    ['', undefined],
  ])('%j is %s', (text, code) => {
    expect(groupNamed(programme, text)).toBe(code);
  });
});

test.each([
  ['Sinovac', 'coronavac'],
  ['AZ', 'astrazeneca'],
  ['Comirnaty', 'pfizer'],
  ['Johnson & Johnson', 'janssen'],
  ['sputnik v', 'sputnik-v'],
  ['jamu', undefined],
])('a vaccine by the name on the card: %s is %s', (text, code) => {
  expect(productNamed(programme, text)).toBe(code);
});

describe('a wrong programme', () => {
  const row = { ...group('anak'), code: 'x' };
  const wrong = (change: object) => faultsOf(() => parseProgramme({ ...programme, ...change }));

  test('has all its faults named at once: file, row, field, what is expected', () => {
    expect(
      wrong({
        code: 'No Blanks',
        notice: { version: 'one' },
        groups: [
          { ...row, phase: 0 },
          { ...row, code: 'y', from: '2021-02-30' },
          { ...row, code: 'z', minAge: 6.5 },
        ],
        products: [{ ...programme.products[0], name: undefined }],
        bring: [{ id: 'KTP' }],
        effects: [{ code: 'e', id: 'nyeri', en: 'pain', severity: 'bad' }],
        surprise: true,
      }),
    ).toEqual([
      'programme.json, code: expected small letters, digits, _ and -',
      'programme.json, notice, version: expected YEAR-MONTH-NUMBER',
      'groups.json, row 1 (x), phase: expected at least 1',
      'groups.json, row 2 (y), from: expected a day that exists, as YYYY-MM-DD',
      'groups.json, row 3 (z), minAge: expected a whole number',
      'products.json, row 1 (coronavac), name: is missing: expected words in quotation marks',
      'bring.json, row 1 (KTP), en: is missing: expected words in quotation marks',
      'effects.json, row 1 (e), severity: expected usual or call or danger',
      'programme.json: does not know surprise',
    ]);
  });

  test('has faults between its parts named', () => {
    expect(
      wrong({
        until: '2020-01-01',
        groups: [...programme.groups, { ...row, code: 'anak', minAge: 12 }, { ...row, to: '2020-01-01' }],
        products: [{ ...programme.products[0], intervalDays: [] }],
        series: {
          gaps: [{ id: 'g', days: 3, products: ['none'], from: '2021-01-01', source: 's' }],
          boosters: [{ id: 'b', number: 1, days: 3, months: 1, from: '2021-01-01', source: 's' }],
        },
        screening: {},
      }),
    ).toEqual(['series.json, boosters, row 1 (b): expected days or months, one of them']);
    expect(
      wrong({
        until: '2020-01-01',
        groups: [...programme.groups, { ...row, code: 'anak', minAge: 12 }, { ...row, to: '2020-01-01' }],
        products: [{ ...programme.products[0], intervalDays: [] }],
        series: { gaps: [{ id: 'g', days: 3, products: ['none'], from: '2021-01-01', source: 's' }] },
        screening: {},
      }),
    ).toEqual([
      'programme.json, until: ends before it begins',
      'groups.json, row 9 (anak), code: is there twice',
      'groups.json, row 10 (x), to: ends before it begins',
      'groups.json, row 9 (anak), maxAge: is below minAge',
      'products.json, row 1 (coronavac), intervalDays: expected one fewer than doses',
      'series.json, gaps, row 1 (g), products, row 1: expected one of coronavac',
    ]);
  });

  test('has faults of its form named: kinds, names, and postponements that never end', () => {
    const base = { from: '2021-01-01', source: 's' };
    const text = { id: 'kata', en: 'word' };
    const questions = [
      { id: 'ill', kind: 'yesno', text, ...base },
      { id: 'ill', kind: 'yesno', text, ...base },
      { id: 'how', kind: 'choice', text, ...base },
      { id: 'asked', kind: 'yesno', text, when: { answers: { nothing: true } }, ...base },
    ];
    const rules = [
      { id: 'one', when: { answers: { ill: 'maybe' } }, result: 'ok', text, ...base },
      { id: 'two', when: { groups: ['nobody'] }, result: 'postpone', text, ...base },
      { id: 'three', when: {}, result: 'postpone', until: { days: 3, after: 'ill' }, text, ...base },
      { id: 'four', when: { count: { atLeast: 1, of: ['none'] } }, result: 'ok', products: ['none'], text, ...base },
    ];
    expect(wrong({ screening: { questions, rules } })).toEqual([
      'screening.json, questions, row 2 (ill), id: is there twice',
      'screening.json, questions, row 3 (how), choices: expected for the kind choice, and for no other',
      'screening.json, questions, row 4 (asked), when, answers, nothing: expected the id of a question',
      'screening.json, rules, row 1 (one), when, answers, ill: expected what a yesno can be',
      'screening.json, rules, row 2 (two), when, groups, row 1: expected the code of a group',
      'screening.json, rules, row 2 (two), until: expected for postpone, unless the row itself has an end',
      'screening.json, rules, row 3 (three), until, after: expected a question of kind date',
      'screening.json, rules, row 4 (four), when, count, of, row 1: expected the id of a question of kind yesno',
      expect.stringMatching(/^screening.json, rules, row 4 \(four\), products, row 1: expected one of coronavac, /),
    ]);
  });

  test('has conditions of another shape named with an example', () => {
    const rule = { id: 'r', result: 'postpone', text: { id: 'kata', en: 'word' }, from: '2021-01-01', source: 's' };
    const rules = [
      { ...rule, when: { answers: { ill: [] } }, until: { days: 3 } },
      { ...rule, id: 's', when: {}, until: 'soon' },
    ];
    expect(wrong({ screening: { rules } })).toEqual([
      'screening.json, rules, row 1 (r), when, answers, ill: expected true, false, a choice in quotation marks, or { "atLeast": 13 } (above, atLeast, below, atMost)',
      expect.stringContaining('screening.json, rules, row 2 (s), until: expected { "days": 14 } or { "months": 3 }'),
    ]);
  });

  test.each([undefined, null, 1, 'x', [], {}])('%j is none', (json) => {
    expect(faultsOf(() => parseProgramme(json)).length).toBeGreaterThan(0);
  });
});

describe('its files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sapa-programme-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const put = (code: string, files: Record<string, string>) => {
    mkdirSync(join(folder, code));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, code, name), text);
  };
  const { groups, ...rest } = programme;

  test('are read together, and one file may hold it all', () => {
    put('covid19-2021', { 'programme.json': JSON.stringify(rest), 'groups.json': `\uFEFF${JSON.stringify(groups)}` });
    expect(loadProgramme('covid19-2021', folder)).toEqual(programme);
    writeFileSync(join(folder, 'whole.json'), JSON.stringify(programme));
    expect(readProgramme(join(folder, 'whole.json'))).toEqual(programme);
  });

  test('are missing, broken, too many, or of another name than the folder', () => {
    put('broken', { 'programme.json': '{', 'groups.json': '[\n{ "code": }]', 'group.json': '[]' });
    put('double', { 'programme.json': JSON.stringify(programme), 'groups.json': '[]' });
    put('other', { 'programme.json': JSON.stringify(programme) });
    expect(faultsOf(() => loadProgramme('missing', folder))).toEqual([
      'there is no programme missing: there is broken, covid19-2021, double, other',
    ]);
    expect(faultsOf(() => loadProgramme('broken', folder))).toEqual([
      'programme.json, line 1: is not valid JSON',
      expect.stringContaining('group.json: is no file of a programme: expected programme.json, groups.json'),
      'groups.json, line 2: is not valid JSON',
    ]);
    expect(faultsOf(() => loadProgramme('double', folder))).toEqual([
      'groups.json: groups is in programme.json too: expected in one of the two',
    ]);
    expect(faultsOf(() => loadProgramme('other', folder))).toEqual([
      'programme.json, code: is covid19-2021, but its folder is other',
    ]);
    expect(faultsOf(() => readProgramme(join(folder, 'nowhere')))).toEqual(['nowhere is not there']);
  });

  test.each(['..', '../x', 'a/b', '', 'C:'])('%j leads nowhere', (code) => {
    expect(faultsOf(() => loadProgramme(code, folder))).toHaveLength(1);
  });
});
