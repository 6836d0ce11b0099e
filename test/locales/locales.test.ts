import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { en } from '../../dialogs/locales/en.ts';
import { id } from '../../dialogs/locales/id.ts';
import { createWords } from '../../dialogs/locales/words.ts';

/** WhatsApp and a small screen; also what somebody reads without losing the thread. */
const BUBBLE_MOST = 300;
const keys = Object.keys(id) as (keyof typeof id)[];
const placeholders = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').sort();

/** The longest that a placeholder holds in earnest. */
const LONGEST: Readonly<Record<string, string>> = {
  answer: 'Sudah diperbaiki. '.repeat(13).slice(0, 219),
  field: 'tanggal lahir',
  n: '12.345',
  all: '6',
  question: 'x'.repeat(110),
  count: '15',
  nik: '3273********0001',
  name: 'x'.repeat(100),
  date: '30 September 1985',
  phone: '+62*******7890',
  receipt: 'ABCD-EFGH-JKMN-PQRS',
  relation: 'Orang tua saya',
  region: 'x'.repeat(40),
  site: 'x'.repeat(70),
  address: 'x'.repeat(110),
  places: '1.234 tempat',
  time: 'Selasa, 29 September 2026 – Rabu, 30 September 2026, 08.00–10.00 WITA',
  km: '4.999',
  code: 'XXXX-XXXX-XXXX-XXXX',
  things: 'x'.repeat(180),
  items: 'x'.repeat(240),
  likely: 'x'.repeat(160),
  calendar: `https://vaksinasi-nasional.kemkes.go.id/tickets/XXXX-XXXX-XXXX-XXXX/calendar.ics`,
};

function sources(folder: string): string {
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((path) => !path.includes('locales'))
    .map((path) => (statSync(path).isDirectory() ? sources(path) : readFileSync(path, 'utf8')))
    .join('\n');
}

/** Whether a source names a key, as it is or built from its front part: `relation.${id}`, `count('places', n)`. */
function isUsed(key: string, text: string): boolean {
  if (text.includes(`'${key}'`)) return true;
  const front = key.slice(0, key.lastIndexOf('.'));
  if (text.includes(`\`${front}.\${`)) return true;
  return /\.(one|other)$/.test(key) && text.includes(`count('${front}'`);
}

describe('the words', () => {
  test('no key is missing in either language, and none is left over', () => {
    expect(Object.keys(en).sort()).toEqual([...keys].sort());
  });

  test.each(keys)('%s has the same placeholders in both languages', (key) => {
    expect(placeholders(en[key])).toEqual(placeholders(id[key]));
  });

  test('no key is unused', () => {
    const text = sources(join(__dirname, '..', '..', 'dialogs'));
    expect(keys.filter((key) => !isUsed(key, text))).toEqual([]);
  });

  test('the search for unused keys finds one', () => {
    expect(isUsed('nobody.says.this', sources(join(__dirname, '..', '..', 'dialogs')))).toBe(false);
  });

  test.each([
    ['id', id],
    ['en', en],
  ] as const)('every bubble is short and whole, and asks one thing: %s', (_lang, texts) => {
    const filled = keys.map(
      (key) =>
        [key, texts[key].replace(/\{(\w+)\}/g, (_all, name: string) => LONGEST[name] ?? '?'.repeat(400))] as const,
    );
    expect(filled.filter(([, text]) => text.length > BUBBLE_MOST)).toEqual([]);
    expect(filled.filter(([, text]) => text.trim() === '' || text !== text.trim())).toEqual([]);
    expect(filled.filter(([key]) => (texts[key].match(/\?/g) ?? []).length > 1)).toEqual([]);
  });

  test('a reason says what to do, with an example', () => {
    const reasons = keys.filter(
      (key) =>
        /^(nik|name|birth|phone|relation|site)\.(length|none|date|wrong|several|phone|kk\.again|reason|long|not_a_date|incomplete|no_such_day|future|too_old|landline)$/.test(
          key,
        ) &&
        key !== 'phone.none' &&
        key !== 'site.none',
    );
    expect(reasons.filter((key) => !/Contoh/.test(id[key]) || !/[Ee]xample/.test(en[key]))).toEqual([]);
    expect(reasons.length).toBeGreaterThan(15);
  });
});

describe('numbers, dates and plurals', () => {
  const start = Date.UTC(2026, 10, 28, 1);

  test('are those of the language', () => {
    const [indonesian, english] = [createWords('id'), createWords('en')];
    expect([indonesian.count('places', 1), indonesian.count('places', 1234)]).toEqual(['1 tempat', '1.234 tempat']);
    expect([english.count('places', 1), english.count('places', 1234)]).toEqual(['1 place', '1,234 places']);
    expect(indonesian.date('1945-08-17')).toBe('17 Agustus 1945');
    expect(english.date('1945-08-17')).toBe('17 August 1945');
  });

  test.each([
    ['Asia/Jakarta', '08.00–10.00 WIB'],
    ['Asia/Makassar', '09.00–11.00 WITA'],
    ['Asia/Jayapura', '10.00–12.00 WIT'],
    ['Mars/Olympus', '08.00–10.00 WIB'],
  ])('a session is told in the time of its place: %s', (zone, expected) => {
    expect(createWords('id').session(start, start + 7_200_000, zone)).toBe(`Sabtu, 28 November 2026, ${expected}`);
  });

  test('a value is put in as it is, whatever it looks like', () => {
    const { text } = createWords('id');
    expect(text('ticket.code', { code: '$& {code} $1' })).toContain('$& {code} $1');
  });

  test('a date that is none is shown as it is', () => {
    expect(createWords('id').date('garbage')).toBe('garbage');
  });
});
