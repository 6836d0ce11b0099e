import type { Config } from '../config.ts';
import { readTicketCode } from '../domain/ticket-code.ts';
import { type Correction, type Corrections, createCorrections } from '../registry/corrections.ts';
import { createScreenings, type Screenings } from '../registry/screenings.ts';
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
  work: (corrections: Corrections, screenings: Screenings) => Promise<T>,
): Promise<T> {
  return inside(config, async (room) => {
    await permit(room, { token, role: 'desk', ...what }, now);
    const { documents, vault, programme } = room.rooms;
    const common = { documents, sealer: vault, pseudonyms: vault };
    return work(createCorrections(common), createScreenings({ ...common, programme }));
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

/**
 * `desk answer`: answers once, and the citizen hears it in the chat. `allow`: whom the rules hold back may choose a time from
 * now on. `undefined`: no such request, or answered before. */
export async function answerRequest(
  config: Config,
  receipt: string,
  words: string,
  options: DeskOptions & { readonly allow?: boolean },
) {
  const id = readTicketCode(receipt);
  const what = { action: options.allow ? 'desk_allow' : 'desk_answer', object: id ?? 'unreadable' };
  return atDesk(config, options, what, async (corrections, screenings) => {
    if (id === undefined) return undefined;
    // First, because the answer says that it was done; told again after a crash it changes nothing.
    if (options.allow && !(await allow(await corrections.about(id), screenings, options.now))) return NOT_HELD;
    return corrections.answer(id, words, options.now);
  });
}

/** The request is not about somebody whom the rules hold back. */
export const NOT_HELD = 'not_held';

async function allow(person: string | undefined, screenings: Screenings, now: number): Promise<boolean> {
  return person !== undefined && (await screenings.allow(person, now)) !== undefined;
}
