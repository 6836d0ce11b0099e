import { openSqlite } from '../../../stores/sqlite/open.ts';

/**
 * A process whose files may not grow beyond the limit that its shell set (`ulimit -f`): every write past it fails in
 * the operating system, as on a broken disk. Prints what became of each write and what is there afterwards.
 */
const [file = ''] = process.argv.slice(2);
// The default action of the signal would end the process before SQLite hears of the error.
process.on('SIGXFSZ', () => undefined);

const documents = openSqlite({ file });
const codes: string[] = [];
for (let n = 0; n < 60; n += 1) {
  const put = documents.put('persons', `p${n}`, 'a', { n, text: 'x'.repeat(20_000) });
  codes.push(
    await put.then(
      () => 'ok',
      (error: { code?: string }) => error.code ?? 'untyped',
    ),
  );
}
const wrong: number[] = [];
for (const [n, code] of codes.entries()) {
  const stored = await documents.get<{ n: number }>('persons', `p${n}`, 'a');
  if ((code === 'ok') !== (stored?.body.n === n)) wrong.push(n);
}
process.stdout.write(JSON.stringify({ codes: [...new Set(codes)], wrong }));
await documents.close().catch(() => undefined);
