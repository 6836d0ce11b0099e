import type { ConversationState } from '../../dialogs/root.ts';
import { startTalk, type Talk } from './support/talk.ts';
import { NOW } from './support/world.ts';

const ANSWERS = { agreed: '2026-11-1', nik: '3273051503850001', name: 'Budi Santoso' };

/** A stored state, as another version may have left it. Typed loosely on purpose: a store gives back anything. */
function stored(state: unknown): Talk {
  const talk = startTalk();
  talk.state = state as ConversationState;
  return talk;
}

const form = (id: string, state: unknown, rest: object = {}): unknown => ({
  v: 1,
  lang: 'id',
  at: NOW - 60_000,
  consent: '2026-11-1',
  dialogStack: [{ id, state }],
  ...rest,
});

describe('a state of another version goes on', () => {
  test.each([
    ['a step that is gone', form('registration', { v: 0, step: 'blood-type', answers: ANSWERS, failures: 0 })],
    ['no step at all', form('registration', { answers: ANSWERS })],
    ['a dialog that was renamed', form('register', { v: 0, step: 'birthday', answers: ANSWERS })],
    [
      'a dialog that is gone, with answers we know',
      form('old-intake', { step: 'x', answers: { ...ANSWERS, shoe: '43' } }),
    ],
  ])('%s: polite, at the first open question, answers kept', async (_name, state) => {
    const talk = stored(state);
    const heard = await talk.say('17-8-1945');
    expect(heard.texts).toEqual([expect.stringContaining('baru saja diperbarui'), expect.stringContaining('3 dari 5')]);
    expect(talk.state?.dialogStack[0]?.state.answers).toMatchObject({ nik: ANSWERS.nik, name: ANSWERS.name });
    expect((await talk.say('15-3-1985')).texts.at(-1)).toContain('4 dari 5');
  });

  test('a newer state: its fields survive rolling back and forward', async () => {
    const state = form(
      'registration',
      { v: 9, step: 'birth', answers: { ...ANSWERS, insurance: 'A1' }, failures: 0, mood: 'fine' },
      { v: 7, theme: { colour: 'green' } },
    );
    const talk = stored(state);
    expect((await talk.say('15-3-1985')).texts.at(-1)).toContain('4 dari 5');
    expect(talk.state).toMatchObject({ v: 7, theme: { colour: 'green' } });
    expect(talk.state?.dialogStack[0]?.state.answers).toMatchObject({ insurance: 'A1', birthDate: '1985-03-15' });
  });

  test('a step of before the notice was agreed to shows the notice again and keeps the answers', async () => {
    const talk = stored(
      form('registration', { step: 'gone', answers: { nik: ANSWERS.nik } }, { consent: '2020-01-1' }),
    );
    expect((await talk.say('halo')).texts.at(-1)).toContain('setuju?');
    expect((await talk.say('ya')).texts.at(-1)).toContain('2 dari 5');
  });

  test('an answer that makes no sense any more is asked again', async () => {
    const talk = stored(form('registration', { step: 'gone', answers: { ...ANSWERS, nik: 'abc' } }));
    expect((await talk.say('x')).texts.at(-1)).toContain('1 dari 5');
  });

  test('a dialog that is gone without anything to keep ends in the menu', async () => {
    const heard = await stored(form('quiz', { score: 3 })).say('B');
    expect(heard.texts).toEqual([
      expect.stringContaining('diperbarui'),
      expect.stringContaining('Ada yang bisa kami bantu'),
    ]);
  });

  test.each([
    ['text', 'garbage'],
    ['a list', [1, 2]],
    ['nothing in it', {}],
    ['a stack that is no list', { v: 1, lang: 'id', dialogStack: 'x' }],
    ['a stack of anything', { v: 1, lang: 'xx', dialogStack: [null, 5, { id: 7 }] }],
    ['a form without a state', { v: 1, lang: 'id', dialogStack: [{ id: 'registration' }] }],
    [
      'an appointment for nobody',
      { v: 1, lang: 'id', dialogStack: [{ id: 'appointment', state: { step: 'site', answers: {} } }] },
    ],
    [
      'names of the language itself',
      { v: 1, lang: 'id', dialogStack: [{ id: '__proto__', state: { answers: { constructor: 'x' } } }] },
    ],
    [
      'wrong types everywhere',
      { v: 'a', at: 'b', q: {}, open: { id: 'c', choices: [1] }, people: 'd', phone: 5, dialogStack: [] },
    ],
  ])('%s does not crash', async (_name, state) => {
    const heard = await stored(state).say('halo');
    expect(heard.texts.length).toBeGreaterThan(0);
  });
});
