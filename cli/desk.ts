import type { Config } from '../config.ts';
import { readTicketCode } from '../domain/ticket-code.ts';
import { type Correction, type Corrections, createCorrections } from '../registry/corrections.ts';
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

/** `desk answer`: answers once, and the citizen hears it in the chat. `undefined`: no such request, or answered before. */
export async function answerRequest(config: Config, receipt: string, words: string, options: DeskOptions) {
  const id = readTicketCode(receipt);
  const what = { action: 'desk_answer', object: id ?? 'unreadable' };
  return atDesk(config, options, what, async (corrections) =>
    id === undefined ? undefined : corrections.answer(id, words, options.now),
  );
}
