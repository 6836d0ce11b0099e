/** `npm run soak`: 20,000 turns over 500 conversations with 30 kill -9. Ends with 1 when anything was lost, doubled or wrong. */
import { soak } from './soak.ts';

const seed = Number(process.argv[2] ?? Date.now() % 1_000_000);
console.log(`seed ${seed}`);
const patient = { leaseMs: 10_000, patienceMs: 120_000 };
const size = { turns: 20_000, conversations: 500, kills: 30 };
const report = await soak({ ...size, ...patient, seed, say: (line) => console.log(line) });
console.log(JSON.stringify(report));
process.exit(report.lost + report.doubled + report.wrong + report.unspoken > 0 ? 1 : 0);
