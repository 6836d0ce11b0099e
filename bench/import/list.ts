import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

const FIRST = ['Siti', 'Budi', 'Made', 'Agus', 'Dewi', 'Ayu', 'Joko', 'Rina', 'Ahmad', 'Nur'];
const LAST = ['Contoh Melati', 'Contoh Santoso', 'Contoh Jepun', 'Contoh Wijaya', 'Contoh Lestari'];
const PLACES = ['3273', '3174', '5171', '3578', '1271', '7371', '9371', '6471'];
const GROUPS = ['lansia', 'umum', 'petugas-publik', 'rentan'];
const two = (n: number): string => String(n).padStart(2, '0');
const at = (list: readonly string[], n: number): string => list[n % list.length] ?? '';

/** The n-th invented person of a list, in the columns of the contract. NIKs come in no order, as in real lists. */
export function row(n: number): string {
  const [day, month, year] = [1 + ((n * 11) % 28), 1 + ((n * 5) % 12), 1940 + ((n * 7) % 60)];
  const woman = n % 2 === 1;
  const place = at(PLACES, n);
  const nik = `${place}${two(1 + (n % 30))}${two(woman ? day + 40 : day)}${two(month)}${two(year % 100)}`;
  // The serial runs through its range with a step that has no factor in common with it, and so do the days above.
  const serial = String(1 + ((n * 7919 + Math.floor(n / 9998)) % 9998)).padStart(4, '0');
  const name = `${at(FIRST, n)} ${at(LAST, n)}`;
  const born = `${year}-${two(month)}-${two(day)}`;
  const phone = `0812${String(10_000_000 + n).slice(-8)}`;
  return [nik + serial, name, born, woman ? 'F' : 'M', phone, at(GROUPS, n), place].join(',');
}

/** Writes a list of that many rows. */
export async function writeList(file: string, rows: number): Promise<void> {
  const out = createWriteStream(file);
  out.write('nik,name,birth_date,sex,phone,group,region_code\n');
  for (let from = 0; from < rows; from += 10_000) {
    const lines = Array.from({ length: Math.min(10_000, rows - from) }, (_, n) => row(from + n));
    if (!out.write(`${lines.join('\n')}\n`))
      await new Promise((resolve) => out.once('drain', () => resolve(undefined)));
  }
  out.end();
  await finished(out);
}
