import type { Activity } from 'botframework-schema';
import type { Conversation, TurnFacts } from '../dialogs/root.ts';
import type { Pseudonyms } from '../domain/sealer.ts';
import { Conflict, StoreError } from '../stores/errors.ts';
import type { CollectingAdapter } from './adapter.ts';
import type { Inbound } from './channel.ts';
import type { Claimed } from './claim.ts';
import type { Inner, OutboxEntry } from './conversation.ts';
import type { Faults } from './faults.ts';
import type { Ledger } from './ledger.ts';
import type { Held, Memory } from './memory.ts';
import type { ReportLog } from './report-log.ts';
import { hasSeen, markOf, remember } from './seen.ts';
import type { Speaker } from './speaker.ts';

/** Times that a turn is run again after somebody else saved first (architecture §4, step 7). */
const RUNS_AGAIN = 3;
/** Replies kept for a channel that stays away. Older ones give way: a citizen who returns reads the newest. */
const OUTBOX_MOST = 60;
/** Replies from other chats that are remembered. */
const BROUGHT_MOST = 8;

export interface TurnOptions {
  readonly memory: Memory;
  readonly ledger: Ledger;
  readonly speaker: Speaker;
  readonly log: ReportLog;
  readonly adapter: CollectingAdapter;
  readonly conversation: Conversation;
  readonly pseudonyms: Pseudonyms;
  readonly faults: Faults;
  readonly clock: () => number;
  readonly pause: (ms: number) => Promise<void>;
  readonly process: string;
  readonly leaseMs: number;
  /** Takes what is this process' to speak (see `claim`). */
  readonly claimFor: (id: string, inner: Inner, now: number) => Claimed;
  readonly onConflict: () => void;
  readonly onError: (error: unknown) => void;
}

/** The fields of a reply that a channel needs; the rest of an Activity is the same for every reply and is put back there. */
function compact(activity: Partial<Activity>): Partial<Activity> {
  const { conversation, recipient, from, serviceUrl, channelId, ...rest } = activity;
  return rest;
}

/** A turn's facts. The keyed hashes are made when a dialog asks for them: most turns never do. */
function factsOf(
  pseudonyms: Pseudonyms,
  contact: string,
  { activity, phone, network, news, notice, silent }: Inbound,
  now: number,
): TurnFacts {
  const name = `${contact} ${activity.id ?? ''}`;
  return {
    now,
    contact,
    channel: activity.channelId ?? '',
    ...(news === undefined ? {} : { news }),
    ...(notice === undefined ? {} : { notice }),
    ...(silent === undefined ? {} : { silent }),
    ...(phone === undefined ? {} : { provenPhone: phone }),
    ...(network === undefined ? {} : { network }),
    get key() {
      return pseudonyms.of('effect', name);
    },
    get message() {
      return pseudonyms.of('message', name);
    },
  };
}

/**
 * One turn, as architecture §4 orders it: load, seen?, unspoken?, run, save if unchanged; speaking is started, not
 * awaited. Resolves to `seen` or `saved`; throws the `StoreError` that stopped it, with nothing half done.
 */
export function createTurn(
  options: TurnOptions,
): (id: string, contact: string, inbound: Inbound) => Promise<'saved' | 'seen'> {
  const { memory, ledger, speaker, adapter, conversation, faults, clock } = options;

  async function run(
    held: Held,
    contact: string,
    inbound: Inbound,
    now: number,
  ): Promise<readonly Partial<Activity>[]> {
    const { inner } = held;
    const context = adapter.open(inbound.activity);
    try {
      inner.state = await conversation.run(context, inner.state, factsOf(options.pseudonyms, contact, inbound, now));
      return adapter.replies(context);
    } catch (error) {
      if (error instanceof StoreError) throw error;
      // A fault of ours. The turn still counts, or the channel would bring the same message for seven days; the
      // citizen stays where they were and hears an apology.
      options.onError(error);
      const before = memory.pristine(held)?.state;
      delete inner.state;
      if (before) inner.state = before;
      return conversation.sorry(before);
    }
  }

  function enqueue(
    inner: Inner,
    inbound: Inbound,
    replies: readonly Partial<Activity>[],
    now: number,
    heldUntil: number | undefined,
  ): OutboxEntry[] {
    const by = options.process;
    const lease =
      heldUntil === undefined
        ? { by, until: now + options.leaseMs, tries: 0 }
        : { by, until: heldUntil, tries: 0, clear: true };
    const id = inbound.activity.id ?? '';
    const home = inbound.home === undefined ? {} : { home: inbound.home };
    const entries: OutboxEntry[] = [];
    if (inbound.echo) entries.push({ id, seq: ++inner.seq, ...lease, activity: inbound.echo });
    replies.forEach((activity, index) => {
      entries.push({ id: `${id}:${index + 1}`, seq: ++inner.seq, ...lease, activity: compact(activity), ...home });
    });
    inner.outbox.push(...entries);
    const { home: whose } = inbound;
    if (whose)
      inner.brought = [...(inner.brought ?? []), ...entries.map(({ seq }) => ({ seq, home: whose }))].slice(
        -BROUGHT_MOST,
      );
    if (inner.outbox.length > OUTBOX_MOST) inner.outbox.splice(0, inner.outbox.length - OUTBOX_MOST);
    return entries;
  }

  async function attempt(held: Held, contact: string, inbound: Inbound, mark: string): Promise<void> {
    const { inner, id } = held;
    const { activity } = inbound;
    const now = clock();
    // About to be spoken again, perhaps: what was reported to whoever spoke it counts first.
    if (inner.outbox.some((entry) => entry.until <= now && !entry.clear)) await options.log.catchUp();
    const forget = ledger.apply(id, inner);
    const { speak: unspoken, heldUntil } = options.claimFor(id, inner, now);
    const replies = await run(held, contact, inbound, now);
    faults.hit('after-run');
    const entries = enqueue(inner, inbound, replies, now, heldUntil);
    inner.seen = remember(inner.seen, mark);
    if (inbound.address !== undefined) inner.address = inbound.address;
    // News of ours opens no window: only the citizen's words do.
    const written = inbound.news ? 0 : activity.timestamp === undefined ? now : new Date(activity.timestamp).getTime();
    inner.inboundAt = Math.max(inner.inboundAt, Number.isFinite(written) ? Math.min(written, now) : now);
    faults.hit('before-save');
    await memory.save(held, now);
    faults.hit('after-save');
    forget();
    const fresh = heldUntil === undefined ? entries : [];
    speaker.offer(id, inner, unspoken.length === 0 ? fresh : [...unspoken, ...fresh]);
  }

  return async (id, contact, inbound) => {
    const { activity } = inbound;
    const mark = markOf(activity.id ?? '');
    for (let again = 0; ; again += 1) {
      const held = await memory.load(id, activity.channelId ?? '', activity.conversation?.id ?? '');
      faults.hit('after-load');
      if (hasSeen(held.inner.seen, mark)) return 'seen';
      try {
        await attempt(held, contact, inbound, mark);
        return 'saved';
      } catch (error) {
        memory.drop(id);
        if (!(error instanceof Conflict) || again >= RUNS_AGAIN) throw error;
        options.onConflict();
        // Uneven waits, or two processes that met once meet again at every step.
        await options.pause(Math.random() * 10 * 3 ** again);
      }
    }
  };
}
