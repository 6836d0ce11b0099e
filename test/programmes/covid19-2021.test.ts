import { loadProgramme } from '../../domain/programme-file.ts';
import { type Case, decide, rulesOf } from './support.ts';

const programme = loadProgramme('covid19-2021');
const check = (rows: readonly (readonly [about: string, on: string, one: Case, expected: string])[]) =>
  test.each(rows)('%s, on %s: %j is %s', (_about, on, one, expected) => {
    expect(decide(programme, one, on)).toBe(expected);
  });

describe('the phases', () => {
  check([
    ['before it all', '2021-01-12', { group: 'sdm-kesehatan' }, 'later 2021-01-13'],
    ['health workers first', '2021-01-13', { group: 'sdm-kesehatan' }, 'yes dose 1'],
    [
      'health workers over 59 wait for 11 February',
      '2021-01-20',
      { group: 'sdm-kesehatan', born: '1955-05-05' },
      'later 2021-02-11',
    ],
    ['and are called then', '2021-02-11', { group: 'sdm-kesehatan', born: '1955-05-05' }, 'yes dose 1'],
    ['public workers wait', '2021-02-16', { group: 'petugas-publik' }, 'later 2021-02-17'],
    ['public workers', '2021-02-17', { group: 'petugas-publik' }, 'yes dose 1'],
    ['older people wait', '2021-02-16', { group: 'lansia', born: '1950-01-01' }, 'later 2021-02-17'],
    ['older people', '2021-02-17', { group: 'lansia', born: '1950-01-01' }, 'yes dose 1'],
    ['the day before 60', '2021-05-04', { group: 'lansia', born: '1961-05-05' }, 'later 2021-05-05'],
    ['60 today', '2021-05-05', { group: 'lansia', born: '1961-05-05' }, 'yes dose 1'],
    ['everybody waits', '2021-06-30', {}, 'later 2021-07-01'],
    ['everybody of 18', '2021-07-01', { born: '2003-07-01' }, 'yes dose 1'],
    ['17 in the general group', '2021-07-01', { born: '2003-07-02' }, 'later 2021-07-02'],
    ['12 to 17 wait', '2021-06-30', { group: 'remaja', born: '2008-01-01' }, 'later 2021-07-01'],
    ['12 to 17', '2021-07-01', { group: 'remaja', born: '2009-07-01' }, 'yes dose 1'],
    ['11 in the group of 12', '2021-07-01', { group: 'remaja', born: '2009-07-02' }, 'later 2021-07-02'],
    ['6 to 11 wait', '2021-12-13', { group: 'anak', born: '2013-01-01' }, 'later 2021-12-14'],
    ['6 to 11', '2021-12-14', { group: 'anak', born: '2015-12-14' }, 'yes dose 1'],
    ['under 6', '2022-03-01', { group: 'anak', born: '2018-05-01' }, 'later 2024-05-01'],
    ['a baby', '2022-03-01', { group: 'anak', born: '2022-03-01' }, 'later 2028-03-01'],
    ['13 in the group of 6 to 11', '2022-03-01', { group: 'anak', born: '2008-05-01' }, 'no!'],
    ['30 in the group of older people', '2022-03-01', { group: 'lansia', born: '1992-03-01' }, 'later 2052-03-01'],
    ['a group that is not there', '2022-03-01', { group: 'dokter' }, 'no such group'],
  ]);

  test('who is 30 and listed as old is shown the group of everybody, never one of an occupation', () => {
    const rules = rulesOf(programme, { group: 'lansia', born: '1992-03-01' }, '2022-03-01');
    expect(rules).toEqual(['group/lansia', 'group/umum']);
    expect(rulesOf(programme, { group: 'lansia', born: '1992-03-01' }, '2021-03-01')).toEqual(['group/lansia']);
  });

  test('a child in the wrong group is shown the right one', () => {
    const rules = rulesOf(programme, { group: 'anak', born: '2008-05-01' }, '2022-03-01');
    expect(rules).toEqual(['group/anak', 'group/remaja']);
  });
});

