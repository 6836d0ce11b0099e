import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCitizens } from './citizens.ts';
import { measure, percentile } from './client.ts';
import { spawnServer } from './servers/spawn.ts';

const name = process.argv[2] ?? 'scratch';
const path = name === 'floor' || name === 'stock' ? '/webhook' : '/webhooks/wire';
const N = Number(process.argv[3] ?? 54);
const R = Number(process.argv[4] ?? 5);
const folder = mkdtempSync(join(tmpdir(), 'sp '));
const server = await spawnServer(name, { DATA_DIR: folder });
const cpuOf = () => {
  const out: Record<string, number> = {};
  for (const t of readdirSync(`/proc/${server.pid}/task`)) {
    const s = readFileSync(`/proc/${server.pid}/task/${t}/stat`, 'utf8').split(') ')[1]!.split(' ');
    out[t] = (Number(s[11]) + Number(s[12])) * 10_000;
  }
  return out;
};
const citizens = createCitizens('3', 256);
for (let i = 0; i < R; i++) {
  const q = citizens.prepare(N).map((m) => m.values());
  const c0 = cpuOf();
  const m = await measure({ port: server.port, path, connections: 256, next: (k) => q[k]?.next().value });
  const c1 = cpuOf();
  const d = Object.entries(c1).map(([t, v]) => [t, v - (c0[t] ?? 0)] as const);
  const main = d.find(([t]) => t === String(server.pid))![1];
  const all = d.reduce((s, [, v]) => s + v, 0);
  console.log(
    name,
    Math.round(m.requests / m.seconds),
    '/s p50',
    percentile(m.latencies, 0.5).toFixed(1),
    'p99',
    percentile(m.latencies, 0.99).toFixed(1),
    'bad',
    m.notOk,
    'cpu µs/req main',
    (main / m.requests).toFixed(1),
    'all',
    (all / m.requests).toFixed(1),
  );
}
await server.stop();
process.exit(0);
