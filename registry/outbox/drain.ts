import { errorWords, type Logger, word } from '../../domain/log.ts';
import type { Metrics } from '../../domain/metrics.ts';
import type { Programme } from '../../domain/programme.ts';
import type { Pseudonyms, Sealer } from '../../domain/sealer.ts';
import type { Documents, Stored } from '../../stores/documents.ts';
import { Conflict, NotFound } from '../../stores/errors.ts';
import type { Driver, Finding, Subject } from '../driver.ts';
import type { Notices } from '../notices.ts';
import type { PersonBody } from '../person.ts';
import type { Verdict } from '../registry.ts';
import { jitter, type Pause, persist } from '../retry.ts';
import type { Slips } from '../slips.ts';
import { verdictOfFinding } from '../verdict.ts';
import { afterAnswer, dueItem, type Item, type QueueBody, replaced, withDue } from './body.ts';
import { createPace } from './pace.ts';

export interface DrainOptions {
  readonly documents: Documents;
  readonly sealer: Sealer;
  readonly pseudonyms: Pseudonyms;
  readonly programme: Programme;
  readonly driver: Driver;
  readonly notices: Notices;
  /** Takes what the registry does not know, to be compared with the imported list. */
  readonly slips?: Pick<Slips, 'note'>;
  readonly metrics: Metrics;
  readonly logger: Logger;
  /** Persons a second at most, in this process. */
  readonly perSecond: number;
  /** Persons worked on at once. */
  readonly together?: number;
  /** A worker that dies gives a person back after so long, ms: longer than any call with its tries. */
  readonly leaseMs?: number;
  readonly clock?: () => number;
  readonly random?: () => number;
  readonly pause?: Pause;
}

export interface Drain {
  /** Works on what is due until nothing is, or the registry is away, or `stop` was called; answers how many were answered. */
  run(): Promise<number>;
  /** Ends the run that is under way after the calls that are out. */
  stop(): void;
}

const LEASE_MS = 60_000;
const PAGE = 100;
/** So many persons in a row without an answer: it is the registry, not the person. */
const AWAY_AFTER = 3;
const PAUSE_MS = [5_000, 300_000] as const;

export function createDrain(options: DrainOptions): Drain {
  const { documents, sealer, pseudonyms, programme, driver, notices, metrics, logger, together = 4 } = options;
  const { leaseMs = LEASE_MS, clock = Date.now, random = Math.random, pause = jitter() } = options;
  const pace = createPace(options.perSecond);
  let stopped = false;
  let silent = 0;
  let quietUntil = 0;

  /** Takes the item for this process by moving it behind the lease; false when another was faster. */
  async function claim({ pk, id, etag, body }: Stored<QueueBody>, item: Item): Promise<boolean> {
    const items = replaced(body.items, { ...item, next: clock() + leaseMs });
    try {
      await documents.put('submissions', pk, id, withDue(items), { ifMatch: etag });
      return true;
    } catch (error) {
      if (error instanceof Conflict || error instanceof NotFound) return false;
      throw error;
    }
  }

  /** The doses come along: the health questions and the choice of a session need them later. */
  function givenBy(person: string, finding: Finding): Pick<Item, 'given'> {
    if (finding.kind !== 'match' || finding.doses.length === 0) return {};
    return { given: sealer.seal(JSON.stringify(finding.doses), person) };
  }

  async function judged(person: string, said: Subject, finding: Finding, now: number): Promise<Verdict | undefined> {
    if (finding.kind === 'unavailable' || finding.kind === 'pending') return undefined;
    const listed = await documents.get<PersonBody>('persons', person, person);
    return verdictOfFinding(programme, person, said, listed?.body.target, finding, now);
  }

  /** On disk before the item is done, so that a crash between the two tells it again under the same id. */
  async function announce(person: string, item: Item, verdict: Verdict, now: number): Promise<void> {
    const { contact, channel, receipt } = item;
    const same = item.verdict?.kind === verdict.kind;
    if (same) return;
    const key = pseudonyms.of('notice', JSON.stringify(['verdict', person, contact, item.id, verdict.kind]));
    const where = channel === undefined ? {} : { channel };
    await notices.add({ kind: 'verdict', key, contact, ...where, person, verdict, receipt, at: now });
  }

  async function ask(person: string, item: Item): Promise<Finding> {
    const said = JSON.parse(sealer.open(item.sealed, person)) as Subject;
    const call = { key: item.id, now: clock() };
    const finding = item.state === 'waiting' ? await driver.submit(said, call) : await driver.verdict(said, call);
    const now = clock();
    const verdict = await judged(person, said, finding, now);
    if (verdict) await announce(person, item, verdict, now);
    if (verdict?.kind === 'unknown' && item.verdict?.kind !== 'unknown') {
      const { nik, name, birthDate } = said;
      await options.slips?.note({ nik, name, birthDate, contact: item.contact, channel: item.channel }, now);
    }
    await persist(pause, async () => {
      const stored = await documents.get<QueueBody>('submissions', person, person);
      const present = stored?.body.items.find((one) => one.id === item.id);
      // Replaced meanwhile by newer words of the same citizen.
      if (!stored || !present) return true;
      const items = replaced(stored.body.items, {
        ...afterAnswer(present, finding, verdict, now, random()),
        ...givenBy(person, finding),
      });
      await documents.put('submissions', person, person, withDue(items), { ifMatch: stored.etag });
      return true;
    });
    return finding;
  }

  /** One person, one item; true when the registry answered. */
  async function one(stored: Stored<QueueBody>): Promise<boolean> {
    const item = dueItem(stored.body, clock());
    if (!item || !(await claim(stored, item))) return false;
    const { kind } = await ask(stored.id, item);
    metrics.count('registry_submissions_total', { answer: word(kind) });
    silent = kind === 'unavailable' ? silent + 1 : 0;
    if (silent >= AWAY_AFTER) {
      const wait = Math.min(PAUSE_MS[1], PAUSE_MS[0] * 2 ** Math.min(silent - AWAY_AFTER, 10));
      quietUntil = clock() + wait * (0.5 + random() / 2);
    }
    return kind !== 'unavailable';
  }

  const resting = (): boolean => stopped || clock() < quietUntil;

  async function worker(queue: Stored<QueueBody>[]): Promise<number> {
    let answered = 0;
    for (let next = queue.shift(); next && !resting(); next = queue.shift()) {
      await pace();
      try {
        if (await one(next)) answered += 1;
      } catch (error) {
        // One document that cannot be worked on must not hold up the others; its lease brings it back.
        logger.error('registry_submission_failed', errorWords(error));
      }
    }
    return answered;
  }

  async function due(): Promise<Stored<QueueBody>[]> {
    const index = { field: 'due', to: clock() };
    const page = await documents.query<QueueBody>('submissions', { index, order: { field: 'due' }, limit: PAGE });
    return [...page.items];
  }

  return {
    async run() {
      let answered = 0;
      while (!resting()) {
        const queue = await due();
        metrics.gauge('registry_overdue_seconds', Math.max(0, clock() - (queue[0]?.body.due ?? clock())) / 1000);
        if (queue.length === 0) break;
        const counts = await Promise.all(Array.from({ length: together }, () => worker(queue)));
        const round = counts.reduce((sum, count) => sum + count, 0);
        answered += round;
        // Nobody could be worked on: another process has them. What comes back is due again later.
        if (round === 0) break;
      }
      return answered;
    },
    stop() {
      stopped = true;
    },
  };
}
