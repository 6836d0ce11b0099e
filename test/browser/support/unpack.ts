/**
 * Unpacks the Chromium of `@sparticuz/chromium` and prints where it is. A process of its own: the package unpacks into
 * the temporary folder of its process and takes a half-written file of another one for its own. Here each unpacks into a
 * folder that nobody else knows, which then gets its final name in one step.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const home = process.argv[2] ?? '';
const { resolve } = createRequire(import.meta.url);
const { version } = JSON.parse(
  readFileSync(join(dirname(resolve('@sparticuz/chromium')), '..', 'package.json'), 'utf8'),
) as { version: string };
const target = join(home, `sapa-chromium-${version}`);

if (!existsSync(target)) {
  const own = `${target}.${process.pid}`;
  mkdirSync(own, { recursive: true });
  process.env['TMPDIR'] = own;
  const { default: chromium } = await import('@sparticuz/chromium');
  await chromium.executablePath();
  try {
    renameSync(own, target);
  } catch {
    // Another process was first.
    rmSync(own, { recursive: true, force: true });
  }
}
console.log(target);
