import type { Feed } from './feed.ts';
import type { Bubble, NewPhone, Phone, Thread, Traits } from './phone.ts';
import type { Random } from './random.ts';

export interface Phones {
  readonly feed: Feed;
  all(): readonly Phone[];
  get(id: string): Phone | undefined;
  /** By number or business-scoped id, or by PSID. */
  find(channel: Phone['channel'], key: string): Phone | undefined;
  add(phone: NewPhone): Phone;
  /** The same person with another number, and so with another business-scoped id. */
  renumber(phone: Phone, number: string, userId: string): void;
  thread(phone: Phone, business: string): Thread;
  show(phone: Phone, business: string, bubble: Bubble): void;
  /** A citizen's message is with the business: two ticks. */
  arrived(phone: Phone, bubble: Bubble | undefined): void;
  /** Tells the watchers that a bubble has changed. */
  changed(phone: Phone, bubble: Bubble): void;
}

const TRAITS: Traits = {
  registered: true,
  blocked: false,
  stopped: false,
  optedIn: true,
  receipts: true,
  online: true,
  looking: true,
  experiment: false,
};
/** Given ones over the usual ones; a trait given as `undefined` is not given. */
function withTraits(given: NewPhone['traits'] = {}): Traits {
  const traits = { ...TRAITS };
  for (const [name, value] of Object.entries(given)) if (value !== undefined) Object.assign(traits, { [name]: value });
  return traits;
}

/** Bubbles kept on one phone. */
const KEPT = 300;

/** A phone without its chats. */
export const describePhone = ({ threads, later, ...phone }: Phone): object => phone;

export function createPhones(random: Random, feed: Feed): Phones {
  const phones = new Map<string, Phone>();
  const keys = new Map<string, Phone>();
  const index = (phone: Phone): void => {
    if (phone.number !== '') keys.set(`${phone.channel}|${phone.number}`, phone);
    keys.set(`${phone.channel}|${phone.userId}`, phone);
  };
  return {
    feed,
    all: () => [...phones.values()],
    get: (id) => phones.get(id),
    find: (channel, key) => keys.get(`${channel}|${key}`),
    add({ channel, number = '', userId, name = 'Warga', username, traits }) {
      const country = number.startsWith('62') || number === '' ? 'ID' : 'XX';
      const own = userId ?? (channel === 'whatsapp' ? `${country}.${random.digits(18)}` : `2${random.digits(15)}1`);
      const id = `${channel}-${number || own}`;
      const phone: Phone = {
        ...{ id, channel, name, number, userId: own, threads: new Map() },
        later: { arrive: [], look: [] },
        ...(username === undefined ? {} : { username }),
        traits: withTraits(traits),
      };
      phones.set(id, phone);
      index(phone);
      feed.add('phone', id, describePhone(phone));
      return phone;
    },
    renumber(phone, number, userId) {
      keys.delete(`${phone.channel}|${phone.number}`);
      keys.delete(`${phone.channel}|${phone.userId}`);
      Object.assign(phone, { number, userId });
      index(phone);
      feed.add('phone', phone.id, describePhone(phone));
    },
    thread(phone, business) {
      const known = phone.threads.get(business);
      if (known) return known;
      const fresh: Thread = {
        lastInboundAt: Number.NEGATIVE_INFINITY,
        lastInboundId: '',
        pairAt: 0,
        marketing: 0,
        bubbles: [],
      };
      phone.threads.set(business, fresh);
      return fresh;
    },
    show(phone, business, bubble) {
      const { bubbles } = this.thread(phone, business);
      bubbles.push(bubble);
      if (bubbles.length > KEPT) bubbles.shift();
      feed.add('bubble', phone.id, { business, bubble: { ...bubble } });
    },
    arrived(phone, bubble) {
      if (bubble?.tick !== 'sent') return;
      bubble.tick = 'delivered';
      this.changed(phone, bubble);
    },
    changed: (phone, bubble) => feed.add('bubble', phone.id, { bubble: { ...bubble } }),
  };
}
