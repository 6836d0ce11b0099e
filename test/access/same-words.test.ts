import type { ConversationState } from '../../dialogs/root.ts';
import { maskNik } from '../../domain/nik.ts';
import { createAccess } from '../../registry/access-rules.ts';
import { createLookupBudget } from '../../registry/lookup-budget.ts';
import { NOW } from '../dialogs/support/world.ts';
import { testKeys } from '../registry/support/keys.ts';
import { type House, NOBODY, openHouse, register, SITI } from './support/house.ts';

/** What somebody may type who is not the owner, and what a NIK may be. All must look alike from outside. */
const KINDS = {
  'no such NIK': NOBODY,
  "somebody else's NIK": { ...SITI, name: 'Rahmat Hidayat', birthDate: '1960-01-20' },
  'wrong birth date': { ...SITI, birthDate: '1950-03-06' },
  'one digit from a NIK of the list': { ...SITI, nik: '3273054503509801' },
  'two neighbours swapped': { ...SITI, nik: '3273054503509910' },
  'everything right': SITI,
} as const;
type Kind = keyof typeof KINDS;
const NAMES = Object.keys(KINDS) as Kind[];
const TRIES = 5_000;

/** The conversation as it stands at a step, so that a try is one turn of a contact that never wrote before. */
function at(step: string, said: (typeof KINDS)[Kind], more: Record<string, string>): ConversationState {
  const { nik, name, birthDate } = said;
  const state = { v: 1, step, answers: { agreed: 'x', nik, name, birthDate, ...more }, failures: 0 };
  return { v: 1, lang: 'id', dialogStack: [{ id: 'registration', state }] };
}

interface Sample {
  readonly shape: string;
  readonly ms: number;
}

async function tries(house: House, state: (kind: Kind) => ConversationState, words: string) {
  const samples = new Map<Kind, Sample[]>(NAMES.map((name) => [name, []]));
  for (let n = 0; n < TRIES; n += 1) {
    // In turn, so that a slow moment of the machine falls on all alike.
    const kind = NAMES[n % NAMES.length] ?? 'no such NIK';
    const talk = house.citizen(`c${n}`);
    // An hour later each time: what is counted within the hour is not what is compared here.
    talk.now = NOW + n * 3_600_000;
    talk.state = { ...state(kind), at: talk.now };
    house.work();
    const began = performance.now();
    const { texts, buttons } = await talk.say(words);
    const ms = performance.now() - began;
    // Text by text, with the reads and writes that it took, in their order.
    // What was typed comes back masked.
    const own = maskNik(KINDS[kind].nik);
    const said = texts.map((text) => text.replace(own, '(typed)'));
    samples.get(kind)?.push({ shape: JSON.stringify([said, buttons, house.work()]), ms });
    if (n % 1_000 === 999) await house.deliver(talk.now);
  }
  return samples;
}

/**
 * The statistic: Mann-Whitney's U over its greatest value, the chance that a try of one kind takes longer than one of
 * another; 0.5 says that time tells nothing. With 833 of each its own spread is 0.014, so that 0.5 ± 0.2 is beyond all
 * chance; what may remain is microseconds of memory, below what any network adds. The medians say so in ms.
 */
function longer(a: readonly number[], b: readonly number[]): number {
  const all = [...a.map((ms) => ({ ms, mine: true })), ...b.map((ms) => ({ ms, mine: false }))];
  all.sort((x, y) => x.ms - y.ms);
  let ranks = 0;
  all.forEach(({ mine }, rank) => {
    if (mine) ranks += rank + 1;
  });
  return (ranks - (a.length * (a.length + 1)) / 2) / (a.length * b.length);
}

const median = (all: readonly number[]): number => [...all].sort((a, b) => a - b)[all.length >> 1] ?? 0;

