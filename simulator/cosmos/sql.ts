import { Refused } from './account.ts';

/** A parsed query: what the peer understands of Cosmos SQL is what the driver in `stores/cosmos` writes. */
export interface Select {
  readonly top: number | undefined;
  /** `*`, or the projection that the service itself asks for when the SDK merges partitions. */
  readonly rows: 'document' | 'order_by_items';
  readonly where: Test;
  readonly orderBy: { readonly field: string; readonly descending: boolean } | undefined;
  /** The text of the condition, for the rewritten query. */
  readonly condition: string;
}

type Row = Readonly<Record<string, unknown>>;
type Test = (row: Row, parameters: ReadonlyMap<string, unknown>) => boolean;

/** The query is not in the part of the language that the peer speaks: the real service's 400. */
class SqlError extends Refused {
  constructor(message: string) {
    super(400, message);
  }
}

const SHAPE =
  /^SELECT\s+(?:TOP\s+(\d+)\s+)?(\*|c\._rid, \[\{"item": c\.\w+\}\] AS orderByItems, c AS payload)\s+FROM c(?:\s+WHERE\s+([\s\S]+?))?(?:\s+ORDER BY c\.(\w+)(?:\s+(ASC|DESC))?)?\s*$/i;
const TOKEN = /\s*(>=|<=|!=|[()=<>]|@\w+|c\.\w+|\w+)/y;

/** Throws `Refused` for a text that it does not understand. */
export function parseSelect(text: string): Select {
  const match = SHAPE.exec(text.trim());
  if (!match) throw new SqlError('not a query that this peer understands');
  const [, top, rows, condition = 'true', field, direction] = match;
  return {
    top: top === undefined ? undefined : Number(top),
    rows: rows === '*' ? 'document' : 'order_by_items',
    where: new Condition(condition).parse(),
    orderBy: field === undefined ? undefined : { field, descending: direction?.toUpperCase() === 'DESC' },
    condition,
  };
}

function tokens(text: string): string[] {
  const found: string[] = [];
  TOKEN.lastIndex = 0;
  for (let at = 0; text.slice(at).trim() !== ''; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text)?.[1];
    if (token === undefined) throw new SqlError('an unknown sign in the condition');
    found.push(token);
  }
  return found;
}

/** A condition by descent: OR over AND over single tests. */
class Condition {
  readonly #line: string[];
  constructor(text: string) {
    this.#line = tokens(text);
  }

  parse(): Test {
    const test = this.#either();
    if (this.#line.length > 0) throw new SqlError('something follows the condition');
    return test;
  }

  #is(word: string): boolean {
    return this.#line[0]?.toUpperCase() === word;
  }

  /** Takes the word if it comes next. */
  #took(word: string): boolean {
    if (!this.#is(word)) return false;
    this.#line.shift();
    return true;
  }

  #bracketed<T>(inner: () => T): T {
    if (!this.#took('(')) throw new SqlError('( expected');
    const result = inner();
    if (!this.#took(')')) throw new SqlError(') expected');
    return result;
  }

  #either(): Test {
    let left = this.#both();
    while (this.#took('OR')) {
      const [a, b] = [left, this.#both()];
      left = (row, parameters) => a(row, parameters) || b(row, parameters);
    }
    return left;
  }

  #both(): Test {
    let left = this.#one();
    while (this.#took('AND')) {
      const [a, b] = [left, this.#one()];
      left = (row, parameters) => a(row, parameters) && b(row, parameters);
    }
    return left;
  }

  #one(): Test {
    if (this.#is('(')) return this.#bracketed(() => this.#either());
    if (this.#took('TRUE')) return () => true;
    if (this.#took('NOT')) {
      const inner = this.#one();
      return (row, parameters) => !inner(row, parameters);
    }
    if (!this.#took('IS_DEFINED')) return comparison(this.#line);
    const field = this.#bracketed(() => fieldOf(this.#line.shift()));
    return (row) => row[field] !== undefined;
  }
}

function fieldOf(token: string | undefined): string {
  if (!token?.startsWith('c.')) throw new SqlError('a property expected');
  return token.slice(2);
}

function comparison(line: string[]): Test {
  const field = fieldOf(line.shift());
  const [operator = '', name = ''] = [line.shift(), line.shift()];
  if (!name.startsWith('@')) throw new SqlError('a parameter expected');
  return (row, parameters) => {
    if (!parameters.has(name)) throw new SqlError('a parameter without a value');
    return compare(row[field], operator, parameters.get(name));
  };
}

/** As Cosmos compares: values of different kinds are never equal, less or greater. */
function compare(left: unknown, operator: string, right: unknown): boolean {
  if (typeof left !== typeof right || (typeof left !== 'string' && typeof left !== 'number')) return false;
  const [a, b] = [left, right as typeof left];
  if (operator === '=') return a === b;
  if (operator === '<') return a < b;
  if (operator === '<=') return a <= b;
  if (operator === '>') return a > b;
  if (operator === '>=') return a >= b;
  throw new SqlError('an unknown operator');
}

/** Runs a query over documents. */
export function runSelect(select: Select, rows: readonly Row[], parameters: ReadonlyMap<string, unknown>): Row[] {
  const found = rows.filter((row) => select.where(row, parameters));
  const { orderBy } = select;
  if (orderBy) {
    const { field, descending } = orderBy;
    found.sort((a, b) => (String(a[field]) < String(b[field]) ? -1 : 1) * (descending ? -1 : 1));
  }
  const cut = select.top === undefined ? found : found.slice(0, select.top);
  if (select.rows === 'document' || !orderBy) return cut;
  return cut.map((row) => ({ _rid: row['_rid'], orderByItems: [{ item: row[orderBy.field] }], payload: row }));
}

/** The plan by which the SDK asks every partition and merges the answers. */
export function planOf(select: Select): object {
  const { orderBy, top } = select;
  const limit = top === undefined ? '' : `TOP ${top} `;
  const direction = orderBy?.descending ? 'DESC' : 'ASC';
  const rewritten = orderBy
    ? `SELECT ${limit}c._rid, [{"item": c.${orderBy.field}}] AS orderByItems, c AS payload\nFROM c\nWHERE ((${select.condition}) AND ({documentdb-formattableorderbyquery-filter}))\nORDER BY c.${orderBy.field} ${direction}`
    : '';
  return {
    partitionedQueryExecutionInfoVersion: 2,
    queryInfo: {
      ...{ distinctType: 'None', top: top ?? null, offset: null, limit: null },
      orderBy: orderBy ? [orderBy.descending ? 'Descending' : 'Ascending'] : [],
      orderByExpressions: orderBy ? [`c.${orderBy.field}`] : [],
      ...{ groupByExpressions: [], groupByAliases: [], aggregates: [], groupByAliasToAggregateType: {} },
      ...{ rewrittenQuery: rewritten, hasSelectValue: false, hasNonStreamingOrderBy: false },
    },
    queryRanges: [{ min: '', max: 'FF', isMinInclusive: true, isMaxInclusive: false }],
  };
}
