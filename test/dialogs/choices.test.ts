import { chosen } from '../../dialogs/choices.ts';
import type { Choice } from '../../dialogs/conversation.ts';
import { readInput } from '../../dialogs/input.ts';

const CONSENT: readonly Choice[] = [
  { id: 'yes', title: 'Setuju' },
  { id: 'no', title: 'Tidak setuju' },
];
const WHOM: readonly Choice[] = [
  { id: 'self', title: 'Saya sendiri' },
  { id: 'child', title: 'Anak saya' },
  { id: 'parent', title: 'Orang tua saya' },
  { id: 'other', title: 'Orang lain' },
];

const said = (text: string, choices: readonly Choice[]): string | undefined =>
  chosen(readInput({ type: 'message', text }), { id: 1, choices });

describe('what a citizen types at a question with choices', () => {
  test.each([
    ['iya boleh', 'yes'],
    ['ya sudah benar', 'yes'],
    ['setuju bu', 'yes'],
    ['mau dong kak', 'yes'],
    ['iya setuju saja pak', 'yes'],
    ['tidak bu, maaf', undefined],
    ['nggak pak', 'no'],
    ['ga mau', 'no'],
    ['tidak benar', 'no'],
    ['ya tapi nanti', undefined],
    ['ya tidak', 'no'],
    ['boleh tidak', undefined],
    ['terserah', undefined],
    ['1', 'yes'],
    ['3', undefined],
  ])('agreeing: "%s" is %s', (text, choice) => {
    expect(said(text, CONSENT)).toBe(choice);
  });

  test.each([
    ['ibu saya', 'parent'],
    ['bapak saya sih', 'parent'],
    ['ya ibu saya nih', 'parent'],
    ['saya sendiri pak', 'self'],
    ['nenek dong', 'other'],
    ['anak saya ya bu', 'child'],
    ['pak lurah', undefined],
  ])('for whom: "%s" is %s', (text, choice) => {
    expect(said(text, WHOM)).toBe(choice);
  });
});
