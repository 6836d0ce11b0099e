import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { loadRegions } from '../../domain/regions.ts';

const regions = loadRegions();
const first = (text: string) => regions.search(text, 5)[0]?.code;

describe('by code', () => {
  test.each([
    ['32', '32', 'Jawa Barat', 'Asia/Jakarta'],
    ['32.73', '32.73', 'Kota Bandung', 'Asia/Jakarta'],
    ['3273', '32.73', 'Kota Bandung', 'Asia/Jakarta'],
    ['327305', '32.73.05', 'Andir', 'Asia/Jakarta'],
    ['32.73.05', '32.73.05', 'Andir', 'Asia/Jakarta'],
    ['35.29.22', '35.29.22', "Ra'as", 'Asia/Jakarta'],
    ['51.71', '51.71', 'Kota Denpasar', 'Asia/Makassar'],
    ['9101', '93.01', 'Kabupaten Merauke', 'Asia/Jayapura'],
    ['91.01.05', '93.01', 'Kabupaten Merauke', 'Asia/Jayapura'],
    ['64.73', '65.71', 'Kota Tarakan', 'Asia/Makassar'],
  ])('%s', (code, today, name, zone) => {
    expect(regions.find(code)).toEqual({ code: today, name, province: today.slice(0, 2), zone });
  });

  test.each([
    '',
    '3',
    '327',
    '99',
    '32.99',
    '32.73.99',
    '32.73.05.1001',
    'constructor',
    '__proto__',
    'x',
    '٣٢',
  ])('%j is none', (code) => {
    expect(regions.find(code)).toBeUndefined();
    expect(regions.nameOf(code)).toBe(code);
  });

  test.each([
    ['provinces', 38],
    ['regencies', 514],
    ['districts', 7285],
  ])('all %s of the package are there: %d', (file, count) => {
    const csv = join(__dirname, '..', '..', 'node_modules', 'idn-area-data', 'data', `${file}.csv`);
    const codes = readFileSync(csv, 'utf8')
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map((line) => line.split(',')[0] ?? '');
    expect(codes).toHaveLength(count);
    expect(codes.filter((code) => regions.find(code)?.code !== code)).toEqual([]);
  });

  test('every retired code of the table leads to a region of today', () => {
    const csv = join(__dirname, '..', '..', 'content', 'regions', 'legacy.csv');
    const [, ...rows] = readFileSync(csv, 'utf8').trim().split('\n');
    expect(rows).toHaveLength(36);
    for (const row of rows) {
      const [old = '', name = '', today = ''] = row.split(',');
      const region = regions.find(old);
      expect([old, region?.code, region?.name]).toEqual([old, today, name === '' ? region?.name : name]);
      expect(region?.name).toBeDefined();
    }
  });

  test('the zone follows the province', () => {
    const zones = {
      'Asia/Jakarta': '11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 61 62',
      'Asia/Makassar': '51 52 53 63 64 65 71 72 73 74 75 76',
      'Asia/Jayapura': '81 82 91 92 93 94 95 96',
    };
    for (const [zone, codes] of Object.entries(zones)) {
      for (const code of codes.split(' ')) {
        expect([code, regions.zoneOf(code)]).toEqual([code, zone]);
        expect(regions.find(code)?.zone).toBe(zone);
      }
    }
    expect(regions.zoneOf('64.73')).toBe('Asia/Makassar');
    expect(regions.zoneOf('99')).toBe('Asia/Jakarta');
  });
});