describe('the distance between doses', () => {
  const nurse = { group: 'sdm-kesehatan' };
  const older = { group: 'sdm-kesehatan', born: '1955-05-05' };
  check([
    ['14 days in January', '2021-01-28', { ...nurse, doses: 'coronavac 2021-01-14' }, 'yes dose 2'],
    ['not 13', '2021-01-27', { ...nurse, doses: 'coronavac 2021-01-14' }, 'later 2021-01-28'],
    ['28 days for 60 and over', '2021-03-10', { ...older, doses: 'coronavac 2021-02-14' }, 'later 2021-03-14'],
    ['28 days are enough for them', '2021-03-14', { ...older, doses: 'coronavac 2021-02-14' }, 'yes dose 2'],
    ['28 days for all since March', '2021-04-01', { ...nurse, doses: 'coronavac 2021-03-15' }, 'later 2021-04-12'],
    ['28 days in August', '2021-08-28', { doses: 'coronavac 2021-08-01' }, 'later 2021-08-29'],
    ['later is always fine', '2021-12-28', { doses: 'coronavac 2021-08-01' }, 'yes dose 2'],
    ['AstraZeneca 12 weeks', '2021-10-01', { doses: 'astrazeneca 2021-08-01' }, 'later 2021-10-24'],
    [
      'AstraZeneca 8 weeks since 27 January 2022',
      '2022-01-26',
      { doses: 'astrazeneca 2021-12-01' },
      'later 2022-02-23',
    ],
    ['AstraZeneca 8 weeks', '2022-01-27', { doses: 'astrazeneca 2021-12-01' }, 'yes dose 2'],
    ['Sinopharm 21 days', '2021-08-21', { doses: 'sinopharm 2021-08-01' }, 'later 2021-08-22'],
    ['Moderna 28 days', '2021-08-21', { doses: 'moderna 2021-08-01' }, 'later 2021-08-29'],
    ['Pfizer 21 days', '2021-08-22', { doses: 'pfizer 2021-08-01' }, 'yes dose 2'],
    ['Sputnik V 21 days', '2021-10-21', { doses: 'sputnik-v 2021-10-01' }, 'later 2021-10-22'],
    ['Zifivax has a third', '2021-12-10', { doses: 'zifivax 2021-10-10, zifivax 2021-11-09' }, 'yes dose 3'],
    [
      'another brand for the second',
      '2021-12-01',
      { doses: 'coronavac 2021-08-01, pfizer 2021-09-01' },
      'later 2022-03-01',
    ],
    [
      'a shorter series in the middle of a longer one keeps the distance of the longer',
      '2021-12-10',
      { doses: 'zifivax 2021-10-10, coronavac 2021-12-01' },
      'later 2021-12-31',
    ],
    ['a brand that nobody knows', '2021-12-01', { doses: '? 2021-08-01' }, 'ask!'],
    [
      'the same dose written down twice',
      '2021-08-20',
      { doses: 'pfizer 2021-08-01, pfizer 2021-08-01' },
      'later 2021-08-22',
    ],
    ['a dose that is still to come does not count', '2021-08-01', { doses: 'pfizer 2021-08-02' }, 'yes dose 1'],
  ]);
});

describe('a second dose that was missed', () => {
  check([
    ['under 6 months', '2022-03-01', { doses: 'coronavac 2021-09-05' }, 'yes dose 2'],
    ['over 6 months, before the letter', '2022-02-12', { doses: 'coronavac 2021-07-05' }, 'yes dose 2'],
    [
      'over 6 months since 13 February 2022: once more from the first',
      '2022-02-13',
      { doses: 'coronavac 2021-07-05' },
      'yes dose 1',
    ],
    [
      'then the second follows the new first',
      '2022-03-20',
      { doses: 'coronavac 2021-07-05, pfizer 2022-03-01' },
      'later 2022-03-22',
    ],
    [
      'and the booster both of them',
      '2022-04-20',
      { doses: 'coronavac 2021-07-05, pfizer 2022-03-01, pfizer 2022-03-22' },
      'later 2022-06-22',
    ],
  ]);
});

