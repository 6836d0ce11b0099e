import { readPhone } from '../../domain/phone.ts';
import type { CellFault } from '../../registry/csv/faults.ts';
import { createPhoneReader } from '../../registry/targets/cells.ts';
import { createTargetsJob, type TargetsJob } from '../../registry/targets/job.ts';
import type { TargetRow } from '../../registry/targets/row.ts';
import { createSeenNiks } from '../../registry/targets/seen.ts';
import { createTargetWriter } from '../../registry/targets/write.ts';
import type { Documents } from '../../stores/documents.ts';
import { testKeys } from '../registry/support/keys.ts';
import { NOW, programme, regions } from '../registry/support/rows.ts';
import { memoryDocuments } from '../support/memory-documents.ts';

function job(documents: Documents = memoryDocuments()): TargetsJob {
  const writer = createTargetWriter({ documents, sealer: testKeys, pseudonyms: testKeys, regions });
  return createTargetsJob({ writer, programme, regions, now: NOW });
}

const GOOD = {
  ...{ nik: '3273054503500001', name: 'Siti Contoh Melati', birth: '1950-03-05', sex: 'F', phone: '081200000001' },
  ...{ group: 'lansia', region: '3273' },
};

function read(change: Partial<typeof GOOD>, on = job(), line = 2): TargetRow | CellFault | 'unchanged' {
  const { nik, name, birth, sex, phone, group, region } = { ...GOOD, ...change };
  return on.read({ line, cells: [nik, name, birth, sex, phone, group, region] });
}

describe('a row that is taken', () => {
  test.each([
    ['as the contract has it', {}, {}],
    ['a NIK with dots and blanks', { nik: '32.7305.450350 0001' }, { nik: GOOD.nik }],
    ['a birth date in words', { birth: '5 Maret 1950' }, { birthDate: '1950-03-05' }],
    ['day, month, year', { birth: '05/03/1950' }, { birthDate: '1950-03-05' }],
    ['P for a woman', { sex: 'P' }, { sex: 'F' }],
    ['Laki-laki', { sex: 'Laki-laki' }, { sex: 'M' }],
    ['a sex that is not the one of the NIK', { sex: 'M' }, { sex: 'M' }],
    ['a phone that lost its zero', { phone: '81200000001' }, { phone: '+6281200000001' }],
    ['a phone from abroad', { phone: '+65 9123 4567' }, { phone: '+6591234567' }],
    ['a group in capitals', { group: 'LANSIA' }, { group: 'lansia' }],
    ['a region with a dot', { region: '32.73' }, { region: '32.73' }],
    ['a district', { region: '327305' }, { region: '32.73' }],
    ['a retired region', { region: '9101' }, { region: '93.01' }],
    ['a region nobody knows', { region: '9988' }, { region: '99.88' }],
    ['one name only', { name: 'Suharto' }, { name: 'Suharto' }],
  ])('%s', (_name, change, expected) => {
    expect(read(change)).toMatchObject({ nik: GOOD.nik, group: 'lansia', ...expected });
  });

  test('without a phone and a region', () => {
    expect(read({ phone: '', region: '' })).toEqual({
      ...{ nik: GOOD.nik, name: GOOD.name, birthDate: '1950-03-05', sex: 'F', group: 'lansia' },
    });
  });

  test('of a group that the programme does not have: taken and counted', () => {
    const on = job();
    expect(read({ group: 'Guru' }, on)).toMatchObject({ group: 'guru' });
    expect(on.unknownGroups).toBe(1);
  });
});

describe('a row that is refused', () => {
  test.each([
    ['a NIK destroyed by a spreadsheet', { nik: '3,27E+15' }, 'nik', 'spreadsheet_number'],
    ['the same with a dot', { nik: '3.27305E+15' }, 'nik', 'spreadsheet_number'],
    ['a NIK that was rounded', { nik: '3273054503500000' }, 'nik', 'serial'],
    ['15 digits', { nik: '327305450350001' }, 'nik', 'too_short'],
    ['a day of 72', { nik: '3273057202850001' }, 'nik', 'day'],
    ['a month of 13', { nik: '3273051513850001' }, 'nik', 'month'],
    ['30 February', { nik: '3273053002850001' }, 'nik', 'no_such_day'],
    ['no NIK', { nik: '' }, 'nik', 'empty'],
    ['words for a NIK', { nik: 'belum ada' }, 'nik', 'no_digits'],
    ['no name', { name: '' }, 'name', 'empty'],
    ['a name with digits', { name: 'Siti 2' }, 'name', 'digits'],
    ['a name in another encoding', { name: 'Ren\uFFFDe' }, 'name', 'encoding'],
    ['a day number of a spreadsheet', { birth: '18327' }, 'birth_date', 'day_number'],
    ['the month before the day', { birth: '3/25/1950' }, 'birth_date', 'month_first'],
    ['a year of two digits that may be either', { birth: '05-03-20' }, 'birth_date', 'ambiguous'],
    ['30 February as a birth date', { birth: '1950-02-30' }, 'birth_date', 'no_such_day'],
    ['a birth date to come', { birth: '2030-01-01' }, 'birth_date', 'future'],
    ['no sex', { sex: '' }, 'sex', 'sex'],
    ['a sex nobody has', { sex: 'constructor' }, 'sex', 'sex'],
    ['a phone destroyed by a spreadsheet', { phone: '8,12E+10' }, 'phone', 'spreadsheet_number'],
    ['a landline', { phone: '021 5201590' }, 'phone', 'landline'],
    ['no group', { group: '' }, 'group', 'group'],
    ['a region that lost a zero', { region: '32.1' }, 'region_code', 'spreadsheet_number'],
    ['a region in words', { region: 'Bandung' }, 'region_code', 'region'],
  ])('%s', (_name, change, column, code) => {
    const fault = read(change);
    expect(fault).toMatchObject({ column, code });
    // The list of rejected rows is passed around: it names the place, never what stands there.
    const { reason } = fault as CellFault;
    for (const value of Object.values(change)) if (value.length > 4) expect(reason).not.toContain(value);
  });
});

