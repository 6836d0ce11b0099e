/** `npm run check`: every static check, one after the other; all run, and the exit code says whether any failed. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const bin = (name: string): string => join(root, 'node_modules', ...name.split('/'));

const CHECKS: readonly [name: string, command: readonly string[]][] = [
  ['types', [process.execPath, bin('typescript/bin/tsc'), '--noEmit']],
  ['format and lint', [process.execPath, bin('@biomejs/biome/bin/biome'), 'check', '.']],
  ['vendored files', [process.execPath, join(root, 'scripts', 'vendor-webchat.ts'), '--check']],
  ['licences', [process.execPath, join(root, 'scripts', 'licences.ts')]],
  [
    'architecture, locales, docs',
    [process.execPath, bin('jest/bin/jest.js'), 'test/architecture', 'test/locales', 'test/docs', '--passWithNoTests'],
  ],
];

const failed = CHECKS.filter(([name, [program = '', ...args]]) => {
  console.log(`\n== ${name}`);
  return spawnSync(program, args, { cwd: root, stdio: 'inherit' }).status !== 0;
});
if (failed.length > 0) console.error(`\nfailed: ${failed.map(([name]) => name).join(', ')}`);
else console.log('\nall checks passed');
process.exitCode = failed.length > 0 ? 1 : 0;