describe('by what people call a place', () => {
  test.each([
    ['bandung', '32.73'],
    ['Kota Bandung', '32.73'],
    ['kab bandung', '32.04'],
    ['kab. Bandung', '32.04'],
    ['kabupaten bandung', '32.04'],
    ['bandung barat', '32.17'],
    ['bandung jawa barat', '32.73'],
    ['jaksel', '31.74'],
    ['jakarta selatan', '31.74'],
    ['saya tinggal di jaksel', '31.74'],
    ['banjar', '32.79'],
    ['banjar kalsel', '63.03'],
    ['jaksell', '31.74'],
    ['makassar sulsel', '73.71'],
    ['D.I. Yogyakarta', '34'],
    ['di yogyakarta', '34.71'],
    ['kep. seribu', '31.01'],
    ['jakut', '31.72'],
    ['Jakarta', '31'],
    ['dki', '31'],
    ['jogja', '34.71'],
    ['Yogya', '34.71'],
    ['sby', '35.78'],
    ['surabaia', '35.78'],
    ['makasar', '73.71'],
    ['semarng', '33.74'],
    ['solo', '33.72'],
    ['kabupaten solok', '13.02'],
    ['tanahlaut', '63.01'],
    ['jabar', '32'],
    ['prov bali', '51'],
    ['ntt', '53'],
    ['sorong', '96.71'],
    ['di kota depok', '32.76'],
    ['Ｄｅｐｏｋ', '32.76'],
  ])('%s', (text, code) => {
    expect(first(text)).toBe(code);
  });

  test.each([
    ['jakarta selatn', '31.74'],
    ['bandung baratt', '32.17'],
    ['wamena', '95.01'],
    ['labuan bajo', '53.15'],
    ['bdg', '32.73'],
    ['ikn', '64.09'],
    ['coblong', '32.73'],
    ['kecamatan lembang', '32.17'],
  ])('%s, by a slip, a capital or a district', (text, code) => {
    expect(first(text)).toBe(code);
  });

  test('two of one name are both offered, and no more than asked for', () => {
    expect(regions.search('bogor', 5).map((one) => one.name)).toEqual(['Kota Bogor', 'Kabupaten Bogor']);
    expect(regions.search('bandung', 1)).toHaveLength(1);
    expect(regions.search('bandung', 0)).toEqual([]);
  });

  test.each(['', ' ', '😀', 'di', 'kota', 'xyzzy qwfp', 'constructor', '<b>'])('%j is nowhere', (text) => {
    expect(regions.search(text, 5)).toEqual([]);
  });

  test('every regency and province is found by its full name', () => {
    for (let province = 11; province <= 96; province++) {
      const codes = [
        String(province),
        ...Array.from({ length: 99 }, (_, at) => `${province}.${String(at + 1).padStart(2, '0')}`),
      ];
      for (const code of codes) {
        const region = regions.find(code);
        // "Jambi" alone is the city: a place to be vaccinated at is looked for.
        const typed = code.length === 2 ? `provinsi ${region?.name}` : region?.name;
        if (region?.code === code) expect([typed, first(typed ?? '')]).toEqual([typed, code]);
      }
    }
  });

  test('no text throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(regions.search(text, 3).length).toBeLessThanOrEqual(3);
        expect(regions.find(text)?.code.length ?? 2).toBeGreaterThan(1);
      }),
    );
    expect(regions.search('bandung '.repeat(100_000), 3).length).toBeLessThanOrEqual(3);
  });
});

describe('where a citizen is', () => {
  const place = (text: string) => {
    const found = regions.locate(text, 6);
    if (found.kind === 'regions') return found.regions.map((one) => one.name).join(', ');
    if (found.kind === 'district') return `${found.district.name}, ${found.regency.name}`;
    return found.kind === 'nowhere'
      ? 'nowhere'
      : `${found.name}: ${found.regencies.map((one) => one.name).join('? ')}?`;
  };
  test.each([
    ['bogor', 'Kota Bogor, Kabupaten Bogor'],
    ['jaksel', 'Kota Administrasi Jakarta Selatan'],
    ['coblong', 'Coblong, Kota Bandung'],
    ['Kec. Coblong', 'Coblong, Kota Bandung'],
    ['coblong bandung', 'Coblong, Kota Bandung'],
    ['bandung, coblong', 'Coblong, Kota Bandung'],
    ['saya di kecamatan lembang kab bandung barat', 'Lembang, Kabupaten Bandung Barat'],
    ['kebayoran bru', 'Kebayoran Baru, Kota Administrasi Jakarta Selatan'],
    ['cimahi selatan', 'Cimahi Selatan, Kota Cimahi'],
    ['sukasari', 'Sukasari: Kabupaten Sumedang? Kabupaten Subang? Kabupaten Purwakarta? Kota Bandung?'],
    ['sukasari sumedang', 'Sukasari, Kabupaten Sumedang'],
    ['sukasari kota bandung', 'Sukasari, Kota Bandung'],
    ['sukasari jabar', 'Sukasari: Kabupaten Sumedang? Kabupaten Subang? Kabupaten Purwakarta? Kota Bandung?'],
    ['tebing tinggi', 'Kota Tebing Tinggi'],
    ['karanganyar kebumen', 'Karanganyar, Kabupaten Kebumen'],
    ['xyzzy', 'nowhere'],
    ['', 'nowhere'],
    ['kecamatan', 'nowhere'],
    ['constructor', 'nowhere'],
  ])('%j: %s', (text, expected) => {
    expect(place(text)).toBe(expected);
  });

  test('a name that six regencies have for a district is asked, when it is named as a district', () => {
    const found = regions.locate('kecamatan karanganyar', 10);
    expect(found).toMatchObject({ kind: 'which_regency', name: 'Karanganyar' });
    if (found.kind === 'which_regency') expect(found.regencies).toHaveLength(6);
    expect(regions.locate('kecamatan karanganyar', 3)).toMatchObject({ regencies: [{}, {}, {}] });
  });

  test('no text throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(regions.locate(text, 3).kind).toMatch(/^(regions|district|which_regency|nowhere)$/);
      }),
    );
    expect(regions.locate('bandung '.repeat(100_000), 3).kind).not.toBe('');
  });
});
