import { type FileHandle, open, rm } from 'node:fs/promises';
import type { RowFault } from './faults.ts';

/** The list of rows that were not taken over: line, column and reason, never a value. */
export interface Rejects {
  add(faults: readonly RowFault[]): Promise<void>;
  /** Puts on disk what was added; answers how long the list is, in bytes. */
  sync(): Promise<number>;
  close(): Promise<void>;
}

const HEADER = 'line,column,reason\n';
/** Only who imports may read it: where it stands, lists of citizens stand too. */
const MODE = 0o600;

const cell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Continues a list that another run left, cut back to what it had put on disk for sure; else begins a new one. */
async function openList(path: string, keep: number | undefined): Promise<FileHandle> {
  if (keep !== undefined) {
    const handle = await open(path, 'r+');
    await handle.truncate(keep);
    return handle;
  }
  // Removed first: a link of that name must not lead the list somewhere else, nor keep a wider mode.
  await rm(path, { force: true });
  const handle = await open(path, 'wx', MODE);
  await handle.write(HEADER);
  return handle;
}

/** Opens the list. `keep`: bytes of an earlier run's list that count. Throws Node's errors. */
export async function openRejects(path: string, keep?: number): Promise<Rejects> {
  const handle = await openList(path, keep);
  let at = keep ?? HEADER.length;
  return {
    async add(faults) {
      if (faults.length === 0) return;
      const lines = faults.map(({ line, column, reason }) => `${line},${cell(column)},${cell(reason)}\n`);
      at += (await handle.write(lines.join(''), at)).bytesWritten;
    },
    async sync() {
      await handle.datasync();
      return at;
    },
    close: () => handle.close(),
  };
}

/** The length of a list without a row. */
export const EMPTY_REJECTS = HEADER.length;
