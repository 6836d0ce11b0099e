import fc from 'fast-check';
import { escapeMarks, markdownToPlain, markdownToWhatsapp, shown } from '../../adapters/meta/marks.ts';
import { growth } from '../support/growth.ts';

/** Reads marks as the app does, written apart from what is tested: what would be formatted in a text. */
function formatted(text: string): string[] {
  const spans = [...text.matchAll(/```[\s\S]+?```/g)].map(([span]) => span);
  for (const sign of ['*', '_', '~', '`']) {
    for (const line of text.split('\n')) {
      const opens: number[] = [];
      for (let at = 0; at < line.length; at += 1) {
        if (line[at] !== sign) continue;
        const before = line[at - 1] ?? ' ';
        const after = line[at + 1] ?? ' ';
        const closes = !/\s/.test(before) && !/[\p{L}\p{N}]/u.test(after);
        const first = opens[0];
        if (closes && first !== undefined && at - first > 1) spans.push(line.slice(first, at + 1));
        if (!/[\p{L}\p{N}]/u.test(before) && !/\s/.test(after)) opens.push(at);
      }
    }
  }
  return [...spans, ...[...text.matchAll(/^\s*> .*$/gm)].map(([span]) => span)];
}

describe('plain text on WhatsApp', () => {
  test.each([
    ['Puskesmas A', 'Puskesmas A'],
    ['*bukan tebal*', '•bukan tebal•'],
    ['nama_saya_siapa', 'nama_saya_siapa'],
    ['_miring_', 'ˍmiringˍ'],
    ['2 * 3 ~ 6', '2 * 3 ~ 6'],
    ['```kode```', 'ˋˋˋkodeˋˋˋ'],
    ['> kutipan', '› kutipan'],
    ['lihat https://a.example/_x_*y* ya', 'lihat https://a.example/_x_*y* ya'],
  ])('%s', (text, expected) => {
    expect(escapeMarks(text)).toBe(expected);
  });

  const SIGNS: Readonly<Record<string, string>> = { '•': '*', ˍ: '_', '∼': '~', ˋ: '`', '›': '>' };
  const signs = fc.constantFrom('*', '_', '~', '`', '```', '> ', '\n', ' ', 'a', 'Ibu', '1', '.', '(', ')', 'é', '👍');
  test('nothing in it is formatted, and nothing but marks is changed', () => {
    fc.assert(
      fc.property(
        fc.array(signs, { maxLength: 25 }).map((parts) => parts.join('')),
        (text) => {
          const safe = escapeMarks(text);
          expect(formatted(safe)).toEqual([]);
          expect([...safe].map((sign) => SIGNS[sign] ?? sign).join('')).toBe(text);
        },
      ),
    );
  });
});

describe('Markdown', () => {
  test.each([
    ['**Tiket**: AB12', '*Tiket*: AB12', 'Tiket: AB12'],
    ['__Tiket__', '*Tiket*', 'Tiket'],
    ['*miring* dan _miring_', '_miring_ dan _miring_', 'miring dan miring'],
    ['~~salah~~', '~salah~', 'salah'],
    ['`AB12`', '`AB12`', 'AB12'],
    ['**a _b_ c**', '*a _b_ c*', 'a b c'],
    ['se**pa**ruh', 'separuh', 'separuh'],
    ['# Judul\nisi', '*Judul*\nisi', 'Judul\nisi'],
    ['- satu\n* dua\n+ tiga', '- satu\n- dua\n- tiga', '- satu\n- dua\n- tiga'],
    ['1. satu\n2. dua', '1. satu\n2. dua', '1. satu\n2. dua'],
    ['> kata orang', '> kata orang', '> kata orang'],
    ['[jadwal](https://a.example/x_(1))', 'jadwal (https://a.example/x_(1))', 'jadwal (https://a.example/x_(1))'],
    ['[https://a.example](https://a.example)', 'https://a.example', 'https://a.example'],
    ['![QR](https://a.example/q.png)', 'QR (https://a.example/q.png)', 'QR (https://a.example/q.png)'],
    ['<https://a.example/a_b_>', 'https://a.example/a_b_', 'https://a.example/a_b_'],
    ['lihat https://a.example/_a_ **ya**', 'lihat https://a.example/_a_ *ya*', 'lihat https://a.example/_a_ ya'],
    ['\\*bukan\\*', '•bukan•', '*bukan*'],
    ['a ~b~ c', 'a ∼b∼ c', 'a ~b~ c'],
    ['A &amp; B &lt;3', 'A & B <3', 'A & B <3'],
    ['satu<br>dua\r\ntiga', 'satu\ndua\ntiga', 'satu\ndua\ntiga'],
    ['a\n\n---\n\nb', 'a\n\nb', 'a\n\nb'],
    ['```js\nx = *1*\n```\nlalu', '```x = *1*```\nlalu', 'x = *1*\nlalu'],
    ['2 * 3 * 4', '2 * 3 * 4', '2 * 3 * 4'],
    ['', '', ''],
  ])('%j', (markdown, whatsapp, plain) => {
    expect(markdownToWhatsapp(markdown)).toBe(whatsapp);
    expect(markdownToPlain(markdown)).toBe(plain);
  });

  test('no text makes it throw or take long', () => {
    const signs = fc.constantFrom(
      '*',
      '**',
      '_',
      '~~',
      '`',
      '[',
      '](',
      ')',
      '\\',
      '\n',
      '#',
      '> ',
      'a',
      ' ',
      '<',
      'http://a.b',
    );
    fc.assert(
      fc.property(fc.array(signs, { maxLength: 60 }), (parts) => {
        const text = parts.join('');
        expect(markdownToPlain(text).isWellFormed()).toBe(true);
        expect(markdownToWhatsapp(text).isWellFormed()).toBe(true);
      }),
    );
  });

  test.each([
    '**a ',
    '[a](',
    '_a ',
    '`',
    '- - ',
  ])('"%s" written thousands of times costs no more each', async (hostile) => {
    expect(await growth((amount) => markdownToWhatsapp(hostile.repeat(amount)), 10_000)).toBeLessThan(10);
  });

  test('the format of the activity decides', () => {
    expect(shown('**x** *y*', 'plain', 'plain')).toBe('**x** *y*');
    expect(shown('*y*', 'plain', 'whatsapp')).toBe('•y•');
    expect(shown('**x**', undefined, 'whatsapp')).toBe('*x*');
    expect(shown('**x**', 'markdown', 'plain')).toBe('x');
  });
});
