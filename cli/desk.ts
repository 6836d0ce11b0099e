import type { Config } from '../config.ts';
import { readTicketCode } from '../domain/ticket-code.ts';
import { type Correction, type Corrections, createCorrections } from '../registry/corrections.ts';
import { createReporting } from '../registry/reporting.ts';
import { createScreenings, type Screenings } from '../registry/screenings.ts';
import type { Rooms } from '../rooms.ts';
import { inside, permit } from './inside.ts';

export interface DeskOptions {
  /** Token of an operator with the role `desk`. */
  readonly token: string | undefined;
  readonly now: number;
}

/** Opens the store for somebody of the desk; what they do is in the audit trail. Throws `Failure` for anybody else. */
function atDesk<T>(
  config: Config,
  { token, now }: DeskOptions,
  what: { readonly action: string; readonly object: string },
  work: (corrections: Corrections) => Promise<T>,
): Promise<T> {
  return inside(config, async (room) => {
    await permit(room, { token, role: 'desk', ...what }, now);
    const { documents, vault } = room.rooms;
    return work(createCorrections({ documents, sealer: vault, pseudonyms: vault }));
  });
}

/** `desk list`: requests that nobody has answered, oldest first. */
export const listRequests = (config: Config, options: DeskOptions): Promise<readonly Correction[]> =>
  atDesk(config, options, { action: 'desk_list', object: 'open' }, (corrections) => corrections.list());

/** `desk show`: one request, `undefined` when there is none of that receipt. */
export async function showRequest(config: Config, receipt: string, options: DeskOptions) {
  const id = readTicketCode(receipt);
  const what = { action: 'desk_show', object: id ?? 'unreadable' };
  return atDesk(config, options, what, async (corrections) => (id === undefined ? undefined : corrections.show(id)));
}

export interface AnswerOptions extends DeskOptions {
  /** Whom the rules hold back may choose a time from now on. */
  readonly allow?: boolean;
  /** NIK on the card that the desk has seen: the chat that asks may see that person from now on. */
  readonly admit?: string;
}

/** Why a request cannot be answered so. `not_held`: it is not about somebody whom the rules hold back. `not_theirs`: not about
 * the person of that card. `unknown`: nobody knows their birth date, so the chat could not ask for it. `away`: the registry. */
export type Unanswerable = 'not_held' | 'not_theirs' | 'unknown' | 'away';

/**
 * `desk answer`: answers once, and the citizen hears it in the chat. What else is to be done comes first, because the answer
 * says that it was; done again after a crash it changes nothing. `undefined`: no such request, or answered before.
 */
export function answerRequest(
  config: Config,
  receipt: string,
  words: string,
  { token, now, allow, admit }: AnswerOptions,
): Promise<Correction | Unanswerable | undefined> {
  const id = readTicketCode(receipt);
  const done = admit !== undefined ? 'desk_admit' : allow ? 'desk_allow' : 'desk_answer';
  return inside(config, async (room) => {
    await permit(room, { token, role: 'desk', action: done, object: id ?? 'unreadable' }, now);
    const { rooms } = room;
    const { documents, vault, programme } = rooms;
    const common = { documents, sealer: vault, pseudonyms: vault };
    const corrections = createCorrections(common);
    const asked = id === undefined ? undefined : await corrections.about(id);
    if (id === undefined || asked === undefined) return undefined;
    if (allow && !(await allowed(asked.person, createScreenings({ ...common, programme }), now))) return 'not_held';
    const refused = admit === undefined ? undefined : await admitTo(rooms, asked, vault.person(admit), id, now);
    return refused ?? corrections.answer(id, words, now);
  });
}

async function allowed(person: string | undefined, screenings: Screenings, now: number): Promise<boolean> {
  return person !== undefined && (await screenings.allow(person, now)) !== undefined;
}

/** Opens the person in the chat that asks, and has the registry's word told there: so the chat knows what it may show. */
async function admitTo(
  { access, documents, vault, programme, notices, driver }: Rooms,
  { contact, channel, person }: { readonly contact: string; readonly channel: string; readonly person?: string },
  card: string,
  receipt: string,
  now: number,
): Promise<Unanswerable | undefined> {
  if (person !== card) return 'not_theirs';
  if (!(await access.admit(person, { contact, channel }, `admit ${receipt}`, now))) return 'unknown';
  const options = { documents, sealer: vault, pseudonyms: vault, programme, notices, driver };
  const again = await createReporting(options).lookAgain({ person, contact }, `admit ${receipt}`, now);
  return again === undefined ? undefined : 'away';
}