describe('boosters', () => {
  const two = 'coronavac 2021-07-01, coronavac 2021-08-01';
  const old = { group: 'lansia', born: '1950-01-01' };
  check([
    [
      'not before 12 January 2022',
      '2022-01-11',
      { ...old, doses: 'coronavac 2021-03-01, coronavac 2021-04-01' },
      'later 2022-01-12',
    ],
    [
      'from 12 January 2022',
      '2022-01-12',
      { ...old, doses: 'coronavac 2021-03-01, coronavac 2021-04-01' },
      'yes booster 1',
    ],
    ['after 6 months', '2022-01-31', { doses: two }, 'later 2022-02-01'],
    ['after 6 months, everywhere', '2022-02-01', { doses: two }, 'yes booster 1'],
    [
      'older people still 6 months',
      '2022-02-20',
      { ...old, doses: 'pfizer 2021-10-01, pfizer 2021-11-01' },
      'later 2022-05-01',
    ],
    [
      'older people 3 months since 21 February',
      '2022-02-21',
      { ...old, doses: 'pfizer 2021-10-01, pfizer 2021-11-01' },
      'yes booster 1',
    ],
    ['the others still 6 months', '2022-02-24', { doses: 'pfizer 2021-10-01, pfizer 2021-11-01' }, 'later 2022-05-01'],
    [
      'everybody 3 months since 25 February',
      '2022-02-25',
      { doses: 'pfizer 2021-10-01, pfizer 2021-11-01' },
      'yes booster 1',
    ],
    ['3 months and no less', '2022-02-25', { doses: 'pfizer 2021-11-01, pfizer 2021-12-01' }, 'later 2022-03-01'],
    ['after the one dose of Janssen', '2022-03-01', { doses: 'janssen 2021-12-01' }, 'yes booster 1'],
    ['not under 18', '2022-03-01', { group: 'remaja', born: '2006-01-01', doses: two }, 'no!'],
    [
      'a second for health workers',
      '2022-08-01',
      { group: 'sdm-kesehatan', doses: `${two}, moderna 2022-02-01` },
      'yes booster 2',
    ],
    ['a second for the others later', '2022-08-01', { doses: `${two}, moderna 2022-02-01` }, 'later 2023-01-24'],
    ['a second for older people', '2022-12-01', { ...old, doses: `${two}, moderna 2022-02-01` }, 'yes booster 2'],
    ['a second for everybody', '2023-01-24', { doses: `${two}, moderna 2022-02-01` }, 'yes booster 2'],
    ['6 months after the first', '2023-01-24', { doses: `${two}, moderna 2022-10-01` }, 'later 2023-04-01'],
    ['no third', '2023-09-01', { doses: `${two}, moderna 2022-02-01, pfizer 2023-02-01` }, 'no!'],
  ]);

  test('below 60 in some districts first: that is said', () => {
    const rules = rulesOf(programme, { doses: 'pfizer 2021-06-01, pfizer 2021-07-01' }, '2022-01-15');
    expect(rules).toEqual(['group/umum', 'booster/booster-1-districts', 'booster/booster-1-districts']);
  });
});

describe('expecting a child', () => {
  const mother = { sex: 'F', group: 'umum' } as const;
  const weeks = (pregnancy_weeks: number) => ({ ...mother, answers: { pregnant: true, pregnancy_weeks } });
  check([
    ['at first not at all', '2021-01-20', { ...mother, group: 'sdm-kesehatan', answers: { pregnant: true } }, 'no!'],
    ['to wait until 2 August 2021', '2021-08-01', weeks(20), 'later 2021-08-02'],
    ['from week 13', '2021-08-02', weeks(13), 'yes dose 1'],
    ['not in week 10', '2021-08-02', weeks(10), 'later 2021-08-23'],
    ['not in week 12', '2021-08-02', weeks(12), 'later 2021-08-09'],
    ['the week is asked', '2021-08-02', { ...mother, answers: { pregnant: true } }, 'ask'],
    [
      'with signs of danger',
      '2021-08-02',
      { ...mother, answers: { pregnant: true, pregnancy_weeks: 20, pregnancy_signs: true } },
      'ask!',
    ],
    [
      'blood pressure 140',
      '2021-08-02',
      { ...mother, answers: { pregnant: true, pregnancy_weeks: 20, systolic: 140 } },
      'later 2021-08-03',
    ],
    [
      'blood pressure 139/89',
      '2021-08-02',
      { ...mother, answers: { pregnant: true, pregnancy_weeks: 20, systolic: 139, diastolic: 89 } },
      'yes dose 1',
    ],
    ['of a man it means nothing', '2021-08-02', { ...weeks(5), sex: 'M' }, 'yes dose 1'],
    [
      'breastfeeding at first',
      '2021-02-10',
      { ...mother, group: 'sdm-kesehatan', answers: { breastfeeding: true } },
      'no!',
    ],
    [
      'breastfeeding since',
      '2021-02-11',
      { ...mother, group: 'sdm-kesehatan', answers: { breastfeeding: true } },
      'yes dose 1',
    ],
  ]);
});

