import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { CONTAINERS, type ContainerName } from '../containers.ts';
import type { Page, Query, Stored } from '../documents.ts';
import { Corrupt } from '../errors.ts';
import { type Question, questionOf, type Row } from './questions.ts';
import { column, type Table, tables } from './schema.ts';

interface Point {
  readonly table: Table;
  readonly select: StatementSync;
}

/** Prepared questions that are kept: the product asks a dozen kinds, a token adds one each. */
const KEPT = 64;

/** The read connection. Synchronous: a point read takes microseconds and waits for no writer (WAL). */
export class Reader {
  readonly #database: DatabaseSync;
  readonly #points = new Map<ContainerName, Point>();
  readonly #questions = new Map<string, StatementSync>();

  constructor(database: DatabaseSync) {
    this.#database = database;
    for (const table of tables()) {
      const until = table.expires === undefined ? '' : `, ${column(table.expires)}`;
      const select = database.prepare(`SELECT etag, body${until} FROM "${table.name}" WHERE pk = ? AND id = ?`);
      select.setReturnArrays(true);
      this.#points.set(table.name, { table, select });
    }
  }

  /** @throws TypeError for a container that is not declared. */
  table(container: ContainerName): Table {
    return this.#point(container).table;
  }

  get<T>(container: ContainerName, pk: string, id: string, now: number): Stored<T> | undefined {
    const row = this.#point(container).select.get(pk, id) as unknown as [string, string, unknown] | undefined;
    if (!row) return undefined;
    const [etag, body, until] = row;
    if (typeof until === 'number' && until <= now) return undefined;
    return { pk, id, etag, body: parsed<T>(body, container) };
  }

  query<T>(container: ContainerName, query: Query, now: number): Page<T> {
    const { table } = this.#point(container);
    const question = questionOf(table, CONTAINERS[container].indexes, query, now);
    const rows = question.steps.length === 1 ? this.#rows(question) : this.#atOnce(() => this.#rows(question));
    const kept = rows.slice(0, question.limit);
    const items = kept.map(([pk, id, etag, body]) => ({ pk, id, etag, body: parsed<T>(body, container) }));
    const last = kept.at(-1);
    return rows.length > question.limit && last ? { items, continuation: question.token(last) } : { items };
  }

  close(): void {
    this.#database.close();
  }

  #rows({ steps, limit }: Question): Row[] {
    const rows: Row[] = [];
    // One more than asked tells whether more may follow.
    for (const { sql, values } of steps) {
      const left = limit + 1 - rows.length;
      if (left > 0) rows.push(...(this.#prepared(sql).all(...values, left) as unknown as Row[]));
    }
    return rows;
  }

  /** Several statements over one state of the file: a document that moves between two of them would be met twice. */
  #atOnce<T>(work: () => T): T {
    this.#database.exec('BEGIN');
    try {
      return work();
    } finally {
      this.#database.exec('COMMIT');
    }
  }

  #point(container: ContainerName): Point {
    const point = this.#points.get(container);
    if (!point) throw new TypeError('no such container');
    return point;
  }

  #prepared(sql: string): StatementSync {
    const there = this.#questions.get(sql);
    if (there) return there;
    if (this.#questions.size >= KEPT) this.#questions.clear();
    const made = this.#database.prepare(sql);
    made.setReturnArrays(true);
    this.#questions.set(sql, made);
    return made;
  }
}

function parsed<T>(body: string, container: ContainerName): T {
  try {
    return JSON.parse(body) as T;
  } catch {
    // Without the parser's message: it quotes the body.
    throw new Corrupt(`a document in ${container} is not JSON: run \`sapa verify\``);
  }
}
