import type { Documents, Stored } from '../stores/documents.ts';
import type { Ledger, ReportMark } from './ledger.ts';

export interface ReportLogOptions {
  readonly documents: Documents;
  readonly ledger: Ledger;
  readonly clock: () => number;
  /** Names the documents of this process. */
  readonly process: string;
  /** How long what a dead process left is of use: as long as an outbox is kept, ms. */
  readonly keepMs: number;
  /** Reports are gathered for so long before they are written together, ms. */
  readonly gatherMs?: number;
}

/**
 * Reports on disk before they are answered with 200: many in one small document, which is removed as soon as the
 * conversations themselves say it. What a process leaves behind when it dies tells the next one what has arrived.
 */
export interface ReportLog {
  /** Resolves when all of these are on disk; rejects with the `StoreError` when they are not. */
  note(marks: readonly ReportMark[]): Promise<void>;
  /** Puts into the ledger what others have noted. Asked before anything in doubt is repeated. */
  catchUp(): Promise<void>;
  /** Removes what the conversations say by now. */
  tidy(): Promise<void>;
}

interface NoteBody {
  readonly at: number;
  readonly until: number;
  readonly marks: readonly ReportMark[];
}

/** Marks of one document: 60 bytes each, far below the largest document. */
const MARKS_MOST = 5_000;
/** Clocks of processes differ, and a document may become visible later than an earlier one: read again so far back, ms. */
const OVERLAP_MS = 30_000;
const GATHER_MS = 20;

const nameOf = ([id, seq, parts]: ReportMark): string => `${id}.${seq}.${parts}`;

export function createReportLog(options: ReportLogOptions): ReportLog {
  const { documents, ledger, clock, gatherMs = GATHER_MS } = options;
  /** What is being written or is written, by name: the second and third report of a reply cost nothing more. */
  const noted = new Map<string, Promise<void>>();
  /** Documents on disk, of this process or taken over. */
  const kept = new Map<string, readonly ReportMark[]>();
  /** Documents that were read, with their times. */
  const read = new Map<string, number>();
  let since = 0;
  let written = 0;
  let gathered: { readonly marks: ReportMark[]; readonly done: Promise<void> } | undefined;

  async function write(marks: readonly ReportMark[]): Promise<void> {
    const id = `${options.process}-${++written}`;
    const at = clock();
    const body: NoteBody = { at, until: at + options.keepMs, marks };
    try {
      await documents.put('reports', id, id, body);
      kept.set(id, marks);
    } catch (error) {
      for (const mark of marks) noted.delete(nameOf(mark));
      throw error;
    }
  }

  function gather(): { readonly marks: ReportMark[]; readonly done: Promise<void> } {
    if (gathered && gathered.marks.length < MARKS_MOST) return gathered;
    const marks: ReportMark[] = [];
    const done = new Promise<void>((resolve) => setTimeout(resolve, gatherMs)).then(() => {
      if (gathered?.marks === marks) gathered = undefined;
      return write(marks);
    });
    gathered = { marks, done };
    return gathered;
  }

  function take({ id, body }: Stored<NoteBody>): void {
    if (read.has(id)) return;
    read.set(id, body.at);
    if (kept.has(id)) return;
    kept.set(id, body.marks);
    for (const mark of body.marks) ledger.report(mark, clock());
  }

  /** A document is of use while one of its marks waits for its conversation. */
  const isOver = (marks: readonly ReportMark[]): boolean => !marks.some(([id, seq]) => ledger.isMarked(id, seq));

  return {
    async note(marks) {
      const waits = new Set<Promise<void>>();
      for (const mark of marks) {
        const name = nameOf(mark);
        let done = noted.get(name);
        if (!done) {
          const batch = gather();
          batch.marks.push(mark);
          done = batch.done;
          noted.set(name, done);
        }
        waits.add(done);
      }
      await Promise.all(waits);
    },
    async catchUp() {
      const began = clock();
      const question = { index: { field: 'at', from: since }, order: { field: 'at' }, limit: 1_000 } as const;
      let continuation: string | undefined;
      do {
        const more = continuation === undefined ? {} : { continuation };
        const page = await documents.query<NoteBody>('reports', { ...question, ...more });
        page.items.forEach(take);
        continuation = page.continuation;
      } while (continuation !== undefined);
      since = began - OVERLAP_MS;
      for (const [id, at] of read) if (at < since) read.delete(id);
    },
    async tidy() {
      const over = [...kept].filter(([, marks]) => isOver(marks)).map(([id]) => id);
      if (over.length === 0) return;
      const results = await documents.bulk(
        'reports',
        over.map((id) => ({ pk: id, id, remove: true }) as const),
      );
      results.forEach(({ ok }, index) => {
        const id = over[index];
        if (!ok || id === undefined) return;
        for (const mark of kept.get(id) ?? []) noted.delete(nameOf(mark));
        kept.delete(id);
      });
    },
  };
}
