import fc from 'fast-check';
import { addDays, daysBetween } from '../../domain/calendar.ts';
import { eligibility } from '../../domain/eligibility.ts';
import type { Answer, Facts } from '../../domain/facts.ts';
import { loadProgramme, programmeCodes } from '../../domain/programme-file.ts';
import { nextQuestion, screen } from '../../domain/screening.ts';

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
      { numRuns: 1000 },
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
