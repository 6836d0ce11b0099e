import type { Pseudonyms } from '../domain/sealer.ts';

/** How many are kept: as many as talk at the same time in a busy process, about 100 bytes each. */
const KEPT = 20_000;

/**
 * Contact ids by channel and address, with the last ones kept: the keyed hash of an address is asked for at every message,
 * and costs as much as what is done with it. What is kept is only in RAM, like the addresses themselves.
 */
export function createContactIds(pseudonyms: Pick<Pseudonyms, 'contact'>, kept = KEPT) {
  const known = new Map<string, string>();
  return (channel: string, address: string): string => {
    const key = `${channel} ${address}`;
    const there = known.get(key);
    if (there !== undefined) return there;
    const id = pseudonyms.contact(channel, address);
    // The oldest goes: who writes on is known again by the next message.
    if (known.size >= kept) known.delete(known.keys().next().value ?? '');
    known.set(key, id);
    return id;
  };
}
