import { delivery } from '../simulator/wire/delivery.ts';
import { SECRET } from './servers/common.ts';

/** What one citizen writes: the product's registration up to the summary, and out again. */
export const REGISTRATION = [
  'daftar',
  'setuju',
  'NIK',
  'Siti Aminah',
  'BIRTH DATE',
  '081234567890',
  'ubah nama',
  'batal',
  'ya',
];
/** The same on a channel that proves the phone, where nobody is asked for one. */
export const PROVEN = REGISTRATION.filter((words) => !words.startsWith('08'));

/** The same for the stock shape: a greeting, and an answer to each of its questions. */
export const STOCK = ['hi', 'yes', 'NIK', 'Siti Aminah', 'BIRTH DATE', 'myself', 'yes', 'yes'];

/** Everybody registers somebody of their own: a thousand writers of one person's document are no town. */
function spoken(words: string, citizen: number): string {
  const day = 1 + (Math.floor(citizen / 9_999) % 28);
  if (words === 'NIK') return `327305${40 + day}0385${String(1 + (citizen % 9_999)).padStart(4, '0')}`;
  return words === 'BIRTH DATE' ? `${day}-03-1985` : words;
}

/** One prepared request. */
export interface Prepared {
  readonly body: Buffer;
  readonly signature: string;
}

/**
 * Prepares the next messages of many citizens before the clock runs, so that signing does not count as load. `count` write
 * at once; who is through with the script is followed by somebody new. One citizen who wrote hundreds of messages a minute
 * would meet WhatsApp's pace per person, and measure how long an outbox may get.
 */
export function createCitizens(
  prefix: string,
  count: number,
  script: readonly string[] = REGISTRATION,
): { prepare(rounds: number): Prepared[][] } {
  let turn = 0;
  const phone = (index: number): string => `62812${prefix}${String(index).padStart(6, '0')}`;
  return {
    /** For each of those who write at once, in order, `rounds` messages. */
    prepare(rounds) {
      const from = turn;
      // Of today, or the service window would be closed and nothing be rendered.
      const now = Math.floor(Date.now() / 1000) - 3_600;
      turn += rounds;
      return Array.from({ length: count }, (_unused, index) =>
        Array.from({ length: rounds }, (_none, round) => {
          const step = from + round;
          const citizen = index + count * Math.floor(step / script.length);
          const id = `wamid.${prefix}.${citizen}.${step}`;
          const text = spoken(script[step % script.length] ?? 'menu', citizen);
          return delivery([{ id, from: phone(citizen), text, at: now + step }], SECRET);
        }),
      );
    },
  };
}
