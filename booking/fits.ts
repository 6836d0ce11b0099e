import { today } from '../domain/calendar.ts';
import { dosesBy, type Facts } from '../domain/facts.ts';
import { type Programme, productNamed } from '../domain/programme.ts';
import { nextDose, productsFor } from '../domain/schedule.ts';
import { createFactsOf, type FactsOptions } from '../registry/facts.ts';
import type { Kept, Screenings } from '../registry/screenings.ts';
import type { Fits } from './booking.ts';
import { localDate } from './times.ts';

/** Which sessions suit a person, as far as it is known who that is; all of them when it is not. Throws `StoreError`s only. */
export type FitsFor = (person: string, now: number) => Promise<Fits>;

export interface FitsOptions extends FactsOptions {
  /** What the health questions came to; left out where nobody is asked. */
  readonly screenings?: Pick<Screenings, 'kept'>;
}

/** What the health questions leave: not before a day, and only some products (a pregnancy). */
function allowed(programme: Programme, kept: Kept | undefined, named: string, on: string): boolean {
  if (kept?.from !== undefined && on < kept.from) return false;
  const product = productNamed(programme, named);
  return kept?.products === undefined || (product !== undefined && kept.products.includes(product));
}

/**
 * The rule for one day and product: old enough for the product on that day, the distance to the last dose kept, and the
 * second dose of a series of the same product. A product that the programme does not know is the officer's word.
 */
function suits(programme: Programme, facts: Facts, named: string, on: string): boolean {
  const product = productNamed(programme, named);
  if (product === undefined) return true;
  if (!productsFor(programme, facts, on).some(({ code }) => code === product)) return false;
  const last = dosesBy(facts, on).at(-1);
  if (last === undefined) return true;
  const next = nextDose(programme, facts, on);
  if (next.date !== undefined && next.date > on) return false;
  const second = next.series === 'primary' && (next.dose ?? 1) > 1;
  return !second || last.product === undefined || last.product === product;
}

export function createFitsFor(options: FitsOptions): FitsFor {
  const { programme, screenings } = options;
  const factsOf = createFactsOf(options);
  return async (person, now) => {
    const [facts, kept] = await Promise.all([factsOf(person, today(now)), screenings?.kept(person, now)]);
    if (!facts) return () => true;
    // The sessions of a month are of a few products and thirty days.
    const known = new Map<string, boolean>();
    return ({ product, end, zone }) => {
      // The last day of a window: whoever is too early on the first can come later.
      const on = localDate(end, zone);
      const key = `${on} ${product}`;
      const found = known.get(key) ?? (allowed(programme, kept, product, on) && suits(programme, facts, product, on));
      known.set(key, found);
      return found;
    };
  };
}
