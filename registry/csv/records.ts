import { LONGEST_LINE } from './lines.ts';

/** One record of the file: its cells, or why it cannot be taken apart. */
export type Rec =
  | { readonly line: number; readonly cells: readonly string[] }
  | { readonly line: number; readonly broken: 'quotes' | 'too_long' };

/** Lines that one cell in quotes may span. A quote that never ends must not swallow the rest of the file. */
const SPAN_MOST = 20;

interface Options {
  /** One sign. */
  readonly delimiter: string;
  /** Cells of the header. */
  readonly width: number;
}

/** The cell in quotes that begins at `from` (behind the quote): its text and where its closing quote is. */
function quotedCell(text: string, from: number): { readonly cell: string; readonly end: number } | undefined {
  let cell = '';
  for (let at = from; ; ) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return undefined;
    cell += text.slice(at, quote);
    if (text[quote + 1] !== '"') return { cell, end: quote };
    cell += '"';
    at = quote + 2;
  }
}

/**
 * The cells of a text (RFC 4180). A quote in the middle of a cell (`Jl. "Lama" 5`, `="0123"`) is a sign like any other.
 * `open`: a cell in quotes does not end; `bad`: something stands behind a closing quote.
 */
function split(text: string, delimiter: string): string[] | 'open' | 'bad' {
  const cells: string[] = [];
  for (let at = 0; ; ) {
    if (text[at] === '"') {
      const found = quotedCell(text, at + 1);
      if (!found) return 'open';
      cells.push(found.cell);
      at = found.end + 1;
      while (text[at] === ' ') at += 1;
      if (at >= text.length) return cells;
      if (text[at] !== delimiter) return 'bad';
      at += 1;
      continue;
    }
    const next = text.indexOf(delimiter, at);
    if (next < 0) return [...cells, text.slice(at)];
    cells.push(text.slice(at, next));
    at = next + 1;
  }
}

/**
 * Lines to records. A record may span lines only when that gives exactly the header's cells: so a quote that is left open
 * costs its own line and no other, where a parser of the whole stream would take the rest of the file for one cell.
 */
export class Records {
  readonly #options: Options;
  #line: number;
  /** Lines that begin with one whose quotes are open. */
  #held: string[] = [];

  /** `line`: number of the first line that will be pushed. */
  constructor(options: Options, line: number) {
    this.#options = options;
    this.#line = line;
  }

  /** Takes lines; `last` when no more will come. */
  push(lines: readonly string[], last: boolean): Rec[] {
    const queue = this.#held.length === 0 ? lines : [...this.#held, ...lines];
    this.#held = [];
    const found: Rec[] = [];
    for (let at = 0; at < queue.length; ) {
      const taken = this.#take(queue, at, last, found);
      if (taken === 0) {
        this.#held = queue.slice(at);
        break;
      }
      at += taken;
      this.#line += taken;
    }
    return found;
  }

  /** Takes one record from `at` on; answers the number of lines used, 0 when more are needed. */
  #take(queue: readonly string[], at: number, last: boolean, found: Rec[]): number {
    const { delimiter, width } = this.#options;
    const text = queue[at] ?? '';
    const line = this.#line;
    if (text.length > LONGEST_LINE) {
      found.push({ line, broken: 'too_long' });
      return 1;
    }
    let cells = text.includes('"') ? split(text, delimiter) : text.split(delimiter);
    let many = 1;
    const most = Math.min(queue.length - at, SPAN_MOST);
    while (cells === 'open' && many < most) {
      many += 1;
      cells = split(queue.slice(at, at + many).join('\n'), delimiter);
    }
    if (cells === 'open' && many < SPAN_MOST && !last) return 0;
    if (typeof cells === 'object' && (many === 1 || cells.length === width)) {
      found.push({ line, cells });
      return many;
    }
    found.push({ line, broken: 'quotes' });
    return 1;
  }
}
