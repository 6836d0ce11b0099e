import { dosesBy, type Facts, type GivenDose } from '../domain/facts.ts';
import { type Programme, productNamed } from '../domain/programme.ts';
import { nextDose, productsFor } from '../domain/schedule.ts';
import type { Sealer } from '../domain/sealer.ts';
import type { RecordedDose } from '../registry/driver.ts';
import type { PersonBody } from '../registry/person.ts';
import type { Documents } from '../stores/documents.ts';
import type { Fits } from './booking.ts';
import { openIdentity } from './identity.ts';
import { localDate } from './times.ts';

/** Which sessions suit a person, as far as it is known who that is; all of them when it is not. Throws `StoreError`s only. */
export type FitsFor = (person: string) => Promise<Fits>;

export interface FitsOptions {
  readonly documents: Documents;
  readonly sealer: Sealer;
  readonly programme: Programme;
}

/** Doses with a day: of the others no distance can be told, and the vaccinator asks for the card. */
function dosesOf({ given }: PersonBody, person: string, sealer: Sealer): readonly GivenDose[] {
  const recorded = given === undefined ? [] : (JSON.parse(sealer.open(given, person)) as RecordedDose[]);
  return recorded.flatMap(({ on: date, product }) =>
    date === undefined ? [] : [{ date, ...(product === undefined ? {} : { product }) }],
  );
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

export function createFitsFor({ documents, sealer, programme }: FitsOptions): FitsFor {
  return async (person) => {
    const stored = await documents.get<PersonBody>('persons', person, person);
    const identity = openIdentity(stored, sealer);
    if (!stored || !identity) return () => true;
    const { birthDate, sex } = identity;
    const doses = dosesOf(stored.body, person, sealer);
    const facts: Facts = {
      birthDate,
      sex,
      group: stored.body.target?.group ?? '',
      ...(doses.length > 0 ? { doses } : {}),
    };
    // The sessions of a month are of a few products and thirty days.
    const known = new Map<string, boolean>();
    return ({ product, end, zone }) => {
      // The last day of a window: whoever is too early on the first can come later.
      const on = localDate(end, zone);
      const key = `${on} ${product}`;
      const found = known.get(key) ?? suits(programme, facts, product, on);
      known.set(key, found);
      return found;
    };
  };
}
