import { DatabaseSync } from 'node:sqlite';
import { CONTAINERS, type ContainerName } from '../../stores/containers.ts';
import type { Documents, Query } from '../../stores/documents.ts';
import { openSqlite } from '../../stores/sqlite/open.ts';
import { type Question, questionOf } from '../../stores/sqlite/questions.ts';
import { migrate, tableOf, tables } from '../../stores/sqlite/schema.ts';
import { testFolder } from './support/folder.ts';

const folder = testFolder();

/** Every shape of question that the contract allows on a container, as long as something may be asked. */
function shapes(fields: readonly string[]): Query[] {
  const ranges = [{}, { equals: 5 }, { from: 1 }, { to: 9 }, { from: 1, to: 9 }, { from: 'a' }, { to: 'z' }];
  const indexes = [undefined, ...fields.flatMap((field) => ranges.map((range) => ({ field, ...range })))];
  const orders = [undefined, ...fields.flatMap((field) => [{ field }, { field, descending: true }])];
  return [undefined, 'p'].flatMap((pk) =>
    indexes.flatMap((index) =>
      orders.flatMap((order) =>
        pk === undefined && index === undefined
          ? []
          : [{ ...(pk === undefined ? {} : { pk }), ...(index ? { index } : {}), ...(order ? { order } : {}) }],
      ),
    ),
  );
}

/** The plan's lines for a question's first page and for the page after it. */
function plans(database: DatabaseSync, container: ContainerName, query: Query): string[] {
  const table = tableOf(container);
  const first = questionOf(table, CONTAINERS[container].indexes, query, 0);
  const continuation = first.token(['p', 'i', 'e', '{}', 1, 5]);
  const next = questionOf(table, CONTAINERS[container].indexes, { ...query, continuation }, 0);
  return [first, next].flatMap(({ steps }) =>
    steps.flatMap(({ sql, values }) =>
      database
        .prepare(`EXPLAIN QUERY PLAN ${sql}`)
        .all(...values, 100)
        .map((row) => String(row['detail'])),
    ),
  );
}

function idsOf(database: DatabaseSync, { steps }: Question): unknown[] {
  return steps.flatMap(({ sql, values }) => database.prepare(sql).all(...values, 100)).map((row) => row['id']);
}

describe('the plan of a question', () => {
  const names = Object.keys(CONTAINERS) as ContainerName[];

  test.each(names)('no question to %s reads a whole table', (container) => {
    const database = new DatabaseSync(':memory:');
    migrate(database);
    for (const query of shapes(CONTAINERS[container].indexes)) {
      const lines = plans(database, container, query).filter((line) => !line.startsWith('USE TEMP B-TREE'));
      for (const line of lines) {
        // "All that have the field" walks the partial index of that field, page by page: those rows are the answer.
        const whole = query.pk === undefined && Object.keys(query.index ?? {}).length === 1;
        const allowed = whole ? /^(SEARCH|SCAN) \w+ USING INDEX/ : /^SEARCH \w+ USING INDEX/;
        expect(`${JSON.stringify(query)} ${allowed.test(line) ? 'by index' : line}`).toBe(
          `${JSON.stringify(query)} by index`,
        );
      }
    }
    database.close();
  });

  test('one field asked and ordered by needs no sorting', () => {
    const database = new DatabaseSync(':memory:');
    migrate(database);
    for (const query of [
      { pk: 'p', order: { field: 'n', descending: true } },
      { pk: 'p', index: { field: 'n', from: 5 }, order: { field: 'n' } },
      { index: { field: 'at', to: 5 }, order: { field: 'at' } },
    ]) {
      expect(plans(database, 'transcripts', query).join()).not.toContain('TEMP B-TREE');
    }
    database.close();
  });

  test('point reads and writes go by the key', () => {
    const database = new DatabaseSync(':memory:');
    migrate(database);
    const plan = database
      .prepare('EXPLAIN QUERY PLAN SELECT etag FROM conversations WHERE pk = ? AND id = ?')
      .all('a', 'b');
    expect(plan.map((row) => row['detail'])).toEqual([
      'SEARCH conversations USING INDEX sqlite_autoindex_conversations_1 (pk=? AND id=?)',
    ]);
    database.close();
  });
});

test('a page among a million documents of one moment is found at once, and not by passing those before it', () => {
  const database = new DatabaseSync(':memory:');
  migrate(database);
  const queries: [ContainerName, Query][] = [
    ['persons', { index: { field: 'updated', from: 0, to: 9 } }],
    ['conversations', { index: { field: 'due', from: 0, to: 9 }, order: { field: 'due' } }],
    ['sites', { index: { field: 'province', equals: '32' } }],
    ['transcripts', { pk: 'p', order: { field: 'n', descending: true } }],
  ];
  for (const [container, query] of queries) {
    const [, ties] = plans(database, container, query);
    expect(`${container}: ${ties}`).toMatch(/=\? AND rowid[<>]\?\)$/);
  }
  database.close();
});

async function opened(work: (documents: Documents, clock: { time: number }) => Promise<void>): Promise<void> {
  const clock = { time: 1_790_000_000_000 };
  const documents = openSqlite({ file: folder.path('sapa.db'), clock: () => clock.time });
  await work(documents, clock);
  await documents.close();
}

