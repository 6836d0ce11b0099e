import type { Outgoing } from '../bots/channel.ts';
import { messengerLines } from './rendering/messenger.ts';
import { whatsappLines } from './rendering/whatsapp.ts';

/** What the bot says, as the bot's room names it: this room imports nothing of the SDK. */
type Reply = Outgoing['activity'];

/** A button, as a terminal offers it: by number. */
export interface Option {
  readonly number: number;
  readonly title: string;
  readonly value: unknown;
}

/** The buttons of a reply. */
export function optionsOf(activity: Reply): readonly Option[] {
  const actions = activity.suggestedActions?.actions ?? [];
  return actions.map((action, index) => ({ number: index + 1, title: action.title, value: action.value }));
}

/** Control characters of a terminal in what a citizen typed must not steer the terminal of whoever looks on. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, (sign) => (sign === '\n' ? sign : ''));
}

/** A reply as lines of text: the words, what is attached, and the numbered buttons. */
function webchatLines(activity: Reply): string[] {
  const lines: string[] = [];
  if (activity.text) lines.push(...activity.text.split('\n'));
  for (const attachment of activity.attachments ?? []) {
    const where = attachment.contentUrl?.startsWith('data:') ? '' : ` ${attachment.contentUrl ?? ''}`;
    lines.push(`[${attachment.name ?? attachment.contentType}${where}]`);
  }
  for (const option of optionsOf(activity)) lines.push(`  ${option.number}. ${option.title}`);
  if (lines.length > 0) lines.push('');
  return lines;
}

export type TalkChannel = 'webchat' | 'messenger' | 'whatsapp';

const LINES: Readonly<Record<TalkChannel, (activity: Reply) => string[]>> = {
  webchat: webchatLines,
  messenger: messengerLines,
  whatsapp: whatsappLines,
};

/** A reply as the channel's own rendering makes it, within its limits, as lines for a terminal. */
export function linesFor(channel: TalkChannel, activity: Reply): string[] {
  return LINES[channel](activity).map(plain);
}
