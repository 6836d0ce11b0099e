/** Text within a channel's limits: measured as the channel counts, cut and split where a reader sees a border. */

/** How a limit counts: UTF-16 units, code points ("characters"), or bytes of UTF-8. */
export type Unit = 'utf16' | 'points' | 'bytes';

export interface Limit {
  readonly most: number;
  readonly unit: Unit;
}

export interface SplitOptions {
  /** Leave pairs of WhatsApp's marks in one piece: half a pair is shown as a stray sign. */
  readonly marks?: boolean;
}

const ELLIPSIS = '…';
/** A border of a line or a sentence is taken when the piece before it fills at least this part of the limit. */
const FULL_ENOUGH = 0.4;
const graphemes = new Intl.Segmenter('id', { granularity: 'grapheme' });
// biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII without the carriage return is meant
const ASCII = /^[\x00-\x0c\x0e-\x7f]*$/;
const URLS = /\bhttps?:\/\/\S+/gu;
const PAIRS = /```[\s\S]+?```|`[^`\n]+`|(?<![\p{L}\p{N}])([*_~])(?=\S)[^\n]*?(?<=\S)\1(?![\p{L}\p{N}])/gu;

/** The length of a text as a limit counts it. */
export function lengthOf(text: string, unit: Unit): number {
  if (unit === 'utf16') return text.length;
  if (unit === 'bytes') return Buffer.byteLength(text);
  let points = 0;
  for (const _ of text) points += 1;
  return points;
}

/** Whether a text fits; most do, and are not measured character by character. */
export function fits(text: string, { most, unit }: Limit): boolean {
  if (text.length * (unit === 'bytes' ? 3 : 1) <= most) return true;
  return text.length <= most * 2 && lengthOf(text, unit) <= most;
}

/** Where, in UTF-16 units, the longest run of whole `parts` that fits ends. */
function endOf(parts: Iterable<string>, { most, unit }: Limit): number {
  let used = 0;
  let end = 0;
  for (const part of parts) {
    used += lengthOf(part, unit);
    if (used > most) break;
    end += part.length;
  }
  return end;
}

function* segmentsOf(text: string): Generator<string> {
  for (const { segment } of graphemes.segment(text)) yield segment;
}

/** The end of the longest prefix of whole graphemes that fits; of whole code points when not even one grapheme does. */
function prefixEnd(text: string, limit: Limit): number {
  if (ASCII.test(text)) return Math.min(text.length, limit.most);
  return endOf(segmentsOf(text), limit) || endOf(text, limit);
}

/** A text of at most `limit`, cut between graphemes, with an ellipsis that counts in when something is missing. */
export function cut(text: string, limit: Limit): string {
  if (fits(text, limit)) return text;
  const room = limit.most - lengthOf(ELLIPSIS, limit.unit);
  if (room <= 0) return text.slice(0, prefixEnd(text, limit));
  return text.slice(0, prefixEnd(text, { ...limit, most: room })).trimEnd() + ELLIPSIS;
}

/** Spans that must stay whole, as [start, end) pairs in order. */
function wholes(text: string, marks: boolean): readonly (readonly [number, number])[] {
  const found = [...text.matchAll(URLS), ...(marks ? text.matchAll(PAIRS) : [])];
  return found.map((match) => [match.index, match.index + match[0].length] as const).sort(([a], [b]) => a - b);
}

/** The last border of a kind in `text` before `end`: the index just behind it, or 0. */
function lastBorder(text: string, end: number, kind: RegExp): number {
  let last = 0;
  for (const match of text.slice(0, end + 1).matchAll(kind)) {
    const at = match.index + match[0].length;
    if (at <= end) last = at;
  }
  return last;
}

/** Paragraph, line, sentence: in this order, when they fill the piece well enough. */
const BORDERS = [/\n\s*\n/g, /\n/g, /[.!?…]["'”’)\]]*\s+/gu];

/** Moves a border out of a span that must stay whole, when there is anything before the span. */
function outside(at: number, spans: readonly (readonly [number, number])[]): number {
  const span = spans.find(([start, end]) => start < at && at < end);
  return span && span[0] > 0 ? outside(span[0], spans) : at;
}

function borderIn(text: string, end: number, marks: boolean): number {
  // A span that begins before the end may reach beyond it: looked for in a little more than the window.
  const spans = wholes(text.slice(0, end * 2), marks);
  for (const kind of BORDERS) {
    const at = outside(lastBorder(text, end, kind), spans);
    if (at >= end * FULL_ENOUGH) return at;
  }
  const blank = outside(/\s/u.test(text.charAt(end)) ? end : lastBorder(text, end, /\s+/gu), spans);
  return blank > 0 && text.slice(0, blank).trim() !== '' ? blank : outside(end, spans);
}

/**
 * A text in pieces of at most `limit`, cut at paragraphs, lines, sentences or words, else between graphemes; never inside
 * an address that fits in one piece. Nothing but the white space at the cuts is lost. `[]` for a text without content.
 */
export function split(text: string, limit: Limit, { marks = false }: SplitOptions = {}): string[] {
  const pieces: string[] = [];
  let rest = text.trim();
  while (rest !== '' && !fits(rest, limit)) {
    const end = prefixEnd(rest, limit);
    if (end === 0) return pieces;
    const at = borderIn(rest, end, marks);
    pieces.push(rest.slice(0, at).trimEnd());
    rest = rest.slice(at).trimStart();
  }
  return rest === '' ? pieces : [...pieces, rest];
}
