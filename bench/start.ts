import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from './client.ts';
import { type Figure, figure } from './report.ts';

const ROUNDS = 9;
const ROOT = join(import.meta.dirname, '..');

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

async function firstOk(port: number, path: string, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
    try {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`);
      await answer.arrayBuffer();
      if (answer.status === 200) return;
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** Milliseconds from the start of the process to its first 200. */
async function startOnce(file: string, path: string, folder: string): Promise<number> {
  const port = await freePort();
  const began = performance.now();
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(ROOT, file)], {
    cwd: folder,
    env: { PATH: process.env['PATH'], PORT: String(port), DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'error' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    await firstOk(port, path, child);
    return performance.now() - began;
  } finally {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill();
    await ended;
  }
}

/**
 * `start`: from nothing to the first 200 of `/readyz`, which is true only when store, keys and lanes can take a turn,
 * against bare `import 'botbuilder'` + restify. Over a folder that has data, and once over an empty one (for the detail).
 */
export async function benchStart(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'sapa start '));
  try {
    const first = await startOnce('index.ts', '/readyz', folder);
    const bare: number[] = [];
    const sapa: number[] = [];
    await startOnce('bench/servers/bare.ts', '/healthz', folder);
    for (let round = 0; round < ROUNDS; round += 1) {
      bare.push(await startOnce('bench/servers/bare.ts', '/healthz', folder));
      sapa.push(await startOnce('index.ts', '/readyz', folder));
    }
    const [ours, theirs] = [median(sapa), median(bare)];
    const detail = `${Math.round(ours)} ms to a true /readyz, bare ${Math.round(theirs)} ms; the very first start with sample data ${Math.round(first)} ms`;
    return [figure('start', ours / theirs, 1.5, 'lower', detail)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
