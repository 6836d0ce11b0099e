/** Work that comes back while the product runs; wired by hand (ADR 0007). */
import { createChanges } from './booking/changes.ts';
import { seedSample } from './booking/sample.ts';
import type { Bot } from './bots/bot.ts';
import { word } from './domain/log.ts';
import type { Metrics } from './domain/metrics.ts';
import type { Pseudonyms } from './domain/sealer.ts';
import type { Jobs } from './jobs/jobs.ts';
import type { Access, Place } from './registry/access.ts';
import { type CodeSender, createAccessDelivery } from './registry/access-delivery.ts';
import type { CorrectionNotice } from './registry/corrections.ts';
import type { NoticeBase, Tell, VerdictNotice } from './registry/notices.ts';
import type { Rooms } from './rooms.ts';

const HOUR_MS = 3_600_000;
/** Meta lets an account that is new be asked 200 things an hour. */
const TEMPLATES_MS = 5 * 60_000;
/** Expired documents removed in one go. */
const COLLECT = 1_000;

type DoseNotice = NoticeBase & { readonly dose: number };

type News = Parameters<Bot['tell']>[0]['news'];

/** What a notice of each kind is in the chat. */
function newsOf(notice: NoticeBase): News | undefined {
  const { kind, person } = notice;
  if (kind === 'verdict') return { kind, person, verdict: (notice as VerdictNotice).verdict };
  if (kind === 'session_changed' || kind === 'session_cancelled' || kind === 'due') {
    return { kind, person, dose: (notice as DoseNotice).dose };
  }
  if (kind === 'correction') return { kind, person, receipt: (notice as CorrectionNotice).receipt };
  // One with a phone in it is for somebody who has no chat here, and waits for a way to reach a phone.
  const guarded = kind === 'identity_claimed' || kind === 'identity_code_wrong' || kind === 'identity_carried';
  if (guarded && !('phone' in notice)) return { kind, person };
  return undefined;
}

export interface TellOptions {
  readonly bot: Pick<Bot, 'tell'>;
  readonly access: Pick<Access, 'elsewhere' | 'proven'>;
  readonly pseudonyms: Pseudonyms;
  readonly metrics: Metrics;
}

/** Tells notices of every room in the chat. One of a kind that this version does not know waits for one that does. */
export function createTell({ bot, access, pseudonyms, metrics }: TellOptions): Tell {
  /**
   * The other chats of the same citizen. A word to the owner is for every chat that there is, and an answer of the desk for
   * the chat that asked. Who was first to name somebody unknown has to hear it there, and lets go of them.
   */
  async function others({ contact, stay }: NoticeBase, news: News): Promise<readonly Place[]> {
    if (stay || !('verdict' in news || 'dose' in news)) return [];
    const places = await access.elsewhere(news.person, contact);
    if (places.length === 0 || !('verdict' in news) || news.verdict.kind !== 'unknown') return places;
    return (await access.proven(news.person, contact)) ? places : [];
  }

  /** A verdict is one event, for how many chats of a citizen it may be written down. */
  function eventOf({ at }: NoticeBase, news: News): { readonly event?: string } {
    return 'verdict' in news ? { event: pseudonyms.of('event', JSON.stringify([news.verdict, at])) } : {};
  }

  return async (notice) => {
    const news = newsOf(notice);
    if (!news) return 'later';
    const { key, contact } = notice;
    const where = 'channel' in notice && typeof notice.channel === 'string' ? { channel: notice.channel } : {};
    const elsewhere = { others: await others(notice, news), ...eventOf(notice, news) };
    const told = await bot.tell({ key, contact, news, ...where, ...elsewhere });
    metrics.count('notices_total', { outcome: word(told) });
    return told;
  };
}

export interface HousekeepingOptions {
  readonly jobs: Jobs;
  readonly rooms: Rooms;
  readonly bot: Bot;
  readonly metrics: Metrics;
  /** Whether the invented people and places are kept up. */
  readonly sample: boolean;
  /** Brings one-time codes to phones. */
  readonly codes?: CodeSender | undefined;
  /** Asks how the templates stand. */
  readonly watch?: (() => Promise<void>) | undefined;
}

/** Expired documents, notices, the registry's queue, and the sample's sessions, which move with the days. */
export function startHousekeeping(options: HousekeepingOptions): void {
  const { jobs, rooms, bot, metrics, sample, codes, watch } = options;
  const { documents, list, regions, vault, drain, notices, recording, slips } = rooms;
  jobs.every('collect_expired', 60_000, async () => {
    while ((await documents.collect(Date.now(), COLLECT)) === COLLECT);
  });
  // What a command that was cut off left untold.
  const changes = createChanges({ documents, pseudonyms: vault, recording });
  jobs.every('session_changes', 60_000, async () => {
    await changes.tell();
  });
  const seeToAccess = createAccessDelivery({ documents, sealer: vault, pseudonyms: vault, sender: codes, slips });
  // Soon, because somebody may wait for a code; not in the turn, because how long it takes would tell who exists.
  jobs.every('access', 2_000, async () => {
    await seeToAccess(Date.now());
  });
  // One at a time: each costs the store about 160 reads.
  jobs.every('slips', 2_000, async () => {
    await slips.run(Date.now());
  });
  const tell = createTell({ bot, access: rooms.access, pseudonyms: vault, metrics });
  jobs.every('notices', 1_000, async () => {
    await notices.deliver(tell);
  });
  jobs.every('recordings', 1_000, async () => {
    await recording.run(Date.now());
  });
  if (watch) {
    void watch().catch(() => {});
    jobs.every('templates', TEMPLATES_MS, watch);
  }
  if (drain) {
    jobs.every('registry_outbox', 1_000, async () => {
      await drain.run();
    });
  }
  if (sample) jobs.every('sample', HOUR_MS, () => seedSample({ documents, registry: list, regions }));
}
