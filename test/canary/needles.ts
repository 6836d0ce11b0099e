/** One way in which a value could stand in a file. */
export interface Needle {
  readonly what: string;
  readonly form: string;
  readonly bytes: Buffer;
}

const BASE64_ENDS = [0, 1, 2] as const;

/** The base64 of a text wherever it starts inside a longer one: three alignments, without the edges that neighbours change. */
function base64Forms(text: string): string[] {
  return BASE64_ENDS.flatMap((shift) => {
    const bytes = Buffer.concat([Buffer.alloc(shift), Buffer.from(text)]);
    const whole = bytes.toString('base64').replace(/=+$/, '');
    const from = shift === 0 ? 0 : 4;
    const inner = whole.slice(from, whole.length - (bytes.length % 3 === 0 ? 0 : 1));
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

function urlEncoded(text: string): string[] {
  const every = [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  return [encodeURIComponent(text), text.replaceAll(' ', '+'), every, every.toUpperCase()];
}

/** Digit groups in the other order: 17-08-1945 for 1945-08-17, with every usual sign between them and without one. */
function groups(text: string): string[] {
  const parts = text.match(/\d+/g) ?? [];
  if (parts.length < 2) return [];
  return ['-', '/', '.', ' ', ''].flatMap((sign) => [parts.join(sign), [...parts].reverse().join(sign)]);
}

function formsOf(text: string): [string, string][] {
  const hex = Buffer.from(text).toString('hex');
  const utf16 = Buffer.from(text, 'utf16le').toString('latin1');
  return [
    ['plain', text],
    ['lower case', text.toLowerCase()],
    ['upper case', text.toUpperCase()],
    ['hex', hex],
    ['hex, upper case', hex.toUpperCase()],
    ['utf-16', utf16],
    ['reversed', [...text].reverse().join('')],
    ...base64Forms(text).map((form): [string, string] => ['base64', form]),
    ...urlEncoded(text).map((form): [string, string] => ['url', form]),
    ...groups(text).map((form): [string, string] => ['digit groups', form]),
  ];
}

/**
 * Every form of every value, each once. Forms under eight bytes are left out: in megabytes of ciphertext they appear by
 * chance, and a test that fails by chance is soon ignored.
 */
export function needlesOf(values: Readonly<Record<string, string>>): Needle[] {
  const found = new Map<string, Needle>();
  for (const [what, value] of Object.entries(values)) {
    for (const [form, text] of formsOf(value)) {
      if (text.length >= 8) found.set(text, { what, form, bytes: Buffer.from(text, 'latin1') });
    }
  }
  return [...found.values()];
}

/** What of the needles is in the haystack, in words that do not repeat the value. */
export function hits(name: string, haystack: Buffer | string, needles: readonly Needle[]): string[] {
  const bytes = typeof haystack === 'string' ? Buffer.from(haystack) : haystack;
  return needles.filter((needle) => bytes.includes(needle.bytes)).map(({ what, form }) => `${name}: ${what} (${form})`);
}