async function unlimited(sendsCodes: boolean): Promise<House> {
  const house = await openHouse({ sendsCodes });
  const { documents } = house;
  const never = createLookupBudget({ perNetwork: Infinity, service: Infinity, windowMs: 1 });
  const access = createAccess({ documents, sealer: testKeys, pseudonyms: testKeys, budget: never });
  Object.assign(house.world.services, { access });
  return house;
}

describe(`${TRIES.toLocaleString('en')} tries with a NIK do not tell which of them exists`, () => {
  test.each([
    ['the verdict', 'sudah benar', (kind: Kind) => at('summary', KINDS[kind], { phone: '-', relation: 'self' })],
    ['a wrong code', '123 456', (kind: Kind) => at('phone', KINDS[kind], {})],
  ])('%s', async (_name, words, state) => {
    const house = await unlimited(true);
    const samples = await tries(house, state, words);
    // Not only the same on average: try by try the same words, buttons, and work.
    const shapes = new Set([...samples.values()].flatMap((all) => all.map(({ shape }) => shape)));
    expect([...shapes]).toHaveLength(1);
    const reference = samples.get('no such NIK')?.map(({ ms }) => ms) ?? [];
    for (const [kind, all] of samples) {
      const times = all.map(({ ms }) => ms);
      const chance = longer(times, reference);
      const apart = Math.abs(median(times) - median(reference));
      console.info(`${kind}: takes longer with a chance of ${chance.toFixed(3)}, medians ${apart.toFixed(4)} ms apart`);
      expect(Math.abs(chance - 0.5)).toBeLessThan(0.2);
      expect(apart).toBeLessThan(1);
    }
  });
});

describe('budgets', () => {
  test('one contact: thirty people a day, and the words say what to do', async () => {
    const house = await openHouse({ sendsCodes: false });
    const talk = house.citizen('busy', '+6281299999999');
    for (let n = 0; n < 30; n += 1) {
      const nik = `32730515038${String(50_001 + n)}`;
      expect((await register(talk, { ...NOBODY, nik, birthDate: '1985-03-15' })).join('\n')).toContain('kami catat');
      // Let go of, or the number would be full after ten: the budget of the day counts them all the same.
      if (talk.state) talk.state.people = [];
    }
    const heard = await register(talk, { ...NOBODY, nik: '3273051503859999', birthDate: '1985-03-15' });
    expect(heard.join('\n')).toContain('Hari ini sudah banyak orang');
    // The same person once more is no new question.
    const again = await register(talk, { ...NOBODY, nik: '3273051503850001', birthDate: '1985-03-15' });
    expect(again.join('\n')).toContain('kami catat');
  });

  test('one address: a guesser is stopped, a neighbour is not, and nobody who proved a phone is', () => {
    const budget = createLookupBudget({ perNetwork: 5, service: 100, windowMs: 1_000 });
    const guesser = { contact: 'g', network: 'a' };
    let heard = 0;
    for (; budget.may(guesser, 0) && heard < 50; heard += 1) budget.heard(guesser, 'closed', 0);
    expect(heard).toBe(5);
    const neighbour = { contact: 'n', network: 'a' };
    expect(budget.may(neighbour, 0)).toBe(true);
    budget.heard(neighbour, 'open', 0);
    expect(budget.may(neighbour, 0)).toBe(true);
    expect(budget.may({ ...guesser, phone: '+62812' }, 0)).toBe(true);
    expect(budget.may({ contact: 'far', network: 'b' }, 0)).toBe(true);
    expect(budget.may(guesser, 1_000)).toBe(true);
  });

  test('the whole service: a new contact for every guess ends too, and other addresses go on', () => {
    const budget = createLookupBudget({ perNetwork: 20, service: 50, windowMs: 1_000 });
    let heard = 0;
    for (; heard < 500; heard += 1) {
      const one = { contact: `g${heard}`, network: 'a' };
      if (!budget.may(one, 0)) break;
      budget.heard(one, 'closed', 0);
    }
    expect(heard).toBe(50);
    expect(budget.may({ contact: 'honest', network: 'b' }, 0)).toBe(true);
  });
});
