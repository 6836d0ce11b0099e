import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SessionBody } from '../../booking/bodies.ts';
import { readConfig } from '../../config.ts';
import { silent } from '../../domain/log.ts';
import { uncounted } from '../../domain/metrics.ts';
import { openRooms, type Rooms } from '../../rooms.ts';
import { sapaInside } from './support/inside.ts';
import { folderForTests } from './support/sapa.ts';

const folder = folderForTests();
const sapa = sapaInside(folder);
const NOW = Date.UTC(2030, 0, 1);

function file(name: string, ...lines: string[]): string {
  writeFileSync(join(folder, name), lines.join('\n'));
  return name;
}

async function take(kind: 'sites' | 'sessions', name: string, ...more: string[]) {
  const { code, out, err } = await sapa(['import', kind, name, '--json', ...more]);
  return { code, err, ...JSON.parse(out) };
}

async function withRooms<T>(work: (rooms: Rooms) => Promise<T>): Promise<T> {
  const env = { DATA_DIR: join(folder, 'data'), DATA_KEY_FILE: join(folder, 'keys', 'data.key') };
  const rooms = await openRooms(readConfig(env, folder), { logger: silent, metrics: uncounted });
  try {
    return await work(rooms);
  } finally {
    await rooms.close();
  }
}

const rejects = (name: string): string[] =>
  readFileSync(join(folder, `${name}.rejects.csv`), 'utf8')
    .trim()
    .split('\n');
const session = (id: string) => withRooms(({ documents }) => documents.get<SessionBody>('sessions', 'PKM-1', id));

const SITES = [
  'code,name,address,region_code,lat,lon,phone',
  'PKM-1,Puskesmas Contoh Satu,"Jl. Contoh 1, 40115",32.73,-6.9147,107.6098,022-1234567',
  'PKM-2,Puskesmas Contoh Dua,Jl. Contoh 2,9171,,,',
];

describe('sapa import sites', () => {
  test('takes places over, and the same file again changes nothing', async () => {
    const name = file('sites.csv', ...SITES);
    expect(await take('sites', name, '--dry-run')).toMatchObject({ code: 0, rows: 2, created: 2, dryRun: true });
    expect(await take('sites', name)).toMatchObject({ rows: 2, created: 2, rejected: 0, rejectsFile: null });
    expect(await take('sites', name)).toMatchObject({ rows: 2, created: 0, updated: 0, unchanged: 2 });
  });

  test('Indonesian columns in any order, a mark in front, semicolons and decimal commas', async () => {
    const lines = [
      '\uFEFFnama;kode_wilayah;kode;alamat;bujur;lintang',
      'Puskesmas Contoh Satu;3273;PKM-1;Jl. Baru 1;107,6;-6,91',
    ];
    expect(await take('sites', file('tempat.csv', ...lines))).toMatchObject({ rows: 1, updated: 1, rejected: 0 });
  });

  test('bad rows are listed with line, column and what to do, and hold nothing back', async () => {
    const name = file(
      'bad.csv',
      SITES[0] ?? '',
      '../x,Nama,Jl,32.73,,,',
      'PKM-3,,Jl,32.73,,,',
      'PKM-4,Nama,Jl,32,,,',
      'PKM-5,Nama,Jl,32.73,107.6,-6.9,',
      'PKM-6,Nama,Jl,32.73,-6.9,,',
      'PKM-7,Nama,Jl,32.73,48.2,16.4,',
      'PKM-8,Nama,Jl,32.73,,,=1+1',
      'PKM-9,Nama Baik,Jl,32.73,,,',
      'PKM-9,Nama Lain,Jl,32.73,,,',
    );
    expect(await take('sites', name)).toMatchObject({ rows: 9, created: 1, rejected: 8 });
    expect(rejects(name).map((line) => line.split(',').slice(0, 2).join(','))).toEqual([
      ...['line,column', '2,code', '3,name', '4,region_code', '5,lat', '6,lon', '7,lat', '8,phone', '10,'],
    ]);
    expect(rejects(name)[4]).toContain('the wrong way round');
  });
});

const HEAD = 'site_code,date,start,end,capacity,product';
const ID = 'PKM-1-2030-02-01-0800-coronavac';

