/** `npm run bench [-- --only NAME] [-- --json FILE]`: the budgets of the architecture, as ratios measured in one run. */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Figure, line } from './report.ts';

const BENCHES: Record<string, () => Promise<() => Promise<Figure[]>>> = {
  turn: async () => (await import('./turn.ts')).benchTurn,
  render: async () => (await import('./render.ts')).benchRender,
  'delivery-1000': async () => (await import('./delivery.ts')).benchDelivery,
  'turn-cosmos': async () => (await import('./turn-cosmos.ts')).benchTurnCosmos,
  booking: async () => (await import('./booking.ts')).benchBooking,
  growth: async () => (await import('./growth.ts')).benchGrowth,
  find: async () => (await import('./find.ts')).benchFind,
  places: async () => (await import('./places.ts')).benchPlaces,
  drain: async () => (await import('./drain.ts')).benchDrain,
  'drain-chat': async () => (await import('./drain-chat.ts')).benchDrainChat,
  import: async () => (await import('./import.ts')).benchImport,
  start: async () => (await import('./start.ts')).benchStart,
};

const { values } = parseArgs({ options: { only: { type: 'string' }, json: { type: 'string' } } });
const names = Object.keys(BENCHES).filter((name) => values.only === undefined || name === values.only);
if (names.length === 0) {
  console.error(`There is no bench "${values.only}". There are: ${Object.keys(BENCHES).join(', ')}.`);
  process.exit(2);
}
const figures: Figure[] = [];
for (const name of names) {
  const load = BENCHES[name];
  if (!load) continue;
  for (const one of await (await load())()) {
    figures.push(one);
    console.log(line(one));
  }
}
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);
process.exit(figures.every((one) => one.ok) ? 0 : 1);
