import { errorWords, type Logger, word } from '../../domain/log.ts';
import type { Metrics } from '../../domain/metrics.ts';
import type { Contacts, Names } from '../meta/contacts.ts';
import type { TakeManagement } from '../meta/management.ts';
import { type Progress, reportOf } from '../meta/progress.ts';
import type { Piece, Taken } from '../meta/webhook.ts';
import type { Receive, Report, Settle } from '../port.ts';
import { contentOf } from './content.ts';
import { activityOf, CHANNEL_ID, senderOf, strangeness } from './inbound.ts';
import { managementOf } from './management.ts';
import { displayName, type Move, moveIn, moveInUpdate, namesIn, profileOf, sendersNames } from './names.ts';
import { number, part, parts, type Raw, text, timeOf } from './reading.ts';
import { statusOf } from './statuses.ts';

export interface EventsOptions {
  /** Ids of our numbers. */
  readonly senders: ReadonlySet<string>;
  readonly receive: Receive;
  readonly contacts: Contacts;
  readonly settle: Settle;
  /** How far replies of several messages have come. */
  readonly progress: Progress;
  readonly manage: TakeManagement;
  /** A message is about to be taken; what it answers hears what became of it. */
  readonly onMessage: (sender: string, id: string) => (taken: Taken) => void;
  readonly clock: () => number;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

const IGNORED: Taken = { kind: 'ignored' };
const SAVED: Taken = { kind: 'saved' };
/** The store of contacts or facts does not answer: the delivery comes again. */
const REFUSED: Taken = { kind: 'refused', reason: 'store', retryAfterMs: 2_000 };

/** Takes an entry of a WhatsApp delivery apart. Nothing is read before a piece runs: a bad message costs only itself. */
export function createEvents(options: EventsOptions): (entry: Raw) => readonly Piece[] {
  const { senders, contacts, receive, settle, clock, logger, metrics } = options;

  function count(what: string): Taken {
    metrics.count('whatsapp_events_total', { what: word(what) });
    return IGNORED;
  }

  /** Work on the store around messages: its failure is a 503, not a fault of ours. */
  async function stored<T>(work: Promise<T>): Promise<T | undefined> {
    try {
      return await work;
    } catch (error) {
      logger.warn('whatsapp_store_failed', errorWords(error));
      return undefined;
    }
  }

  async function move(found: Move | undefined, at: number): Promise<Taken> {
    if (!found) return count('system_ignored');
    count('moved');
    return (await stored(contacts.move(found.from, found.to, at).then(() => true))) ? SAVED : REFUSED;
  }

  async function turn(message: Raw, sender: string, names: Names, profile: Raw | undefined) {
    const at = timeOf(message, clock());
    const content = contentOf(message);
    if (!content) return count('silent');
    const contact = await stored(contacts.find(names, at));
    if (!contact) return REFUSED;
    const activity = activityOf(message, content, { contact, sender, at, name: displayName(profile) });
    const settled = options.onMessage(sender, activity.id ?? '');
    // Signed by Meta together with the message: what was registered with this number may be opened to it.
    const phone = names.phone === undefined ? undefined : `+${names.phone}`;
    const taken = await receive({ activity, phone });
    settled(taken);
    return taken;
  }

  async function take(value: Raw, message: Raw): Promise<Taken> {
    const sender = senderOf(value);
    const strange = strangeness(message, senders.has(sender));
    if (strange) return count(strange);
    if (message['type'] === 'system') return move(moveIn(message), timeOf(message, clock()));
    const profile = profileOf(value, message);
    const names = sendersNames(message, profile);
    return names ? turn(message, sender, names, profile) : count('nobody');
  }

  async function report(statuses: readonly Raw[]): Promise<Taken> {
    const reports: Report[] = [];
    for (const raw of statuses) {
      const one = statusOf(raw);
      if (!one) continue;
      const { status, reason = 'none', category = 'none' } = one;
      const labels = { status: word(status), reason: word(reason), category: word(category) };
      metrics.count('whatsapp_statuses_total', labels);
      const told = one.ref === undefined ? undefined : reportOf(one.ref, status, options.progress);
      if (told) reports.push(told);
    }
    return (await stored(settle(CHANNEL_ID, reports).then(() => true))) ? SAVED : REFUSED;
  }

  async function prefer(raw: Raw, at: number): Promise<Taken> {
    const given = text(raw, 'value');
    const names = namesIn(raw);
    if ((given !== 'stop' && given !== 'resume') || (names.phone ?? names.user) === undefined)
      return count('preference');
    const told = contacts
      .find(names, at)
      .then((contact) => contacts.prefer(names, given, at).then(() => contact))
      .then(({ id }) => options.manage({ channel: CHANNEL_ID, at, kind: 'preference', contact: id, event: given }));
    return (await stored(told.then(() => true))) ? SAVED : REFUSED;
  }

  async function manage(field: string, value: Raw, account: string, at: number): Promise<Taken> {
    const event = managementOf(field, value, account, at);
    if (!event) return count('field_ignored');
    return (await stored(options.manage(event).then(() => true))) ? SAVED : REFUSED;
  }

  function messagesIn(value: Raw, pieces: Piece[]): void {
    for (const message of parts(value, 'messages')) {
      // Whatever stands there: a message that cannot be read costs only itself.
      const lane = text(message, 'from_user_id') ?? text(message, 'from') ?? '';
      pieces.push({ lane, run: () => take(value, message) });
    }
    const statuses = parts(value, 'statuses');
    if (statuses.length > 0) pieces.push({ lane: `statuses ${pieces.length}`, run: () => report(statuses) });
    for (const error of parts(value, 'errors')) {
      count('channel_error');
      logger.warn('whatsapp_channel_error', { code: number(error, 'code') ?? -1 });
    }
  }

  return (entry) => {
    const pieces: Piece[] = [];
    const account = text(entry, 'id') ?? '';
    for (const change of parts(entry, 'changes')) {
      const value = part(change, 'value');
      const field = text(change, 'field', 64) ?? '';
      const at = timeOf({ timestamp: entry['time'] }, clock());
      const lane = `${field} ${pieces.length}`;
      if (field === 'messages') messagesIn(value, pieces);
      else if (field === 'user_id_update')
        for (const one of parts(value, field))
          pieces.push({ lane, run: () => move(moveInUpdate(one), timeOf(one, at)) });
      else if (field === 'user_preferences')
        for (const one of parts(value, field)) pieces.push({ lane, run: () => prefer(one, timeOf(one, at)) });
      else pieces.push({ lane, run: () => manage(field, value, account, at) });
    }
    return pieces;
  };
}
