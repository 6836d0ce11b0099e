import { join } from 'node:path';
import { type ConversationBody, type Inner, openBody } from '../../bots/conversation.ts';
import { readConfig } from '../../config.ts';
import { silent } from '../../domain/log.ts';
import { uncounted } from '../../domain/metrics.ts';
import { openRooms, type Rooms } from '../../rooms.ts';

export type Stored = Rooms;

/** Opens what a product left in a folder, as the product itself would. */
export function openStored(folder: string, more: Readonly<Record<string, string>> = {}): Promise<Stored> {
  const env = {
    ...more,
    DATA_DIR: join(folder, 'data'),
    DATA_KEY_FILE: join(folder, 'keys', 'data.key'),
  };
  return openRooms(readConfig(env, folder), { logger: silent, metrics: uncounted });
}

/** The opened conversation of one address. */
export async function conversationOf(
  stored: Stored,
  channel: string,
  address: string,
): Promise<{ body: ConversationBody; inner: Inner } | undefined> {
  const id = `${channel}|${stored.vault.contact(channel, address)}`;
  const found = await stored.documents.get<ConversationBody>('conversations', id, id);
  return found && { body: found.body, inner: openBody(stored.vault, id, found.body) };
}
