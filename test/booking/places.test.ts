import { importSessions, importSites } from '../../booking/import.ts';
import { instantOf, localDate } from '../../booking/times.ts';
import type { Documents } from '../../stores/documents.ts';
import { memoryDocuments } from '../support/memory-documents.ts';
import { booking, DAY, fill, HOUR, NOW, regions, request, row, SITES, sessionOf, sessions } from './support/house.ts';

async function ready(...rows: Parameters<typeof row>[]): Promise<Documents> {
  const documents = memoryDocuments();
  await fill(
    documents,
    rows.map((one) => row(...one)),
  );
  return documents;
}

const ALL = [
  ['UJI-1', 1, 2],
  ['UJI-1', 2, 3],
  ['UJI-2', 1, 2],
  ['UJI-3', 1, 2],
  ['UJI-4', 1, 2],
] as Parameters<typeof row>[];

async function found(documents: Documents, where: { region?: string; text?: string }, limit = 10) {
  const { scope, sites } = await booking(documents).places(where, NOW, limit);
  return { scope, codes: sites.map((site) => site.code) };
}

describe('places', () => {
  test.each([
    ['a city', { region: '32.73' }, 'regency', ['UJI-2', 'UJI-1']],
    ['without dots', { region: '3273' }, 'regency', ['UJI-2', 'UJI-1']],
    ['a retired code', { region: '91.01' }, 'regency', ['UJI-4']],
    ['a province', { region: '32' }, 'province', ['UJI-3', 'UJI-2', 'UJI-1']],
    ['a city without places: the country', { region: '51.71' }, 'country', ['UJI-3', 'UJI-4', 'UJI-2', 'UJI-1']],
    ['an unknown code', { region: '99.99' }, 'none', []],
    ['nothing said', {}, 'country', ['UJI-3', 'UJI-4', 'UJI-2', 'UJI-1']],
    ['a place by name', { text: 'puskesmas melati' }, 'regency', ['UJI-1']],
    ['a place by name and city', { text: 'Melati, Bandung' }, 'regency', ['UJI-1']],
    ['a region by name', { text: 'merauke' }, 'regency', ['UJI-4']],
    ['nonsense', { text: 'zzqqxx' }, 'none', []],
    ['only what every place is called', { text: 'puskesmas' }, 'none', []],
  ] as const)('%s', async (_name, where, scope, codes) => {
    expect(await found(await ready(...ALL), where)).toEqual({ scope, codes });
  });

  test('a typed city means the city and the regency of that name', async () => {
    const { scope, codes } = await found(await ready(...ALL), { text: 'bandung' });
    expect(scope).toBe('regency');
    expect([...codes].sort()).toEqual(['UJI-1', 'UJI-2', 'UJI-3']);
  });

  test('only places with something free, counted over what is still to come', async () => {
    const documents = await ready(['UJI-1', 1, 1], ['UJI-1', 2, 3], ['UJI-2', 1, 1], ['UJI-3', 1, 1]);
    await booking(documents).book(request('p1', 'UJI-1', 1), NOW);
    await booking(documents).book(request('p2', 'UJI-2', 1), NOW);
    const desk = booking(documents);
    expect(await desk.places({ region: '32.73' }, NOW, 5)).toMatchObject({
      ...{ scope: 'regency', sites: [{ code: 'UJI-1', left: 3, regionName: 'Kota Bandung', zone: 'Asia/Jakarta' }] },
    });
    expect(await desk.places({ region: '32.73' }, NOW + 2 * DAY, 5)).toMatchObject({ scope: 'none', sites: [] });
  });

  test('a city that is full: its province, then the country', async () => {
    const documents = await ready(['UJI-1', 1, 0], ['UJI-3', 1, 1], ['UJI-4', 1, 1]);
    expect(await found(documents, { region: '32.73' })).toEqual({ scope: 'province', codes: ['UJI-3'] });
    await booking(documents).book(request('p1', 'UJI-3', 1), NOW);
    expect(await found(documents, { region: '32.73' })).toEqual({ scope: 'country', codes: ['UJI-4'] });
    expect(await found(documents, { text: 'melati' })).toEqual({ scope: 'country', codes: ['UJI-4'] });
  });

  test('as many as asked for', async () => {
    expect((await found(await ready(...ALL), {}, 2)).codes).toHaveLength(2);
  });

  test('hostile words are only words', async () => {
    const documents = await ready(...ALL);
    for (const text of [
      "'; DROP TABLE sites;--",
      '<b>',
      '\u202e',
      '(((((',
      'a'.repeat(100_000),
      '😀',
      '\u0000',
      '%',
      '.*',
    ]) {
      expect(['regency', 'province', 'country', 'none']).toContain((await found(documents, { text })).scope);
    }
  });
});

