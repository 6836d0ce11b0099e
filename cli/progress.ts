import type { Writable } from 'node:stream';
import type { ImportProgress } from '../registry/csv/import-file.ts';

const BAR = 24;
/** How often the line is drawn anew on a terminal, and written into a log. */
const TERMINAL_MS = 200;
const LOG_MS = 10_000;

const number = (value: number): string => Math.round(value).toLocaleString('en-US');

function minutes(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** `[####----]  25%  250,000 rows  41,000/s  0:18 left`; `since` and `now` in ms. */
export function progressLine({ rows, read, bytes }: ImportProgress, first: number, since: number, now: number): string {
  const share = bytes === 0 ? 1 : Math.min(1, read / bytes);
  const seconds = Math.max(0.001, (now - since) / 1000);
  const filled = Math.round(share * BAR);
  const bar = `[${'#'.repeat(filled)}${'-'.repeat(BAR - filled)}]`;
  const left = share > 0 ? (seconds / share) * (1 - share) : 0;
  const percent = `${Math.floor(share * 100)}%`.padStart(4);
  return `${bar} ${percent}  ${number(rows)} rows  ${number((rows - first) / seconds)}/s  ${minutes(left)} left`;
}

/**
 * Draws progress on the error stream, so that the output stays one document: one line that is drawn over on a terminal, a
 * line every ten seconds elsewhere. `end` leaves the terminal on a line of its own.
 */
export function createProgress(
  stream: Writable & { readonly isTTY?: boolean },
  clock: () => number = Date.now,
): { show(progress: ImportProgress): void; end(): void } {
  const since = clock();
  const every = stream.isTTY ? TERMINAL_MS : LOG_MS;
  let last = stream.isTTY ? Number.NEGATIVE_INFINITY : since;
  let first: number | undefined;
  let drawn = false;
  return {
    show(progress) {
      // What an earlier run had done says nothing about the speed of this one.
      first ??= progress.rows;
      const now = clock();
      if (now - last < every) return;
      last = now;
      drawn = true;
      const line = progressLine(progress, first, since, now);
      stream.write(stream.isTTY ? `\r\u001b[2K${line}` : `${line}\n`);
    },
    end() {
      if (drawn && stream.isTTY) stream.write('\r\u001b[2K');
    },
  };
}
