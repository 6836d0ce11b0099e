import type { Activity } from 'botframework-schema';
import { bodyOf, repliesOf, templateWishOf } from '../meta/template.ts';
import { isRecord } from '../webchat/plain.ts';
import { LIMITS, type Message } from './message.ts';
import { part, parts, type Raw, text } from './reading.ts';

/** The service window: 24 hours from the citizen's last word (§1.12). Closed a little early, because refusals cost quality. */
const WINDOW_MS = 24 * 3_600_000;
const MARGIN_MS = 60_000;

/** What may be said now: anything, only this template, or nothing. */
export type Permit =
  | { readonly kind: 'open' }
  | { readonly kind: 'template'; readonly template: Message }
  | { readonly kind: 'closed'; readonly reason: 'window_closed' };

const NAME = /^[a-z0-9_]{1,512}$/;
const LANGUAGE = /^[a-z]{2,3}(_[A-Z]{2,3})?$/;

/**
 * `channelData.whatsapp.template` of an activity: `{name, language, components?}` of an approved template, used when the
 * window is closed. Components go out as they are (§1.11): whoever writes the notice knows its template.
 */
function rawTemplateOf({ channelData }: Partial<Activity>): Message | undefined {
  const wish: Raw = isRecord(channelData) ? part(part(channelData, 'whatsapp'), 'template') : {};
  const name = text(wish, 'name', LIMITS.body.most) ?? '';
  const language = text(wish, 'language', 16) ?? '';
  if (!NAME.test(name) || !LANGUAGE.test(language)) return undefined;
  const components = parts(wish, 'components');
  const more = components.length > 0 ? { components } : {};
  return { type: 'template', template: { name, language: { code: language, policy: 'deterministic' }, ...more } };
}

/** The template of a notice, whose writer knows its words and not this channel. */
function templateOf(activity: Partial<Activity>): Message | undefined {
  const wish = templateWishOf(activity);
  if (!wish) return rawTemplateOf(activity);
  const components = [...bodyOf(wish), ...repliesOf(wish)];
  const language = { code: wish.language, policy: 'deterministic' };
  return {
    type: 'template',
    template: { name: wish.name, language, ...(components.length > 0 ? { components } : {}) },
  };
}

/** `inboundAt`: when the citizen last wrote, ms; 0: never. */
export function permitOf(activity: Partial<Activity>, inboundAt: number, now: number): Permit {
  if (now - inboundAt < WINDOW_MS - MARGIN_MS) return { kind: 'open' };
  const template = templateOf(activity);
  return template ? { kind: 'template', template } : { kind: 'closed', reason: 'window_closed' };
}