describe('the same NIK twice in one file', () => {
  test('with the same data is one person, written another way or not', () => {
    const on = job();
    read({}, on, 2);
    expect(read({ birth: '5 Maret 1950', phone: '+62 812-0000-0001' }, on, 3)).toBe('unchanged');
  });

  test.each([
    [{ name: 'Siti Lain' }],
    [{ phone: '' }],
    [{ group: 'umum' }],
    [{ region: '5171' }],
  ])('with other data is reported with the line, and never merged: %j', (change) => {
    const on = job();
    read({}, on, 17);
    expect(read(change, on, 99)).toMatchObject({
      column: 'nik',
      code: 'duplicate',
      reason: expect.stringMatching(/line 17 /),
    });
  });

  test('a row that was refused does not count', () => {
    const on = job();
    read({ sex: '?' }, on, 2);
    expect(read({}, on, 3)).toMatchObject({ nik: GOOD.nik });
  });
});

test('a file whose NIKs were all rounded is stopped before a row is written', () => {
  const on = job();
  const nik = (n: number): string => `3273054503500${String(n).padStart(2, '0')}0`;
  const all = (): void => {
    for (let n = 1; n <= 60; n += 1) read({ nik: nik(n) }, on, n + 1);
  };
  expect(all).toThrow(/rounded them to 15 digits/);
});

test('a hundred thousand NIKs are told apart, and each is found again', () => {
  const seen = createSeenNiks(16);
  const nik = (n: number): string => String(3_200_000_000_000_000n + BigInt(n) * 7_919n).padStart(16, '0');
  const strange = Array.from({ length: 100_000 }, (_, n) => seen.note(nik(n), `data ${n}`, n + 2)).filter(Boolean);
  expect(strange).toEqual([]);
  for (const n of [0, 1, 4_711, 99_999]) {
    expect(seen.note(nik(n), `data ${n}`, 1)).toEqual({ line: n + 2, same: true });
    expect(seen.note(nik(n), 'other', 1)).toEqual({ line: n + 2, same: false });
  }
});

test('phones are read by their first digits and length as the library reads each', () => {
  const phoneOf = createPhoneReader();
  for (let prefix = 8_000; prefix < 9_000; prefix += 3) {
    for (let length = 9; length <= 12; length += 1) {
      for (const rest of ['00000000', '73915264', '99999999']) {
        const national = `${prefix}${rest}`.slice(0, length);
        const direct = readPhone(national);
        const cell = phoneOf(`0${national}`);
        expect([national, 'value' in cell && cell.value]).toEqual([national, direct.ok && direct.e164]);
      }
    }
  }
});

describe('writing', () => {
  const row = (n: number, change: Partial<TargetRow> = {}): TargetRow => ({
    ...{ nik: `327305450350${String(n + 1).padStart(4, '0')}`, name: `Siti ${'a'.repeat((n % 9) + 2)}` },
    ...{ birthDate: '1950-03-05', sex: 'F', group: 'lansia', ...change },
  });
  const many = Array.from({ length: 1_500 }, (_, n) => row(n));
  function count(outcomes: readonly string[]): Record<string, number> {
    const all: Record<string, number> = {};
    for (const one of outcomes) all[one] = (all[one] ?? 0) + 1;
    return all;
  }
  const writerOn = (documents: Documents) =>
    createTargetWriter({ documents, sealer: testKeys, pseudonyms: testKeys, regions, pause: async () => {} });

  test('answers in the order of the rows: new, known, changed', async () => {
    const documents = memoryDocuments();
    const writer = writerOn(documents);
    expect(count(await writer.put(many, NOW))).toEqual({ created: 1_500 });
    expect(count(await writer.put(many, NOW + 1))).toEqual({ unchanged: 1_500 });
    const changed = many.map((one, n) => (n % 3 === 0 ? { ...one, name: 'Siti Lain' } : one));
    const outcomes = await writer.put([...changed, row(9_000)], NOW + 2);
    const expected = outcomes.map((_, n) => (n === 1_500 ? 'created' : n % 3 === 0 ? 'updated' : 'unchanged'));
    expect(outcomes).toEqual(expected);
    // A new process begins with writing first, and comes to the same.
    expect(count(await writerOn(documents).put(changed, NOW + 3))).toEqual({ unchanged: 1_500 });
  });

  test('a dry run answers the same and touches nothing', async () => {
    const documents = memoryDocuments();
    expect(count(await writerOn(documents).put(many, NOW, true))).toEqual({ created: 1_500 });
    expect((await documents.query('persons', { index: { field: 'updated', from: 0 } })).items).toEqual([]);
  });

  test('two imports of one list at once create every person once', async () => {
    const documents = memoryDocuments({ pause: () => new Promise((resolve) => setImmediate(resolve)) });
    const some = many.slice(0, 200);
    const [a, b] = await Promise.all([writerOn(documents).put(some, NOW), writerOn(documents).put(some, NOW)]);
    const both = some.map((_, n) => [a?.[n], b?.[n]].sort().join(' '));
    expect(new Set(both)).toEqual(new Set(['created unchanged']));
  });
});
