import type { Activity } from 'botbuilder-core';
import fc from 'fast-check';
import { startTalk } from './support/talk.ts';

const WORDS = [
  'daftar',
  'setuju',
  'ya',
  'tidak',
  'kembali',
  'batal',
  'menu',
  'tiket',
  'bantuan',
  'english',
  'lanjut',
  'stop',
  '0',
  '1',
  '2',
  '9',
  '3273051503850001',
  '9999991503900001',
  'Siti Aminah',
  '15-3-1985',
  '1-1-20',
  '0812 3456 7890',
  'saya sendiri',
  'ubah nama',
  'Bandung',
  'tempat lain',
  'sesak napas',
];

/** What a citizen, or somebody who means no good, may send. */
const anyActivity: fc.Arbitrary<Partial<Activity>> = fc.oneof<fc.WeightedArbitrary<Partial<Activity>>[]>(
  { weight: 8, arbitrary: fc.constantFrom(...WORDS).map((text) => ({ type: 'message', text })) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 600 }).map((text) => ({ type: 'message', text })) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.nat(), fc.string())
      .map(([n, id]) => ({ type: 'message', text: 'x', value: `v1:${n}:${id}` })),
  },
  { weight: 1, arbitrary: fc.jsonValue().map((value) => ({ type: 'message', value })) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('event', 'typing', 'conversationUpdate', 'invoke', '')
      .map((type) => ({ type, name: 'webchat/join' })),
  },
  { weight: 1, arbitrary: fc.constant({ type: 'message', attachments: [{ contentType: 'image/png' }] }) },
);

/** Presses the n-th button of the last answer, or sends something. */
const anyMove = fc.oneof({ weight: 2, arbitrary: fc.nat({ max: 11 }) }, { weight: 3, arbitrary: anyActivity });

describe('whatever is sent', () => {
  test('there is an answer of short bubbles, and the state stays small JSON', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyMove, { minLength: 1, maxLength: 25 }),
        fc.constantFrom('registered', 'not_yet', 'unknown'),
        async (moves, kind) => {
          const talk = startTalk();
          const base = { person: 'p-1', group: 'umum' };
          talk.world.verdict =
            kind === 'registered'
              ? { kind, ...base, dose: 1 }
              : kind === 'not_yet'
                ? { kind, ...base }
                : { kind, person: 'p-1' };
          let titles: readonly string[] = [];
          for (const move of moves) {
            const title = typeof move === 'number' ? (titles[move % Math.max(1, titles.length)] ?? 'menu') : '';
            const heard =
              typeof move !== 'number'
                ? await talk.send(move)
                : titles.length > 0
                  ? await talk.press(title)
                  : await talk.say(title);
            titles = heard.buttons;
            expect(heard.texts.length).toBeGreaterThan(0);
            expect(heard.texts.filter((text) => text === '' || text.length > 300)).toEqual([]);
            expect(JSON.stringify(talk.state).length).toBeLessThan(6_000);
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  test('whatever was stored, there is an answer', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.jsonValue({ maxDepth: 4 }),
        fc.jsonValue({ maxDepth: 3 }),
        fc.constantFrom('registration', 'appointment', 'x'),
        fc.constantFrom(...WORDS),
        async (whole, part, id, text) => {
          for (const state of [
            whole,
            { v: 1, lang: 'id', dialogStack: [{ id, state: part }] },
            {
              v: 1,
              lang: 'en',
              open: part,
              dialogStack: [{ id, state: { step: 'birth', answers: part, pending: part } }],
            },
          ]) {
            const talk = startTalk();
            talk.state = state as never;
            expect((await talk.say(text)).texts.length).toBeGreaterThan(0);
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});