describe('sapa import sessions', () => {
  test('takes dated capacity over in the zone of its place, and the same file again changes nothing', async () => {
    const name = file(
      'sessions.csv',
      HEAD,
      'PKM-1,2030-02-01,08:00,11:00,20,CoronaVac',
      'PKM-2,2030-02-01,08:00,11:00,5,AstraZeneca',
    );
    expect(await take('sessions', name)).toMatchObject({ rows: 2, created: 2, rejected: 0, blocked: [] });
    expect(await take('sessions', name)).toMatchObject({ unchanged: 2 });
    expect((await session(ID))?.body).toMatchObject({ start: Date.UTC(2030, 1, 1, 1), capacity: 20, holders: {} });
    const papua = await withRooms(({ booking }) => booking.sessions('PKM-2', NOW, 5));
    expect(papua).toMatchObject([{ start: Date.UTC(2030, 0, 31, 23), zone: 'Asia/Jayapura' }]);
  });

  test('Indonesian columns, local styles, and a window of several days', async () => {
    const lines = [
      'produk;kuota;selesai;mulai;tanggal;tanggal_selesai;kode_faskes',
      'CoronaVac;12;15.00;8.00;10/02/2030;14-2-2030;PKM-2',
    ];
    expect(await take('sessions', file('jadwal.csv', ...lines))).toMatchObject({ rows: 1, created: 1 });
    const [first, window] = await withRooms(({ booking }) => booking.sessions('PKM-2', Date.UTC(2030, 1, 12), 5));
    expect(window).toBeUndefined();
    expect(first).toMatchObject({ start: Date.UTC(2030, 1, 9, 23), end: Date.UTC(2030, 1, 14, 6), left: 12 });
    // On its last day it is closed when the day's hours begin.
    expect(await withRooms(({ booking }) => booking.sessions('PKM-2', Date.UTC(2030, 1, 13, 23), 5))).toEqual([]);
  });

  test('fewer places than are booked: refused, with which, how many and what can be done', async () => {
    const book = (person: string) =>
      withRooms(({ booking }) =>
        booking.book({ person, dose: 1, site: 'PKM-1', session: ID, contact: person }, Date.now()),
      );
    for (const person of ['a', 'b', 'c']) expect((await book(person)).kind).toBe('booked');
    const less = file(
      'less.csv',
      HEAD,
      'PKM-1,2030-02-01,08:00,11:00,2,CoronaVac',
      'PKM-1,2030-02-02,08:00,11:00,2,CoronaVac',
    );
    const summary = await take('sessions', less);
    expect(summary).toMatchObject({ rows: 2, created: 1, rejected: 1, reasons: { booked: 1 } });
    expect(summary.blocked).toEqual([
      {
        ...{ site: 'PKM-1', session: ID, booked: 3, asked: 2 },
        options: [
          'keep at least 3 places',
          expect.stringContaining('another session'),
          expect.stringContaining(`sapa session cancel ${ID} --site PKM-1 --yes`),
        ],
      },
    ]);
    expect(rejects(less)[1]).toMatch(/^2,capacity,.*3 places are taken, 2 were asked for/);
    expect((await session(ID))?.body.capacity).toBe(20);
    const enough = file('enough.csv', HEAD, 'PKM-1,2030-02-01,08:00,11:00,3,CoronaVac');
    expect(await take('sessions', enough)).toMatchObject({ updated: 1, rejected: 0 });
    expect(Object.keys((await session(ID))?.body.holders ?? {})).toHaveLength(3);
    expect((await sapa(['import', 'sessions', less])).out).toContain('booked 3, asked 2');
  });

  test('other hours are told to who is booked, and hours an officer gave since are kept', async () => {
    const later = file('later.csv', HEAD, 'PKM-1,2030-02-01,08:00,12:00,3,CoronaVac');
    expect(await take('sessions', later)).toMatchObject({ updated: 1 });
    const told = () =>
      withRooms(async ({ documents }) => {
        const page = await documents.query('notices', { index: { field: 'due', from: 0 } });
        return page.items.length;
      });
    expect(await told()).toBe(3);
    const hours = ['--date', '2030-02-03', '--start', '13:00', '--end', '15:00', '--yes'];
    expect((await sapa(['session', 'move', ID, '--site', 'PKM-1', ...hours])).code).toBe(0);
    expect(await told()).toBe(6);
    expect(await take('sessions', later)).toMatchObject({ unchanged: 1 });
    expect((await session(ID))?.body).toMatchObject({ start: Date.UTC(2030, 1, 3, 6), moved: expect.any(Number) });
    expect((await session(ID))?.body.untold).toBeUndefined();
  });

  test('bad rows: unknown place, days and hours that are none, capacity, twice', async () => {
    const name = file(
      'bad sessions.csv',
      `${HEAD},end_date`,
      'NOWHERE,2030-02-01,08:00,11:00,5,X,',
      'PKM-1,2030-02-30,08:00,11:00,5,X,',
      'PKM-1,2030-02-01,11:00,08:00,5,X,',
      'PKM-1,2030-02-01,08:00,25:00,5,X,',
      'PKM-1,2030-02-01,08:00,11:00,many,X,',
      'PKM-1,2030-02-01,08:00,11:00,5001,X7,',
      'PKM-1,2030-02-01,08:00,11:00,5,,',
      'PKM-1,2030-02-01,08:00,11:00,5,X9,2030-01-31',
      'PKM-1,2030-02-01,08:00,11:00,5,Y,2031-02-01',
      'PKM-1,2030-02-09,08:00,11:00,5,Z,',
      'PKM-1,2030-02-09,08:00,11:00,6,Z,',
      'PKM-1,2030-02-09,08:00,11:00,5,Z,',
    );
    expect(await take('sessions', name)).toMatchObject({ rows: 12, created: 1, unchanged: 1, rejected: 10 });
    expect(
      rejects(name)
        .slice(1)
        .map((line) => line.split(',').slice(0, 2).join(',')),
    ).toEqual([
      ...['2,site_code', '3,date', '4,start', '5,start', '6,capacity', '7,capacity', '8,product', '9,end_date'],
      ...['10,end_date', '12,'],
    ]);
    expect(existsSync(join(folder, 'sessions.csv.rejects.csv'))).toBe(false);
  });
});