describe('a continuation', () => {
  test('is bound to its question', () =>
    opened(async (documents) => {
      const put = (n: number) => ({ pk: 'p', id: `i${n}`, put: { n, at: n } });
      await documents.bulk(
        'transcripts',
        Array.from({ length: 10 }, (_, n) => put(n)),
      );
      const { continuation = '' } = await documents.query('transcripts', { pk: 'p', order: { field: 'n' }, limit: 3 });
      const again = { pk: 'p', order: { field: 'n' }, limit: 5, continuation };
      expect((await documents.query('transcripts', again)).items.map((one) => one.id)).toEqual([
        'i3',
        'i4',
        'i5',
        'i6',
        'i7',
      ]);
      const wrong: Query[] = [
        { ...again, pk: 'q' },
        { ...again, order: { field: 'at' } },
        { ...again, order: { field: 'n', descending: true } },
        { ...again, index: { field: 'n', from: 1 } },
        { ...again, continuation: 'nonsense' },
        { ...again, continuation: '' },
        { ...again, continuation: Buffer.from('["x",1,{}]').toString('base64url') },
      ];
      for (const query of wrong) await expect(documents.query('transcripts', query)).rejects.toBeInstanceOf(TypeError);
      await expect(documents.query('consents', again)).rejects.toBeInstanceOf(TypeError);
    }));
});

describe('a range', () => {
  test('holds values of its own type only, and documents that have the field', () =>
    opened(async (documents) => {
      const values = [1, 2, '1', 'b', null, true, undefined, [1], { a: 1 }];
      await documents.bulk(
        'sites',
        values.map((region, n) => ({ pk: 's', id: `i${n}`, put: { region } })),
      );
      const found = async (index: object) => {
        const page = await documents.query('sites', { index: { field: 'region', ...index } });
        return page.items.map((one) => one.body['region']);
      };
      expect(await found({ from: 1 })).toEqual([1, 2]);
      expect(await found({ to: 'z' })).toEqual(['1', 'b']);
      expect(await found({ equals: '1' })).toEqual(['1']);
      expect(await found({ equals: 1 })).toEqual([1]);
      await expect(found({ from: 1, to: 'z' })).rejects.toBeInstanceOf(TypeError);
      await expect(found({ equals: 1, to: 2 })).rejects.toBeInstanceOf(TypeError);
    }));
});

describe('collecting', () => {
  test('removes what has expired, so many at a time, and nothing else', () =>
    opened(async (documents, clock) => {
      const put = (n: number) => ({ pk: 'p', id: `i${n}`, put: { n, until: clock.time + n * 10 } });
      await documents.bulk(
        'transcripts',
        Array.from({ length: 10 }, (_, n) => put(n)),
      );
      await documents.put('transcripts', 'p', 'ever', { n: 99 });
      clock.time += 45;
      expect(await documents.collect(clock.time, 3)).toBe(3);
      expect(await documents.collect(clock.time, 100)).toBe(2);
      expect(await documents.collect(clock.time, 100)).toBe(0);
      const left = await documents.query('transcripts', { pk: 'p', order: { field: 'n' } });
      expect(left.items.map((one) => one.body['n'])).toEqual([5, 6, 7, 8, 9, 99]);
    }));
});

describe('a new declared field', () => {
  test('is added to a file that is there, filled from its bodies, and usable at once', () => {
    const database = new DatabaseSync(':memory:');
    const spec = { partition: 'site', indexes: ['region'] };
    migrate(database, [tableOf('sites', spec)]);
    const insert = database.prepare('INSERT INTO sites (pk, id, etag, f_region, body) VALUES (?, ?, ?, ?, ?)');
    const bodies = [
      { region: 'r', province: '32' },
      { region: 'r', province: 7 },
      { region: 'r', province: true },
      { region: 'r' },
    ];
    for (const [n, body] of bodies.entries()) insert.run('s', `i${n}`, 'e', 'r', JSON.stringify(body));
    migrate(database);
    const question = questionOf(
      tableOf('sites'),
      ['region', 'province'],
      { index: { field: 'province', from: '' } },
      0,
    );
    expect(idsOf(database, question)).toEqual(['i0']);
    const numbers = questionOf(
      tableOf('sites'),
      ['region', 'province'],
      { index: { field: 'province', equals: 7 } },
      0,
    );
    expect(idsOf(database, numbers)).toEqual(['i1']);
    expect(database.prepare('SELECT count(*) AS n FROM sites').get()?.['n']).toBe(4);
    database.close();
  });

  test('a file that has everything is not written to', () => {
    const database = new DatabaseSync(':memory:');
    migrate(database);
    const changes = () => database.prepare('SELECT total_changes() AS n').get()?.['n'];
    const before = [changes(), database.prepare('PRAGMA schema_version').get()];
    migrate(database);
    expect([changes(), database.prepare('PRAGMA schema_version').get()]).toEqual(before);
    expect(tables()).toHaveLength(Object.keys(CONTAINERS).length);
    database.close();
  });
});

describe('what the file promises', () => {
  test('WAL, and a key that is not well-formed is refused', () =>
    opened(async (documents) => {
      const other = new DatabaseSync(folder.path('sapa.db'));
      expect(other.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
      other.close();
      await expect(documents.put('meta', '\ud800', 'a', {})).rejects.toBeInstanceOf(TypeError);
      await expect(documents.get('meta', 'a', '\udfff')).rejects.toBeInstanceOf(TypeError);
      await expect(documents.get('nowhere' as ContainerName, 'a', 'a')).rejects.toBeInstanceOf(TypeError);
    }));
});
