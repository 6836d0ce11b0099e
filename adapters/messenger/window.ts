/** When Messenger lets a page speak, and as what. Source: Messenger Platform, "Messaging windows and tags" (27 April 2026). */
import type { Activity } from 'botframework-schema';
import { bodyOf, pageRepliesOf, templateWishOf } from '../meta/template.ts';
import { isRaw, type Raw, record, text } from './reading.ts';

const HOUR_MS = 3_600_000;
const STANDARD_MS = 24 * HOUR_MS;
const TAGGED_MS = 7 * 24 * HOUR_MS;
/** Refused a little early: a message that arrives a second late costs quality. */
const MARGIN_MS = 60_000;
/** The tags that are left; the others answer with an error since April 2026. Both need Meta's approval. */
const TAGS = new Set(['HUMAN_AGENT', 'CUSTOMER_FEEDBACK']);

/** How the send is declared, or why there is none. */
export type Permit =
  | { readonly kind: 'open'; readonly fields: { readonly messaging_type: 'RESPONSE' } }
  | { readonly kind: 'tagged'; readonly fields: { readonly messaging_type: 'MESSAGE_TAG'; readonly tag: string } }
  | { readonly kind: 'utility'; readonly fields: { readonly messaging_type: 'UTILITY' }; readonly template: Raw }
  | { readonly kind: 'closed'; readonly reason: 'window_closed' | 'tag_retired' };

/** What an activity asks for outside the window: `channelData.messenger` with a `tag` or an approved `template`. */
function wishOf({ channelData }: Partial<Activity>): { readonly tag?: string; readonly template?: Raw } {
  const wish = record(channelData, 'messenger');
  const tag = text(wish, 'tag', 40);
  const template = wish?.['template'];
  return { ...(tag === undefined ? {} : { tag }), ...(isRaw(template) ? { template } : {}) };
}

/** How the answers to a template are given: by buttons, or by numbers in its words (`provision/messenger.ts`). */
export type TemplateAnswers = 'postback' | 'numbers';

function utilityOf(activity: Partial<Activity>, answers: TemplateAnswers): Raw | undefined {
  const wish = templateWishOf(activity);
  if (!wish) return undefined;
  const components = [...bodyOf(wish), ...(answers === 'postback' ? pageRepliesOf(wish) : [])];
  return { name: wish.name, language: { code: wish.language }, ...(components.length > 0 ? { components } : {}) };
}

/**
 * Whether this may be said now. Inside 24 hours of the citizen's last word: a response. Outside: an approved utility
 * template at any time, or one of the two tags for seven days; nothing else.
 */
export function permitOf(
  activity: Partial<Activity>,
  inboundAt: number,
  now: number,
  answers: TemplateAnswers = 'postback',
): Permit {
  const { tag, template } = wishOf(activity);
  if (template) return { kind: 'utility', fields: { messaging_type: 'UTILITY' }, template };
  const silence = now - inboundAt + MARGIN_MS;
  if (silence < STANDARD_MS) return { kind: 'open', fields: { messaging_type: 'RESPONSE' } };
  const utility = utilityOf(activity, answers);
  if (utility) return { kind: 'utility', fields: { messaging_type: 'UTILITY' }, template: utility };
  if (tag === undefined || (TAGS.has(tag) && silence >= TAGGED_MS)) return { kind: 'closed', reason: 'window_closed' };
  if (!TAGS.has(tag)) return { kind: 'closed', reason: 'tag_retired' };
  return { kind: 'tagged', fields: { messaging_type: 'MESSAGE_TAG', tag } };
}
