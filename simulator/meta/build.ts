import { randomBytes } from 'node:crypto';
import { createFaults } from './faults.ts';
import { createFeed } from './feed.ts';
import { createMedia } from './media.ts';
import { createPhones } from './phones.ts';
import { createRandom, type Random } from './random.ts';
import type { MessengerAccount, Page, Sender, Settings, Sim, WhatsAppAccount } from './sim.ts';
import { createTimers } from './timers.ts';
import { createWebhooks } from './webhooks.ts';

export interface SimulatorOptions {
  /** 0 or nothing: any free port. */
  readonly port?: number;
  /** 127.0.0.1 */
  readonly host?: string;
  /** Where the bot takes deliveries. May be set later with `connect`. */
  readonly webhookUrls?: { readonly whatsapp?: string; readonly messenger?: string };
  /** Ms since 1970; `Date.now`. */
  readonly clock?: () => number;
  /** With it every run meets the same chances and makes the same ids. */
  readonly seed?: number;
  /** How many business numbers and pages there are: 1. */
  readonly numbers?: number;
  readonly pages?: number;
  /** False: nothing is delivered before the bot's provider has subscribed. */
  readonly subscribed?: boolean;
  readonly settings?: Partial<Settings>;
  /** Shows the phones at `/`. */
  readonly page?: boolean;
}

const SETTINGS: Settings = {
  timeScale: 1,
  disorder: 0.1,
  throughput: 80,
  tier: 100_000,
  pairLimit: true,
  refusals: 'async',
  reviewMs: 20_000,
  withheldShare: 0,
  heldShare: 0,
  reportShare: 0.5,
  sentMs: [50, 250],
  deliveredMs: [150, 900],
};

/** Invented, and other at every start, as long as nobody asks for a seed: nothing real may depend on them. */
const secretOf = (seed: number | undefined, random: Random): string =>
  seed === undefined ? randomBytes(16).toString('hex') : random.letters(32);

const senderAt = (index: number, token: string): Sender => ({
  phoneNumberId: String(100_000_000_000_001 + index),
  number: String(622_150_000_001 + index),
  token,
  quality: 'GREEN',
  ...{ reports: 0, judged: 0, state: 'open', profile: {}, automation: {} },
  pace: { times: new Float64Array(0), at: 0 },
});

const FIELDS = [
  ...['messages', 'messaging_postbacks', 'messaging_optins', 'messaging_referrals', 'message_deliveries'],
  ...['message_reads', 'message_reactions', 'messaging_handovers', 'standby'],
];
const pageAt = (index: number, token: string): Page => ({
  pageId: String(200_000_000_000_001 + index),
  token,
  name: 'Sapa Vaksin',
  ...{ profile: {}, fields: FIELDS, restricted: false },
});

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

function accounts(
  options: SimulatorOptions,
  random: Random,
): { whatsapp: WhatsAppAccount; messenger: MessengerAccount } {
  const secret = (): string => secretOf(options.seed, random);
  const token = `EAAsim${secret()}`;
  const common = { appId: '300000000000001', appSecret: secret(), verifyToken: secret() };
  const senders = times(options.numbers ?? 1, (index) => senderAt(index, token));
  const pages = times(options.pages ?? 1, (index) => pageAt(index, `EAApage${secret()}`));
  return {
    whatsapp: { ...common, businessAccountId: '102290129340398', senders, reached: new Map() },
    messenger: { ...common, appSecret: secret(), verifyToken: secret(), appId: '300000000000002', pages },
  };
}

/** Everything that there is, before anything listens. `origin` is asked for when media is shown. */
export function build(options: SimulatorOptions, origin: () => string): Sim {
  const random = createRandom(options.seed);
  const clock = options.clock ?? Date.now;
  const settings = { ...SETTINGS, ...options.settings };
  const timers = createTimers(() => settings.timeScale);
  const { whatsapp, messenger } = accounts(options, random);
  const phones = createPhones(random, createFeed());
  const faults = createFaults(random);
  const subscribed = options.subscribed ?? true;
  const targets = {
    whatsapp: { url: options.webhookUrls?.whatsapp, appSecret: whatsapp.appSecret, subscribed },
    messenger: { url: options.webhookUrls?.messenger, appSecret: messenger.appSecret, subscribed },
  };
  const webhooks = createWebhooks({ targets, timers, random, faults, clock });
  const media = createMedia(random);
  return {
    settings,
    clock,
    random,
    timers,
    phones,
    media,
    faults,
    webhooks,
    whatsapp,
    messenger,
    templates: new Map(),
    origin,
  };
}
