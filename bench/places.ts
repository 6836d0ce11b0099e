import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadRegions } from '../domain/regions.ts';
import { type Figure, figure } from './report.ts';

const TEXTS = [
  ...['bandung', 'jakarta selatn', 'tulang bawang barat lampung'],
  ...['xyzzy qwfp', 'kec sukasari', 'cimahi selatan'],
];

/** Milliseconds for one text, after the warming up that a server has behind it. */
function cost(ask: (text: string) => unknown, rounds: number): number {
  const all = (): void => {
    for (const text of TEXTS) ask(text);
  };
  for (let n = 0; n < rounds; n += 1) all();
  const began = performance.now();
  for (let n = 0; n < rounds; n += 1) all();
  return (performance.now() - began) / (rounds * TEXTS.length);
}

/** `places`: what a citizen typed as a place, typos and districts included, against one pass with `includes` over all names. */
export async function benchPlaces(): Promise<Figure[]> {
  const regions = loadRegions();
  const file = join(import.meta.dirname, '..', 'content', 'regions', 'regions.json');
  const names = [...readFileSync(file, 'utf8').matchAll(/[A-Z][A-Za-z' ]+/g)].map(([name]) => name.toLowerCase());
  const bare = cost((text) => names.filter((name) => name.includes(text)), 100);
  const ours = cost((text) => [regions.search(text, 5), regions.locate(text, 5)], 100);
  const detail = `${(ours * 1000).toFixed(0)} us a place, one bare pass over ${names.length} names ${(bare * 1000).toFixed(0)} us`;
  return [figure('places', ours / bare, 8, 'lower', detail)];
}
