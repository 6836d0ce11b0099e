import type { OpenedText } from './decode.ts';

/** No row of a list is longer; what is longer is no line of a list and is given out cut, for the row to be refused. */
export const LONGEST_LINE = 65_536;

/** Lines in a row, and how many bytes of the file they took. */
export interface Lines {
  readonly lines: readonly string[];
  readonly read: number;
}

/**
 * A file as its lines, some thousand at a time, with LF, CR LF or CR between them. Memory stays flat even when a file has no
 * line ends at all.
 */
export async function* linesOf(opened: OpenedText): AsyncGenerator<Lines> {
  let rest = '';
  let dropping = false;
  let end: '\n' | '\r' | undefined;
  for await (const { text, read } of opened.pieces()) {
    end ??= text.includes('\n') ? '\n' : text.includes('\r') ? '\r' : undefined;
    const lines = end === undefined ? [text] : text.split(end);
    const first = lines[0] ?? '';
    // What follows a line that was cut belongs to it still.
    lines[0] = dropping ? '' : rest + first;
    rest = lines.pop() ?? '';
    if (dropping && lines.length > 0) {
      lines.shift();
      dropping = false;
    }
    if (rest.length > LONGEST_LINE && !dropping) {
      lines.push(rest.slice(0, LONGEST_LINE + 1));
      dropping = true;
    }
    if (dropping) rest = '';
    if (lines.length > 0) yield { lines: end === '\n' ? lines.map(withoutReturn) : lines, read };
  }
  if (rest !== '') yield { lines: [withoutReturn(rest)], read: opened.bytes };
}

function withoutReturn(line: string): string {
  return line.charCodeAt(line.length - 1) === 13 ? line.slice(0, -1) : line;
}
