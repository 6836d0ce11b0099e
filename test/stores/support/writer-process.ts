import { openSqlite } from '../../../stores/sqlite/open.ts';

/**
 * A process that writes, for tests which need a second one or one to kill. Plain Node runs it.
 * `count FILE N`: adds one to the counter, N times, against whoever else does. `write FILE`: writes document after
 * document, 16 at a time, and prints the number of each as soon as it was acknowledged, until it is killed.
 */
const [mode, file, times] = process.argv.slice(2);

async function count(path: string, wanted: number): Promise<void> {
  const documents = openSqlite({ file: path });
  let repeats = 0;
  for (let done = 0; done < wanted; ) {
    const stored = await documents.get<{ n: number }>('meta', 'counter', 'counter');
    const write = stored
      ? documents.put('meta', 'counter', 'counter', { n: stored.body.n + 1 }, { ifMatch: stored.etag })
      : documents.put('meta', 'counter', 'counter', { n: 1 }, { ifNoneMatch: '*' });
    const code = await write.then(
      () => 'done',
      (error: { code?: string }) => error.code,
    );
    if (code === 'done') done += 1;
    else if (code === 'conflict' || code === 'busy') repeats += 1;
    else throw new Error(`unexpected: ${code}`);
  }
  await documents.close();
  process.stdout.write(`${repeats}\n`);
}

async function write(path: string): Promise<void> {
  const documents = openSqlite({ file: path });
  let next = 0;
  const lane = async (): Promise<void> => {
    for (;;) {
      next += 1;
      const n = next;
      await documents.put('transcripts', 'lane', `i${n}`, { n, at: n, text: `${n} `.repeat(300) });
      process.stdout.write(`${n}\n`);
    }
  };
  await Promise.all(Array.from({ length: 16 }, lane));
}

if (file === undefined) throw new Error('writer-process MODE FILE [TIMES]');
await (mode === 'count' ? count(file, Number(times)) : write(file));
