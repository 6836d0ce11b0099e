import { join } from 'node:path';
import { CollectingAdapter } from '../bots/adapter.ts';
import { closeBody, freshInner } from '../bots/conversation.ts';
import { markOf, remember } from '../bots/seen.ts';
import { readConfig } from '../config.ts';
import type { ConversationState } from '../dialogs/root.ts';
import { silent } from '../domain/log.ts';
import { uncounted } from '../domain/metrics.ts';
import { openRooms, type Rooms } from '../rooms.ts';

const BATCH = 2_000;
const SPOKEN = ['daftar', 'setuju', '3273055503850001'];

/** The state of somebody in the middle of the registration, as the product's own dialog leaves it. */
async function midway(rooms: Rooms): Promise<ConversationState | undefined> {
  const adapter = new CollectingAdapter();
  let state: ConversationState | undefined;
  for (const [index, text] of SPOKEN.entries()) {
    const context = adapter.open({
      type: 'message',
      id: `p${index}`,
      channelId: 'wire',
      text,
      conversation: { id: 'p', isGroup: false, conversationType: 'personal', name: '' },
    });
    const facts = {
      now: 1_790_000_000_000 + index,
      key: `p${index}`,
      contact: 'p',
      channel: 'wire',
      message: `p${index}`,
    };
    state = await rooms.conversation.run(context, state, facts);
  }
  return state;
}

/** Fills a data folder with `count` conversations that stand in the middle of a registration. */
export async function fill(folder: string, count: number, phone: (n: number) => string): Promise<void> {
  const env = { DATA_DIR: folder, DATA_KEY_FILE: join(folder, 'keys', 'data.key') };
  const rooms = await openRooms(readConfig(env, folder), { logger: silent, metrics: uncounted });
  const state = await midway(rooms);
  const seen = SPOKEN.reduce((marks, _text, index) => remember(marks, markOf(`p${index}`)), '');
  for (let from = 0; from < count; from += BATCH) {
    const operations = Array.from({ length: Math.min(BATCH, count - from) }, (_unused, index) => {
      const address = phone(from + index);
      const id = `wire|${rooms.vault.contact('wire', address)}`;
      const inner = {
        ...freshInner('wire', address),
        seq: 6,
        inboundAt: 1_790_000_000_000,
        seen,
        ...(state ? { state } : {}),
      };
      return { pk: id, id, put: { ...closeBody(rooms.vault, id, inner, 1_790_000_000_000) } };
    });
    await rooms.documents.bulk('conversations', operations);
  }
  await rooms.close();
}
