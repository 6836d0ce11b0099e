import { encodingOf } from '../../registry/csv/decode.ts';
import { CsvError } from '../../registry/csv/faults.ts';
import type { Column } from '../../registry/csv/header.ts';
import { growth } from '../support/growth.ts';
import { folderForTests, readAll, write } from './support/files.ts';

const folder = folderForTests();
const COLUMNS: readonly Column[] = [
  { name: 'code', also: ['kode'] },
  { name: 'name', also: ['nama', 'nama_lengkap'] },
  { name: 'phone', also: ['no_hp'], optional: true },
];
const utf16 = (text: string, big = false): Buffer => {
  const bytes = Buffer.from(text, 'utf16le');
  return big ? bytes.swap16() : bytes;
};

describe('a file as offices send it', () => {
  const plain = 'code,name,phone\nA1,Siti,08\nA2,"Budi, S.Kom",\n';
  const expected = ['2: A1|Siti|08', '3: A2|Budi, S.Kom|'];
  test.each([
    ['UTF-8', plain],
    ['with a byte order mark', `\uFEFF${plain}`],
    ['CR LF', plain.replaceAll('\n', '\r\n')],
    ['CR alone', plain.replaceAll('\n', '\r')],
    ['without an end on the last line', plain.trimEnd()],
    ['UTF-16 little endian with a mark', utf16(`\uFEFF${plain}`)],
    ['UTF-16 big endian with a mark', utf16(`\uFEFF${plain}`, true)],
    ['UTF-16 without a mark', utf16(plain)],
    ['UTF-16 big endian without a mark', utf16(plain, true)],
    ['semicolons', 'code;name;phone\nA1;Siti;08\nA2;"Budi, S.Kom";\n'],
    ['tabs', 'code\tname\tphone\nA1\tSiti\t08\nA2\tBudi, S.Kom\t\n'],
    ['another order, a column more', 'phone,ignore,name,code\n08,x,Siti,A1\n,y,"Budi, S.Kom",A2\n'],
    ['Indonesian names in capitals', 'KODE;Nama Lengkap;No. HP\nA1;Siti;08\nA2;Budi, S.Kom;\n'],
    ['quoted throughout', '"code","name","phone"\n"A1","Siti","08"\n"A2","Budi, S.Kom",""\n'],
    ['formulas that keep zeros', 'code,name,phone\nA1,Siti,="08"\nA2,"Budi, S.Kom",=""\n'],
    ['blanks and an apostrophe', 'code , name,phone\n A1 ,  Siti ,\'08\nA2,"Budi, S.Kom", \n'],
    ['more separators than columns at the end', 'code,name,phone\nA1,Siti,08,,\nA2,"Budi, S.Kom",,\n'],
  ])('%s', async (name, content) => {
    expect(await readAll(write(folder, `${name}.csv`, content), COLUMNS)).toEqual(expected);
  });

  test('a line for Excel first, empty lines, and rows of separators between', async () => {
    const file = write(folder, 'sep.csv', 'sep=;\n\ncode;name\nA1;Siti\n\n;\n  \nA2;Budi\n;;;\n');
    expect(await readAll(file, COLUMNS)).toEqual(['4: A1|Siti|', '8: A2|Budi|']);
  });

  test('letters that fall apart between two reads of the file', async () => {
    const many = Array.from({ length: 40_000 }, (_, n) => `A${n},Sitì ${n} é🙂\n`).join('');
    const rows = await readAll(write(folder, 'wide.csv', `code,name\n${many}`), COLUMNS);
    expect(rows).toHaveLength(40_000);
    expect(rows.every((row, n) => row === `${n + 2}: A${n}|Sitì ${n} é🙂|`)).toBe(true);
  });
});

describe('a broken row costs itself only', () => {
  test.each([
    [
      'a quote opened in line 3',
      'A1,Siti\nA2,"Budi\nA3,Rina\nA4,"Ayu, S.E"',
      ['2: A1|Siti|', '3! quotes', '4: A3|Rina|', '5: A4|Ayu, S.E|'],
    ],
    ['quotes opened in two lines', 'A1,"Siti\nA2,"Budi\nA3,Rina', ['2! quotes', '3! quotes', '4: A3|Rina|']],
    ['a quote within a name', 'A1,Siti "Cici" Melati\nA2,5" pipa', ['2: A1|Siti "Cici" Melati|', '3: A2|5" pipa|']],
    ['a cell over two lines', 'A1,"Jl. Lama 5\nBandung"\nA2,Budi', ['2: A1|Jl. Lama 5\nBandung|', '4: A2|Budi|']],
    ['too few cells', 'A1\nA2,Budi', ['2! cells', '3: A2|Budi|']],
    ['too many cells', 'A1,Siti,Melati\nA2,Budi', ['2! cells', '3: A2|Budi|']],
    ['a line without an end', `A1,${'x'.repeat(400_000)}\nA2,Budi`, ['2! too_long', '3: A2|Budi|']],
  ])('%s', async (name, content, expected) => {
    expect(await readAll(write(folder, `${name}.csv`, `code,name\n${content}`), COLUMNS)).toEqual(expected);
  });

  test('a quote left open in one of many quoted lines does not make the reading slow', async () => {
    const line = (n: number): string => (n % 97 === 50 ? `A${n},"Siti ${n}` : `"A${n}","Siti, ${n}"`);
    const files = [2_500, 10_000].map((length) => {
      const lines = Array.from({ length }, (_, n) => line(n)).join('\n');
      return [length, write(folder, `many-${length}.csv`, `code,name\n${lines}`)] as const;
    });
    const paths = new Map(files);
    const rows = await readAll(paths.get(10_000) ?? '', COLUMNS);
    expect(rows).toHaveLength(10_000);
    expect(rows.filter((row) => row.includes('!'))).toHaveLength(103);
    expect(await growth((amount) => readAll(paths.get(amount) ?? '', COLUMNS), 2_500)).toBeLessThan(10);
  });
});

describe('a file that cannot be read as a whole', () => {
  test.each([
    ['is empty', '', 'empty', /empty/],
    ['has a header of something else', 'a,b\n1,2\n', 'header', /must name the columns: code, name, phone/],
    ['begins with data', '3273054503500001,Siti\n', 'header', /must name the columns/],
    ['lacks a column', 'code,phone\nA1,08\n', 'header', /Missing in the first line: name or nama or nama_lengkap/],
    ['has a column twice', 'code,name,nama\nA1,a,b\n', 'header', /There twice in the first line: name/],
    ['is a spreadsheet', Buffer.from('504b030414000600', 'hex'), 'not_csv', /spreadsheet \(\.xlsx\), not CSV/],
  ])('%s', async (name, content, code, words) => {
    const file = write(folder, `${name}.csv`, content);
    const error = await readAll(file, COLUMNS).catch((one: unknown) => one);
    expect(error).toBeInstanceOf(CsvError);
    expect(error).toMatchObject({ code, message: expect.stringMatching(words) });
    expect(String(error)).not.toContain('3273');
  });

  test('is a folder', async () => {
    await expect(readAll(folder, COLUMNS)).rejects.toThrow('This is not a file');
  });
});

test('text with zero bytes here and there is not taken for UTF-16', () => {
  expect(encodingOf(Buffer.from('code,na\0me\nA1,x'))).toBe('utf-8');
});
