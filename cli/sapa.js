#!/usr/bin/env node
// The bin for machines with an older Node: runs sapa.ts on the Node that came with the packages.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const LEAST = 24;

function nodeToRun() {
  if (Number(process.versions.node.split('.')[0]) >= LEAST) return process.execPath;
  const manifest = createRequire(import.meta.url).resolve('node/package.json');
  return join(dirname(manifest), 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

const program = join(dirname(fileURLToPath(import.meta.url)), 'sapa.ts');
// As in the scripts of package.json; why 4 MB stands in heaps.ts.
const flags = ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=4'];
const child = spawn(nodeToRun(), [...flags, program, ...process.argv.slice(2)], { stdio: 'inherit' });
// The terminal sends Ctrl+C to both; a service manager only to this one.
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
process.on('SIGINT', () => {});
child.on('error', () => {
  console.error(`sapa needs Node ${LEAST}: run "npm ci" in its folder first.`);
  process.exitCode = 1;
});
child.on('exit', (code, signal) => {
  process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0);
});
