import { sign } from '../../adapters/meta/signature.ts';
import { bytesOf, envelope, type Update } from './envelope.ts';
import type { Fault, Faults } from './faults.ts';
import type { Random } from './random.ts';
import type { Timers } from './timers.ts';

/** Where a channel's deliveries go. */
export interface Target {
  url: string | undefined;
  readonly appSecret: string;
  /** Meta delivers only to apps that are subscribed; Messenger takes that away after an hour of failures. */
  subscribed: boolean;
}

export interface DeliveryCounts {
  /** Deliveries answered with 200. */
  ok: number;
  /** Attempts that were not. */
  failed: number;
  /** Deliveries given up. */
  dropped: number;
  /** Updates in deliveries answered with 200. */
  updates: number;
  /** The longest wait for an answer, ms. */
  slowest: number;
  /** Status of the last answer; 0 when there was none. */
  last: number;
}

export interface Webhooks {
  readonly targets: Readonly<Record<Update['channel'], Target>>;
  readonly counts: Readonly<Record<Update['channel'], DeliveryCounts>>;
  /** Most updates in one delivery. */
  batch: number;
  /** Deliveries of a channel under way at once: 20. With 1 they arrive in order. */
  sideBySide: number;
  send(update: Update): void;
  /** Lets updates pile up while true, those that come again too, so that they go out together. */
  hold(held: boolean): void;
}

export interface WebhooksOptions {
  readonly targets: Readonly<Record<Update['channel'], Target>>;
  readonly timers: Timers;
  readonly random: Random;
  readonly faults: Faults;
  readonly clock: () => number;
}

const SECOND = 1_000;
/** Waits between attempts. WhatsApp: ever rarer for seven days. Messenger: for an hour, then the app is unsubscribed. */
const RETRIES = {
  whatsapp: [1, 5, 15, 60, 300, 900, 3_600, 10_800, 21_600, 43_200, 86_400, 86_400, 86_400, 86_400, 86_400, 86_400],
  messenger: [0.5, 2, 10, 60, 300, 900, 1_800],
} as const;
/** How long Meta waits for an answer. */
const PATIENCE = { whatsapp: 10 * SECOND, messenger: 5 * SECOND } as const;

interface Delivery {
  readonly channel: Update['channel'];
  readonly body: Buffer;
  readonly updates: readonly Update[];
  readonly fault: Fault | undefined;
}

const noCounts = (): DeliveryCounts => ({ ok: 0, failed: 0, dropped: 0, updates: 0, slowest: 0, last: 0 });

/** One attempt; the status, or 0 when no answer came in time. */
async function attempt(url: string, body: Buffer, secret: string, patience: number): Promise<number> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      body: new Uint8Array(body),
      headers: { 'content-type': 'application/json', 'x-hub-signature-256': sign(body, secret) },
      signal: AbortSignal.timeout(patience),
      redirect: 'manual',
    });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return 0;
  }
}

/** Meta's side of the webhooks: signs, delivers side by side and without order, and comes back after a failure. */
export function createWebhooks(options: WebhooksOptions): Webhooks {
  const { targets, timers, random, faults, clock } = options;
  const counts = { whatsapp: noCounts(), messenger: noCounts() };
  const queues: Record<Update['channel'], Update[]> = { whatsapp: [], messenger: [] };
  const underWay = { whatsapp: 0, messenger: 0 };
  let held = false;
  /** Deliveries that were due again while held. */
  let parked: (() => void)[] = [];

  function later(delivery: Delivery, tries: number): void {
    const { channel } = delivery;
    const wait = RETRIES[channel][tries];
    if (wait === undefined) {
      counts[channel].dropped += 1;
      if (channel === 'messenger') {
        targets.messenger.subscribed = false;
      }
      return;
    }
    const again = (): void => void run(delivery, tries + 1);
    timers.after(wait * SECOND * random.between(0.9, 1.1), () => {
      if (held) parked.push(again);
      else again();
    });
  }

  async function run(delivery: Delivery, tries: number): Promise<void> {
    const { channel, body, fault } = delivery;
    const { url, appSecret } = targets[channel];
    const end = timers.begin();
    underWay[channel] += 1;
    const began = performance.now();
    const wrong = fault?.kind === 'bad_signature' && tries === 0;
    const down = clock() < faults.downUntil;
    const status =
      url === undefined || down ? 0 : await attempt(url, body, wrong ? `${appSecret}x` : appSecret, PATIENCE[channel]);
    const count = counts[channel];
    count.slowest = Math.max(count.slowest, performance.now() - began);
    count.last = status;
    if (status === 200) {
      count.ok += 1;
      count.updates += delivery.updates.length;
      for (const { taken } of delivery.updates) taken?.();
      if (fault?.kind === 'repeat' && tries === 0) {
        timers.after(random.between(10, 400), () => void run({ ...delivery, fault: undefined }, 0));
      }
    } else {
      count.failed += 1;
      // Nobody listens at all: an address that was never given is not worth seven days.
      if (url !== undefined) later(delivery, tries);
    }
    underWay[channel] -= 1;
    pump(channel);
    end();
  }

  function depart(delivery: Delivery): void {
    const { fault } = delivery;
    if (fault?.kind === 'lose') counts[delivery.channel].dropped += 1;
    else if (fault?.kind === 'hold') timers.after(fault.ms ?? random.between(200, 2_000), () => void run(delivery, 0));
    else void run(delivery, 0);
  }

  function pump(channel: Update['channel']): void {
    const queue = queues[channel];
    while (!held && queue.length > 0 && underWay[channel] < hooks.sideBySide) {
      const updates = queue.splice(0, hooks.batch);
      const body = bytesOf(channel, envelope(channel, updates, clock()));
      depart({ channel, body, updates, fault: faults.next('webhook', channel, '') });
    }
  }

  const hooks: Webhooks = {
    targets,
    counts,
    batch: 1,
    sideBySide: 20,
    send(update) {
      if (!targets[update.channel].subscribed) return;
      queues[update.channel].push(update);
      pump(update.channel);
    },
    hold(next) {
      held = next;
      if (held) return;
      const due = parked;
      parked = [];
      for (const again of due) again();
      for (const channel of ['whatsapp', 'messenger'] as const) pump(channel);
    },
  };
  return hooks;
}
