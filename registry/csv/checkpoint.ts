import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Pseudonyms } from '../../domain/sealer.ts';
import type { Documents } from '../../stores/documents.ts';

/** What became of the rows so far. */
export interface Tally {
  readonly rows: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
  /** Rejected rows by the code of their fault. */
  readonly reasons: Readonly<Record<string, number>>;
}

export const NOTHING: Tally = { rows: 0, created: 0, updated: 0, unchanged: 0, rejected: 0, reasons: {} };

/** How far an import has come: everything up to here is on disk. */
export interface Reached {
  readonly tally: Tally;
  /** Length of the list of rejected rows. */
  readonly rejectsBytes: number;
}

/** Where one import of one file notes how far it is: a killed one goes on there. */
export interface Checkpoint {
  read(): Promise<Reached | undefined>;
  write(reached: Reached): Promise<void>;
  clear(): Promise<void>;
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file, { highWaterMark: 1_048_576 })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/**
 * The checkpoint of a file, by its content: a file that was changed begins anew. One document in `meta`; its id is a
 * keyed hash, so it tells nothing of the list.
 */
export async function openCheckpoint(
  { documents, pseudonyms }: { readonly documents: Documents; readonly pseudonyms: Pseudonyms },
  kind: string,
  file: string,
  rejectsFile: string,
): Promise<Checkpoint> {
  const id = `import-${pseudonyms.of(`import:${kind}`, JSON.stringify([await hashOf(file), rejectsFile]))}`;
  return {
    async read() {
      const stored = await documents.get<Reached & { v: number }>('meta', id, id);
      if (stored?.body.v !== 1) return undefined;
      const { tally, rejectsBytes } = stored.body;
      const size = await stat(rejectsFile).then(
        (found) => found.size,
        () => -1,
      );
      // Somebody removed the list of rejected rows: it can be made again only from the start.
      return size >= rejectsBytes ? { tally, rejectsBytes } : undefined;
    },
    async write(reached) {
      await documents.put('meta', id, id, { v: 1, ...reached });
    },
    clear: () => documents.delete('meta', id, id),
  };
}
