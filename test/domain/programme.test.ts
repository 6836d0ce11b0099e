import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  calledFrom,
  groupOf,
  minAgeOf,
  type Programme,
  ProgrammeError,
  parseProgramme,
} from '../../domain/programme.ts';
import { loadProgramme } from '../../domain/programme-file.ts';

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
    ['indovac', 2, [28]],
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

describe('a wrong programme', () => {
  test('has all its faults named at once', () => {
    const wrong: Record<keyof Programme, unknown> & Record<string, unknown> = {
      ...programme,
      code: 'No Blanks',
      until: '2020-01-01',
      notice: { version: 'one' },
      groups: [...programme.groups, { ...group('anak'), minAge: 12 }, { ...group('umum'), code: 'x', phase: 0 }],
      products: [{ ...programme.products[0], intervalDays: [] }],
      bring: [{ id: 'KTP' }],
      surprise: true,
    };
    const faults = faultsOf(() => parseProgramme(wrong)).map((fault) => fault.split(':')[0]);
    expect(faults).toEqual(
      expect.arrayContaining(['code', 'notice.version', 'groups.8.phase', 'bring.0.en', 'programme']),
    );
  });

  test('has faults between its parts named', () => {
    const wrong = {
      ...programme,
      until: '2020-01-01',
      groups: [...programme.groups, { ...group('anak'), minAge: 12 }],
      products: [{ ...programme.products[0], intervalDays: [] }],
    };
    expect(faultsOf(() => parseProgramme(wrong))).toEqual([
      'until: ends before it begins',
      'groups.7.code: is there twice',
      'groups.7.maxAge: is below minAge',
      'products.0.intervalDays: expected one fewer than doses',
    ]);
  });

  test.each([undefined, null, 1, 'x', [], {}])('%j is none', (json) => {
    expect(faultsOf(() => parseProgramme(json)).length).toBeGreaterThan(0);
  });
});

describe('its file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sapa-programme-'));
  const put = (code: string, text: string) => {
    mkdirSync(join(folder, code));
    writeFileSync(join(folder, code, 'programme.json'), text);
  };

  test('missing, broken, or with another name than its folder', () => {
    put('broken', '{');
    put('other', JSON.stringify(programme));
    expect(faultsOf(() => loadProgramme('missing', folder))).toEqual(['there is no programme missing']);
    expect(faultsOf(() => loadProgramme('broken', folder))).toEqual(['programme broken is not valid JSON']);
    expect(faultsOf(() => loadProgramme('other', folder))).toEqual(['code: is covid19-2021, but its folder is other']);
  });

  test.each(['..', '../x', 'a/b', '', 'C:'])('%j leads nowhere', (code) => {
    expect(faultsOf(() => loadProgramme(code, folder))).toHaveLength(1);
  });
});
