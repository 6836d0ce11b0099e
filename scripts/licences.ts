/** Licences of everything that ships (not of what only tests use): only permissive ones, plus what is listed by hand. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const PERMISSIVE =
  /^\(?(MIT|MIT-0|ISC|BSD|BSD-2-Clause|BSD-3-Clause|Apache-2\.0|0BSD|CC0-1\.0|CC-BY-4\.0|Unlicense|BlueOak-1\.0\.0|Python-2\.0)( (OR|AND) .*)?\)?$/;

interface Locked {
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly license?: string;
}

const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, Locked> };
/** Packages that name no licence in the lock file but carry one in their own files, read by hand. */
const READ_BY_HAND: Record<string, string> = JSON.parse(readFileSync(join(root, 'scripts', 'licences.json'), 'utf8'));

const wrong = Object.entries(lock.packages)
  .filter(([path, one]) => path !== '' && one.dev !== true)
  .filter(([path, one]) => {
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    return !PERMISSIVE.test(one.license ?? 'none') && READ_BY_HAND[name] === undefined;
  });
for (const [path, one] of wrong) console.error(`${path}: licence ${one.license ?? 'not named'}`);
console.log(wrong.length === 0 ? 'every shipped package has a permissive licence' : `${wrong.length} to look at`);
process.exitCode = wrong.length === 0 ? 0 : 1;