describe('after COVID-19', () => {
  const ill = (recovered_on: string, covid_severity?: string): Case => ({
    answers: { had_covid: true, recovered_on, ...(covid_severity === undefined ? {} : { covid_severity }) },
  });
  check([
    ['at first not at all', '2021-02-10', { ...ill('2020-05-01'), group: 'sdm-kesehatan' }, 'no!'],
    ['3 months', '2021-08-30', ill('2021-06-01'), 'later 2021-09-01'],
    ['3 months are over', '2021-09-01', ill('2021-06-01'), 'yes dose 1'],
    ['3 months until 28 September', '2021-09-28', ill('2021-08-15'), 'later 2021-11-15'],
    ['1 month since then', '2021-09-29', ill('2021-08-15', 'mild'), 'yes dose 1'],
    ['1 month after a moderate one', '2021-09-29', ill('2021-09-15', 'moderate'), 'later 2021-10-15'],
    ['3 months after a severe one', '2021-09-29', ill('2021-08-15', 'severe'), 'later 2021-11-15'],
    ['how severe is asked', '2021-09-29', ill('2021-08-15'), 'ask'],
    ['but not when it is long ago', '2021-12-29', ill('2021-08-15'), 'yes dose 1'],
    ['when is asked', '2021-12-29', { answers: { had_covid: true } }, 'ask'],
    ['never', '2021-12-29', { answers: { had_covid: false } }, 'yes dose 1'],
    ['between two doses', '2021-08-29', { doses: 'coronavac 2021-07-05', ...ill('2021-08-01') }, 'later 2021-11-01'],
  ]);
});

describe('the health form', () => {
  const old = { group: 'lansia', born: '1950-01-01' };
  const day = '2021-08-10';
  check([
    ['a fever', day, { answers: { fever: true } }, 'later 2021-08-11'],
    ['37.5 degrees', day, { answers: { temperature: 37.5 } }, 'yes dose 1'],
    ['37.6 degrees', day, { answers: { temperature: 37.6 } }, 'later 2021-08-11'],
    [
      'contact and symptoms',
      day,
      { answers: { contact: true, symptoms: true, symptoms_since: '2021-08-08' } },
      'later 2021-08-22',
    ],
    ['contact without symptoms', day, { answers: { contact: true, symptoms: false } }, 'yes dose 1'],
    ['contact, symptoms not asked', day, { answers: { contact: true } }, 'ask'],
    ['180/110', day, { answers: { systolic: 180, diastolic: 110 } }, 'yes dose 1'],
    ['181', day, { answers: { systolic: 181 } }, 'later 2021-08-11'],
    ['140 in January', '2021-01-20', { group: 'sdm-kesehatan', answers: { systolic: 140 } }, 'no!'],
    ['140 in February', '2021-02-11', { group: 'sdm-kesehatan', answers: { systolic: 140 } }, 'yes dose 1'],
    ['an allergy', day, { answers: { allergy: true } }, 'no!'],
    ['a chronic disease under control', day, { answers: { chronic: true, chronic_controlled: true } }, 'yes dose 1'],
    ['a chronic disease not under control', day, { answers: { chronic: true, chronic_controlled: false } }, 'ask!'],
    ['a chronic disease at first', '2021-01-20', { group: 'sdm-kesehatan', answers: { chronic: true } }, 'no!'],
    [
      'tuberculosis for 2 weeks',
      day,
      { answers: { tuberculosis: true, tb_treated_since: '2021-07-27' } },
      'later 2021-08-11',
    ],
    ['tuberculosis for more', day, { answers: { tuberculosis: true, tb_treated_since: '2021-07-26' } }, 'yes dose 1'],
    ['cancer under treatment', day, { answers: { cancer: true } }, 'ask!'],
    ['a clotting disorder', day, { answers: { blood: true } }, 'ask!'],
    ['another vaccine', day, { answers: { other_vaccine: true, other_vaccine_on: '2021-07-31' } }, 'later 2021-08-31'],
    ['two of five signs of age', day, { ...old, answers: { frail_stairs: true, frail_walk: true } }, 'yes dose 1'],
    ['three of five', day, { ...old, answers: { frail_stairs: true, frail_walk: true, frail_tired: true } }, 'no!'],
    [
      'three of five below 60',
      day,
      { answers: { frail_stairs: true, frail_walk: true, frail_tired: true } },
      'yes dose 1',
    ],
    [
      'the last of two waits',
      day,
      { answers: { fever: true, other_vaccine: true, other_vaccine_on: '2021-07-31' } },
      'later 2021-08-31',
    ],
    ['a doctor goes before a wait', day, { answers: { fever: true, cancer: true } }, 'ask!'],
    ['all is well', day, { answers: { fever: false, contact: false, had_covid: false, chronic: false } }, 'yes dose 1'],
    [
      'health and turn together: the later day',
      '2021-06-20',
      { answers: { other_vaccine: true, other_vaccine_on: '2021-06-19' } },
      'later 2021-07-19',
    ],
  ]);
});
