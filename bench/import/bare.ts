/** What an import costs at least: csv-parse over the file, and inserts in batches, each on disk. Prints seconds and memory. */
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parse } from 'csv-parse';

const [file = '', folder = ''] = process.argv.slice(2);
const BATCH = 1_000;
const began = performance.now();
const database = new DatabaseSync(join(folder, 'bare.db'));
database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
database.exec('CREATE TABLE targets (n INTEGER PRIMARY KEY, nik TEXT NOT NULL UNIQUE, body TEXT NOT NULL)');
const insert = database.prepare('INSERT INTO targets (nik, body) VALUES (?, ?)');
let batch: { readonly nik: string }[] = [];

function flush(): void {
  database.exec('BEGIN');
  for (const row of batch) insert.run(row.nik, JSON.stringify(row));
  database.exec('COMMIT');
  batch = [];
}

for await (const row of createReadStream(file).pipe(parse({ columns: true }))) {
  batch.push(row as { nik: string });
  if (batch.length >= BATCH) flush();
}
flush();
database.close();
const seconds = (performance.now() - began) / 1000;
process.stdout.write(JSON.stringify({ seconds, megabytes: process.resourceUsage().maxRSS / 1024 }));
