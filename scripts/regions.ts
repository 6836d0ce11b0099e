/**
 * Builds `content/regions/regions.json` from the package `idn-area-data` (ODbL 1.0, see `content/regions/NOTICE.md`)
 * and our own tables of retired codes and of other names. Run after an update of the package: `node scripts/regions.ts`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RegionData } from '../domain/regions.ts';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'content', 'regions');

/** Rows of a CSV with a header and no line breaks inside fields. */
function rows(file: string): string[][] {
  const [, ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/);
  return lines.map((line) =>
    [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((match) =>
      (match[1] ?? match[2] ?? '').replaceAll('""', '"'),
    ),
  );
}

const source = (name: string): string[][] => rows(join(root, 'node_modules', 'idn-area-data', 'data', `${name}.csv`));

const districts: Record<string, string> = {};
for (const [code = '', regency = '', name = ''] of source('districts')) {
  // One of them is written with a quotation mark in place of an apostrophe: Ra"as.
  const written = `${code.slice(6)}${name.replaceAll('"', "'")}`;
  districts[regency] = districts[regency] === undefined ? written : `${districts[regency]}|${written}`;
}

const data: RegionData = {
  provinces: Object.fromEntries(source('provinces').map(([code = '', name = '']) => [code, name])),
  regencies: Object.fromEntries(source('regencies').map(([code = '', , name = '']) => [code, name])),
  districts,
  legacy: Object.fromEntries(rows(join(folder, 'legacy.csv')).map(([old = '', , now = '']) => [old, now])),
  aliases: Object.fromEntries(
    rows(join(folder, 'aliases.csv')).flatMap(([code = '', names = '']) =>
      names.split('|').map((name) => [name, code]),
    ),
  ),
};

// A line per regency: an update of the package shows as a readable difference.
writeFileSync(join(folder, 'regions.json'), `${JSON.stringify(data, null, 2)}\n`);
console.log(`${Object.keys(data.provinces).length} provinces, ${Object.keys(data.regencies).length} regencies`);
