import { createWords } from '../../dialogs/locales/words.ts';

/** `tsc` checks this file: each line must be an error, or the types have gone soft. Never run. */
function misuse(): void {
  const { text, count } = createWords('id');
  // @ts-expect-error a key that does not exist
  text('no.such.key');
  // @ts-expect-error a placeholder is missing
  text('ticket.code');
  // @ts-expect-error a placeholder of another name
  text('ticket.code', { kode: 'X' });
  // @ts-expect-error a value that nobody asked for
  text('greet.first', { name: 'X' });
  // @ts-expect-error no plural forms
  count('ticket', 1);
}

test('the keys and placeholders are typed (see the expected errors above, which tsc counts)', () => {
  expect(createWords('id').text('ticket.code', { code: 'X' })).toContain('X');
  expect(misuse).toBeInstanceOf(Function);
});
