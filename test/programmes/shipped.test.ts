import fc from 'fast-check';
import { readAnswers } from '../../domain/answers.ts';
import { addDays, daysBetween } from '../../domain/calendar.ts';
import { eligibility } from '../../domain/eligibility.ts';
import type { Answer, Facts } from '../../domain/facts.ts';
import { loadProgramme, programmeCodes } from '../../domain/programme-file.ts';
import { nextQuestion, screen, screeningQuestions } from '../../domain/screening.ts';
import { decide, factsOf, rulesOf } from './support.ts';

const programmes = programmeCodes().map((code) => loadProgramme(code));

test('three are shipped', () => {
  expect(programmeCodes()).toEqual(['covid19-2021', 'covid19-2024', 'hpv']);
});

describe.each(programmes.map((one) => [one.code, one] as const))('%s', (_code, programme) => {
  test('every row says from when and who says so', () => {
    const { groups, products, series, screening, bring, effects } = programme;
    const rows = [
      ...[...groups, ...products, ...bring, ...effects],
      ...[...series.gaps, ...series.restarts, ...series.boosters, ...screening.questions, ...screening.rules],
    ];
    expect(rows.filter((row) => row.from === undefined || (row.source ?? '') === '')).toEqual([]);
  });

  test('has something to bring, danger signs, and a notice for consent', () => {
    expect(programme.bring.length).toBeGreaterThan(1);
    expect(programme.effects.some((one) => one.severity === 'danger')).toBe(true);
    expect(programme.notice.version).toMatch(/^\d/);
  });

  const anybody = fc.record({
    birthDate: fc.integer({ min: 0, max: 40_000 }).map((days) => addDays('1920-01-01', days)),
    sex: fc.constantFrom('F' as const, 'M' as const),
    group: fc.constantFrom(...programme.groups.map((one) => one.code)),
    doses: fc.array(
      fc.record({
        product: fc.constantFrom(...programme.products.map((one) => one.code)),
        date: fc.integer({ min: 0, max: 1500 }).map((days) => addDays('2021-01-13', days)),
      }),
      { maxLength: 4 },
    ),
  });
  const day = fc.integer({ min: 0, max: 2200 }).map((days) => addDays('2020-12-01', days));

  test('anybody on any day gets a decision with a reason and a source, in bubbles that fit a chat', () => {
    fc.assert(
      fc.property(anybody, day, (facts, on) => {
        const found = eligibility(programme, facts, on);
        expect(found?.reasons.length).toBeGreaterThan(0);
        for (const { text, source, rule } of found?.reasons ?? []) {
          expect([text.id.length <= 300, text.en.length <= 300, source !== '', rule !== '']).not.toContain(false);
          expect(`${text.id}${text.en}`).not.toMatch(/[{}]|undefined|Invalid/);
        }
        expect(found?.decision === 'later').toBe(found?.date !== undefined);
        expect(found?.date === undefined || found.date > on).toBe(true);
        if (found?.decision === 'no') expect(found.person).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('a dose that is due was never given too early', () => {
    fc.assert(
      fc.property(anybody, day, (facts, on) => {
        const found = eligibility(programme, facts, on);
        const last = facts.doses
          .filter((one) => one.date <= on)
          .map((one) => one.date)
          .sort()
          .at(-1);
        if (found?.decision === 'yes' && last !== undefined) expect(daysBetween(last, on)).toBeGreaterThanOrEqual(14);
      }),
      { numRuns: 300 },
    );
  });

  test('who is told "later" is not told so again on that day for the same reason', () => {
    fc.assert(
      fc.property(anybody, day, (person, on) => {
        const facts = { ...person, doses: [] };
        const found = eligibility(programme, facts, on);
        if (found?.date === undefined) return;
        const then = eligibility(programme, facts, found.date);
        const turn = (rule: string): boolean => rule.startsWith('group/');
        const before = found.reasons.map((one) => one.rule).filter(turn);
        if (before[0] === `group/${facts.group}`) expect(then?.decision).not.toBe('later');
      }),
      { numRuns: 300 },
    );
  });

  test('the form asks to its end, and every way through it comes to a decision', () => {
    const value = (kind: string, choices: readonly { value: string }[] | undefined, n: number): Answer => {
      if (kind === 'yesno') return n % 2 === 0;
      if (kind === 'choice') return choices?.[n % choices.length]?.value ?? '';
      return kind === 'date' ? addDays('2023-06-01', -(n % 120)) : n % 40;
    };
    fc.assert(
      fc.property(anybody, fc.array(fc.nat(200), { minLength: 40, maxLength: 40 }), (person, picks) => {
        let facts: Facts = { ...person, doses: [], answers: {} };
        let asked = 0;
        for (;;) {
          const question = nextQuestion(programme, facts, '2024-06-01');
          if (question === undefined) break;
          facts = {
            ...facts,
            answers: { ...facts.answers, [question.id]: value(question.kind, question.choices, picks[asked] ?? 0) },
          };
          asked += 1;
          expect(asked).toBeLessThan(40);
        }
        expect(screen(programme, facts, '2024-06-01').missing).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});

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

describe('answers from outside', () => {
  const programme = loadProgramme('covid19-2021');
  const read = (json: unknown) => readAnswers(programme, json, '2021-10-01');
  test('are read as people and programs write them', () => {
    expect(
      read({
        ...{
          pregnant: 'ya',
          fever: 'tidak',
          pregnancy_weeks: '20',
          covid_severity: 'mild',
          recovered_on: '2021-09-30',
        },
        doses: [{ product: 'Sinovac', date: '2021-07-01' }, { date: '2021-08-01' }],
      }),
    ).toEqual({
      answers: {
        pregnant: true,
        fever: false,
        pregnancy_weeks: 20,
        covid_severity: 'mild',
        recovered_on: '2021-09-30',
      },
      doses: [{ product: 'coronavac', date: '2021-07-01' }, { date: '2021-08-01' }],
    });
  });
  test.each([
    [null],
    [[]],
    ['x'],
    [{ nonsense: true }],
    [{ pregnant: 3 }],
    [{ pregnancy_weeks: -1 }],
    [{ recovered_on: '2021-02-30' }],
    [{ recovered_on: '2021-10-02' }],
    [{ covid_severity: 'so so' }],
    [{ doses: 'two' }],
    [{ doses: [1, { product: 'elixir', date: '2021-01-01' }, { product: 'pfizer', date: 'then' }] }],
    [{ __proto__: null, constructor: true }],
  ])('%j are refused, each by its name', (json) => {
    expect(() => read(json)).toThrow(expect.objectContaining({ name: 'AnswersError' }));
  });
  test('of a man no question is about pregnancy', () => {
    const ids = (sex: 'F' | 'M') =>
      screeningQuestions(programme, factsOf({ sex, answers: {} }), '2021-10-01').map((one) => one.id);
    expect(ids('F')).toContain('pregnant');
    expect(ids('M')).not.toContain('pregnant');
    expect(ids('M')).not.toContain('systolic');
  });
});
