/** Takes Web Chat's bundle out of its npm package, or with `--check` compares the committed file with its hash. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PACKAGE = 'botframework-webchat@4.18.1';
/** The package's integrity as the registry publishes it. */
const INTEGRITY = 'sha512-7jpEUJ7olT62Xm+8eh7BhhIcXVfU2xD4pZDaeBt8K4XcNy6K/83UGIxE9BFkXmHMZ4hDEVOzs5cre07GWuaXzg==';
const FILES: Readonly<Record<string, string>> = {
  'webchat-minimal.js': '74e43ebf6a47bfc4c7d905f11ba1caeca97c4085a2a1cb5ec6deceda58b426d4',
  'webchat-minimal.js.LICENSE.txt': '4845b0e0772e0403d8f6f7047620c97ff8140c93fbfd68609afd16607e07fad4',
};
const TARGET = join(import.meta.dirname, '..', 'server', 'public', 'vendor');

const sha256 = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

/** Names of the vendored files that are not what they should be. */
function changed(): string[] {
  return Object.entries(FILES)
    .filter(([name, hash]) => sha256(join(TARGET, name)) !== hash)
    .map(([name]) => name);
}

function fetchPackage(folder: string): string {
  execFileSync('npm', ['pack', PACKAGE, '--silent', '--pack-destination', folder], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [name] = readdirSync(folder);
  const archive = join(folder, name ?? '');
  const found = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
  if (found !== INTEGRITY) throw new Error(`${PACKAGE} is not what it was when it was chosen: ${found}`);
  return archive;
}

function update(): void {
  const folder = mkdtempSync(join(tmpdir(), 'webchat '));
  try {
    const archive = fetchPackage(folder);
    const inside = Object.keys(FILES).map((name) => `package/dist/${name}`);
    execFileSync('tar', ['-xzf', archive, '-C', folder, ...inside]);
    for (const name of Object.keys(FILES)) copyFileSync(join(folder, 'package', 'dist', name), join(TARGET, name));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (!process.argv.includes('--check')) update();
const wrong = changed();
if (wrong.length > 0) console.error(`not as published: ${wrong.join(', ')}`);
process.exitCode = wrong.length > 0 ? 1 : 0;