describe('sessions', () => {
  test('to come, with places left, soonest first', async () => {
    const documents = await ready(['UJI-1', 2, 1], ['UJI-1', 1, 1], ['UJI-1', 3, 0], ['UJI-1', 0, 1], ['UJI-1', 4, 1]);
    const desk = booking(documents);
    const ids = async (now: number, limit: number) => (await desk.sessions('UJI-1', now, limit)).map((one) => one.id);
    expect(await ids(NOW, 10)).toEqual([1, 2, 4].map((day) => sessionOf('UJI-1', day)));
    expect(await ids(NOW, 2)).toEqual([1, 2].map((day) => sessionOf('UJI-1', day)));
    await desk.book(request('p1', 'UJI-1', 1), NOW);
    expect(await ids(NOW, 2)).toEqual([2, 4].map((day) => sessionOf('UJI-1', day)));
    // 8:00 in Jakarta on the second day: begun is gone.
    expect(await ids(Date.UTC(2026, 10, 26, 1), 9)).toEqual([sessionOf('UJI-1', 4)]);
  });

  test('beyond many full ones', async () => {
    const full = Array.from({ length: 60 }, (_, n) => ['UJI-1', n + 1, 0] as Parameters<typeof row>);
    const documents = await ready(...full, ['UJI-1', 61, 1]);
    expect((await booking(documents).sessions('UJI-1', NOW, 3)).map((one) => one.id)).toEqual([sessionOf('UJI-1', 61)]);
  });
});

describe('imports', () => {
  test('places: created, unchanged, updated, refused', async () => {
    const documents = memoryDocuments();
    const options = { documents, regions };
    expect(await importSites(options, SITES)).toMatchObject({ rows: 4, created: 4, updated: 0, unchanged: 0 });
    const [first] = SITES;
    if (!first) throw new Error('no row');
    const rows = [first, { ...first, name: 'Nama Baru' }, { ...first, code: '../x' }, { ...first, region_code: '32' }];
    expect(await importSites(options, rows)).toMatchObject({
      ...{ rows: 4, created: 0, updated: 1, unchanged: 1 },
      rejected: [
        { row: 2, fault: 'code' },
        { row: 3, fault: 'region' },
      ],
    });
  });

  test.each([
    ['an unknown place', { site_code: 'X' }, 'site'],
    ['no such day', { date: '2026-02-31' }, 'date'],
    ['no such time', { start: '24:00' }, 'time'],
    ['ends before it begins', { start: '10:00', end: '10:00' }, 'time'],
    ['more than a document can hold', { capacity: 5_001 }, 'capacity'],
    ['half a place', { capacity: 0.5 }, 'capacity'],
    ['no product', { product: ' ' }, 'product'],
  ])('a session is refused: %s', async (_name, change, fault) => {
    const documents = await ready();
    const summary = await importSessions({ documents, regions }, [{ ...row('UJI-1', 1, 5), ...change }]);
    expect(summary).toEqual({ rows: 1, created: 0, updated: 0, unchanged: 0, rejected: [{ row: 0, fault }] });
  });

  test('changing the capacity keeps who holds a place, even when it falls below', async () => {
    const documents = await ready(['UJI-1', 1, 2]);
    await booking(documents).book(request('p1', 'UJI-1', 1), NOW);
    await booking(documents).book(request('p2', 'UJI-1', 1), NOW);
    const change = async (capacity: number) =>
      (await importSessions({ documents, regions }, [row('UJI-1', 1, capacity)])).updated;
    expect(await change(1)).toBe(1);
    expect(await change(1)).toBe(0);
    expect(await booking(documents).held('p2', 1)).toMatchObject({ session: { left: 0 } });
    expect(await booking(documents).book(request('p3', 'UJI-1', 1), NOW)).toMatchObject({ kind: 'full' });
    await change(3);
    expect(await booking(documents).book(request('p3', 'UJI-1', 1), NOW)).toMatchObject({ kind: 'booked' });
  });

  test('a session at the bound of its capacity fits its document with room to spare', async () => {
    const documents = await ready(['UJI-1', 1, 5_000]);
    const id = sessionOf('UJI-1', 1);
    const body = (await sessions(documents)).get(id);
    const key = 'x'.repeat(22);
    const holder = { ticket: key, contact: key, at: NOW };
    const holders = Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`${key}${n}|1`, holder]));
    const bytes = JSON.stringify({ ...body, holders }).length;
    expect(bytes).toBeLessThan(2_097_152 / 2);
  });
});

describe('local time', () => {
  test.each([
    ['Asia/Jakarta', 7],
    ['Asia/Makassar', 8],
    ['Asia/Jayapura', 9],
  ])('%s is UTC+%i', (zone, hours) => {
    const at = instantOf('2026-03-01', '00:30', zone);
    expect(at).toBe(Date.UTC(2026, 2, 1, 0, 30) - hours * HOUR);
    expect(localDate(at ?? 0, zone)).toBe('2026-03-01');
  });
  test.each([
    ['2026-02-29', '08:00'],
    ['2026-13-01', '08:00'],
    ['26-01-01', '08:00'],
    ['2026-01-01', '8:00'],
    ['2026-01-01', '24:00'],
  ])('%s %s is no such time', (date, time) => {
    expect(instantOf(date, time, 'Asia/Jakarta')).toBeUndefined();
  });
});
