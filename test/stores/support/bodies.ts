import { TooLarge } from '../../../stores/errors.ts';
import type { Bench } from './bench.ts';

const LIMIT = 2_097_152;

const KEYS = [
  'Ünïcödé ñ',
  'baju 👕 👨‍👩‍👧',
  'zero\u0000byte',
  '\u0000',
  'right\u200fto\u200eleft',
  'quote\' " ; DROP TABLE meta; --',
  'back\\slash/and#hash?',
  'line\nbreak\ttab',
  ' blanks ',
  '%00%2f',
  '日本語',
];

/** A body whose JSON has exactly this many bytes. */
function bodyOf(bytes: number, letter: string): object {
  const room = bytes - Buffer.byteLength('{"text":""}');
  const width = Buffer.byteLength(letter);
  return { text: letter.repeat(Math.floor(room / width)) + 'x'.repeat(room % width) };
}

/** What a body and a key may hold, and how large a body may be. */
export function bodies(bench: Bench): void {
  test.each(
    KEYS.map((key) => [JSON.stringify(key), key]),
  )('the key %s is one key and no other', async (_name, text) => {
    const [documents, key] = [bench.documents(), bench.fresh()];
    await documents.put('meta', key + text, text, { text, [text]: 1 }, { ifNoneMatch: '*' });
    expect(await documents.get('meta', key + text, text)).toMatchObject({
      pk: key + text,
      id: text,
      body: { text, [text]: 1 },
    });
    const page = await documents.query('meta', { pk: key + text });
    expect(page.items.map((one) => [one.pk, one.id])).toEqual([[key + text, text]]);
    await documents.delete('meta', key + text, text);
    expect(await documents.get('meta', key + text, text)).toBeUndefined();
  });

  test('a zero byte does not end a key', async () => {
    const [documents, key] = [bench.documents(), bench.fresh()];
    await documents.put('meta', key, 'a\u0000b', { n: 1 });
    expect(await documents.get('meta', key, 'a')).toBeUndefined();
    expect(await documents.get('meta', key, 'a\u0000c')).toBeUndefined();
  });

  test('keys differ by case and by how an accent is written', async () => {
    const [documents, key] = [bench.documents(), bench.fresh()];
    await documents.put('meta', key, 'é', { n: 1 });
    expect(await documents.get('meta', key, 'É')).toBeUndefined();
    expect(await documents.get('meta', key, 'e\u0301')).toBeUndefined();
  });

  test('an indexed text with a zero byte or an emoji is found by its exact value', async () => {
    const [documents, key] = [bench.documents(), bench.fresh('region\u0000👕')];
    await documents.put('sites', key, 'a', { region: key });
    await documents.put('sites', `${key}x`, 'a', { region: `${key}x` });
    const page = await documents.query('sites', { index: { field: 'region', equals: key } });
    expect(page.items.map((one) => one.body)).toEqual([{ region: key }]);
  });

  test('a lone surrogate, numbers at their ends and awkward names survive in a body', async () => {
    const [documents, key] = [bench.documents(), bench.fresh()];
    const body = {
      lone: '\ud800 and \udc00',
      numbers: [0, -1.5, 1e21, Number.MAX_SAFE_INTEGER, Number.MIN_VALUE],
      empty: { '': '', list: [] },
      constructor: 'a field',
      text: '\u0000\u2028\u2029"\\',
    };
    await documents.put('meta', key, 'a', body);
    expect((await documents.get('meta', key, 'a'))?.body).toEqual(body);
  });

  test.each(['x', '👕'])('2 MB of JSON passes, one byte more is TooLarge (%s)', async (letter) => {
    const [documents, key] = [bench.documents(), bench.fresh()];
    const largest = bodyOf(LIMIT, letter);
    expect(Buffer.byteLength(JSON.stringify(largest))).toBe(LIMIT);
    await documents.put('meta', key, 'a', largest);
    const tooLarge = bodyOf(LIMIT + 1, letter);
    await expect(documents.put('meta', key, 'a', tooLarge)).rejects.toBeInstanceOf(TooLarge);
    expect(JSON.stringify((await documents.get('meta', key, 'a'))?.body) === JSON.stringify(largest)).toBe(true);
    await documents.delete('meta', key, 'a');
  });
}
