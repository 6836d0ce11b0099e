import fc from 'fast-check';
import { readAnswers } from '../../domain/answers.ts';
import { eligibility } from '../../domain/eligibility.ts';
import { loadProgramme } from '../../domain/programme-file.ts';
import { screeningQuestions } from '../../domain/screening.ts';
import { factsOf } from './support.ts';

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
    [{ pregnancy_weeks: 60 }],
    [{ pregnancy_weeks: '' }],
    [{ temperature: 375 }],
    [{ recovered_on: '2021-02-30' }],
    [{ recovered_on: '2021-10-02' }],
    [{ covid_severity: 'so so' }],
    [{ fever: { toString: [] } }],
    [{ doses: 'two' }],
    [{ doses: [{ product: { toString: [] }, date: '2021-01-01' }] }],
    [{ doses: [1, { product: 'elixir', date: '2021-01-01' }, { product: 'pfizer', date: 'then' }] }],
    [{ __proto__: null, constructor: true }],
  ])('%j are refused, each by its name', (json) => {
    expect(() => read(json)).toThrow(expect.objectContaining({ name: 'AnswersError' }));
  });
  test('no JSON breaks the reading, and what is read is decided', () => {
    const ids = programme.screening.questions.map((one) => one.id);
    const some = fc.dictionary(fc.constantFrom(...ids, 'doses', '__proto__', 'x'), fc.jsonValue(), { maxKeys: 4 });
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), some), (json) => {
        try {
          const said = read(json);
          expect(eligibility(programme, factsOf({ answers: said.answers }), '2021-10-01')).toBeDefined();
        } catch (error) {
          expect(error).toMatchObject({ name: 'AnswersError' });
        }
      }),
      { numRuns: 500 },
    );
  });
  test('of a man no question is about pregnancy', () => {
    const ids = (sex: 'F' | 'M') =>
      screeningQuestions(programme, factsOf({ sex, answers: {} }), '2021-10-01').map((one) => one.id);
    expect(ids('F')).toContain('pregnant');
    expect(ids('M')).not.toContain('pregnant');
    expect(ids('M')).not.toContain('systolic');
  });
});
