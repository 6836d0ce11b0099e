/**
 * What a log line may carry. The types are the rule: a field is a number, a boolean, or a word from the program
 * itself (`Word`), never a string that came from outside. A NIK, a name or a message text does not fit.
 */
declare const wordBrand: unique symbol;

/** A string that the program itself wrote, or that `word()` has reduced to a code. */
export type Word = string & { readonly [wordBrand]: true };

/** Names under which a log line or a metric may be filed. */
export type LogFields = Readonly<Record<string, number | boolean | Word | undefined>>;

export interface Logger {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

const CODE = /^[A-Za-z][A-Za-z0-9_.:-]{0,63}$/;

/**
 * Reduces a string to something that may be logged: a code such as `ECONNRESET` or `whatsapp`.
 * Anything that does not look like a code, or holds four digits in a row, becomes `withheld`, because that is the
 * shape of a NIK, a phone number or a date.
 */
export function word(text: unknown): Word {
  if (typeof text !== 'string' || !CODE.test(text) || /\d{4}/.test(text)) return 'withheld' as Word;
  return text as Word;
}

/** The class name and code of an error: never its message, which may quote what a citizen wrote. */
export function errorWords(error: unknown): { error: Word; code: Word } {
  if (!(error instanceof Error)) return { error: word(typeof error), code: word('none') };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : 'none';
  return { error: word(error.name), code: word(code) };
}

/** A logger that says nothing, for tests and tools. */
export const silent: Logger = { debug() {}, info() {}, warn() {}, error() {} };
