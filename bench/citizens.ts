import { delivery } from '../simulator/wire/delivery.ts';
import { SECRET } from './servers/common.ts';

/** What one citizen writes, over and over: the product's registration up to the summary, then out and in again. */
const REGISTRATION = [
  'daftar',
  'setuju',
  '3273055503850001',
  'Siti Aminah',
  '15-03-1985',
  '081234567890',
  'saya sendiri',
  'batal',
  'ya',
];

/** One prepared request. */
export interface Prepared {
  readonly body: Buffer;
  readonly signature: string;
}

/** Prepares the next messages of many citizens before the clock runs, so that signing does not count as load. */
export function createCitizens(prefix: string, count: number): { prepare(rounds: number): Prepared[][] } {
  let turn = 0;
  const phone = (index: number): string => `62812${prefix}${String(index).padStart(6, '0')}`;
  return {
    /** For each citizen, in order, `rounds` messages. */
    prepare(rounds) {
      const from = turn;
      // Of today, or the service window would be closed and nothing be rendered.
      const now = Math.floor(Date.now() / 1000) - 3_600;
      turn += rounds;
      return Array.from({ length: count }, (_unused, index) =>
        Array.from({ length: rounds }, (_none, round) => {
          const step = from + round;
          const id = `wamid.${prefix}.${index}.${step}`;
          const text = REGISTRATION[step % REGISTRATION.length] ?? 'menu';
          return delivery([{ id, from: phone(index), text, at: now + step }], SECRET);
        }),
      );
    },
  };
}
