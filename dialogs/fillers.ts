/** Polite words around the word that counts. */
const FILLERS = new Set(
  'dong deh ya yaa min kak kakak pak bu bapak ibu bang mas mbak mba aja saja nih sih lah please pls donk atuh'.split(
    ' ',
  ),
);

/**
 * What a message may come to when polite words are taken off its ends, the longest first: "bapak saya sih" is "bapak saya"
 * before it is "saya". `plain`: after `plain()`. The message itself is not among them.
 */
export function* withoutFillers(plain: string): Generator<string> {
  const words = plain.split(' ');
  let from = 0;
  let to = words.length;
  while (to > from + 1 && FILLERS.has(words[to - 1] ?? '')) {
    to -= 1;
    yield words.slice(from, to).join(' ');
  }
  while (from < to - 1 && FILLERS.has(words[from] ?? '')) {
    from += 1;
    yield words.slice(from, to).join(' ');
  }
}
