import { eligibility } from '../../domain/eligibility.ts';
import { loadProgramme } from '../../domain/programme-file.ts';
import { decide, factsOf, rulesOf } from './support.ts';

describe('the programme of 2024', () => {
  const programme = loadProgramme('covid19-2024');
  const on = '2024-03-01';
  test.each([
    [{ group: 'lansia', born: '1950-01-01' }, on, 'yes dose 1'],
    [{ group: 'lansia', born: '1950-01-01' }, '2023-12-31', 'later 2024-01-01'],
    [{ group: 'komorbid' }, on, 'yes dose 1'],
    [{ group: 'hamil', sex: 'F' }, on, 'yes dose 1'],
    [{ group: 'hamil', sex: 'M' }, on, 'no!'],
    [{ group: 'imunokompromais', born: '2011-01-01' }, on, 'yes dose 1'],
    [{ group: 'imunokompromais', born: '2013-01-01' }, on, 'later 2025-01-01'],
    [{ group: 'umum' }, on, 'no!'],
    [{ group: 'lansia', born: '1950-01-01', doses: 'coronavac 2021-07-01, coronavac 2021-08-01' }, on, 'yes booster 1'],
    [{ group: 'lansia', born: '1950-01-01', doses: 'indovac 2024-02-20' }, on, 'later 2024-03-19'],
  ] as const)('%j on %s: %s', (one, day, expected) => {
    expect(decide(programme, one, day)).toBe(expected);
  });

  test('those who pay themselves are told where, and by which letter', () => {
    expect(eligibility(programme, factsOf({}), on)?.reasons).toEqual([
      expect.objectContaining({ rule: 'group/umum', source: 'SE HK.02.02/E/2571/2023' }),
    ]);
  });
});

describe('HPV, another programme without code', () => {
  const programme = loadProgramme('hpv');
  const girl = { group: 'kelas-5', sex: 'F', born: '2012-06-01' } as const;
  test.each([
    [girl, '2022-07-31', 'later 2022-08-01'],
    [girl, '2022-09-01', 'yes dose 1'],
    [{ ...girl, sex: 'M' }, '2022-09-01', 'no!'],
    [{ ...girl, group: 'kelas-6', doses: 'hpv 2022-09-01' }, '2023-08-31', 'later 2023-09-01'],
    [{ ...girl, group: 'kelas-6', doses: 'hpv 2022-09-01' }, '2023-09-01', 'yes dose 2'],
    [{ ...girl, group: 'kelas-6', doses: 'hpv 2022-09-01, hpv 2023-09-01' }, '2024-03-01', 'no!'],
    [{ ...girl, answers: { fever: true } }, '2022-09-01', 'later 2022-09-02'],
    [{ ...girl, answers: { allergy: true } }, '2022-09-01', 'ask!'],
    [{ ...girl, born: '2000-01-01' }, '2022-09-01', 'no!'],
  ] as const)('%j on %s: %s', (one, day, expected) => {
    expect(decide(programme, one, day)).toBe(expected);
  });
  test('has a notice of its own, for parents', () => {
    expect(programme.notice.bubbles?.[2].id).toContain('wali');
  });
});

describe('a group that is called in some places only', () => {
  const base = loadProgramme('covid19-2021');
  const groups = base.groups.map((one) => (one.code === 'anak' ? { ...one, regions: ['31', '32.73'] } : one));
  const programme = { ...base, groups };
  const child = { group: 'anak', born: '2013-01-01' };
  test.each([
    [child, 'ask!'],
    [{ ...child, region: '31.74' }, 'yes dose 1'],
    [{ ...child, region: '32.73' }, 'yes dose 1'],
    [{ ...child, region: '32.04' }, 'ask!'],
  ])('%j: %s', (one, expected) => {
    expect(decide(programme, one, '2022-01-01')).toBe(expected);
    expect(rulesOf(programme, one, '2022-01-01')[0]).toMatch(/anak$/);
  });
  test('an end of the programme sends to a person', () => {
    expect(decide({ ...base, until: '2023-12-31' }, {}, '2024-01-01')).toBe('no!');
  });
});
