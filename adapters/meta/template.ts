import type { Activity } from 'botframework-schema';
import { isRecord } from '../webchat/plain.ts';
import { cut } from './text.ts';

/**
 * `channelData.template` of an activity: the approved template that takes the place of its words while the service window
 * is closed. `parameters` by name; `replies` are the payloads of its quick replies, in their order.
 */
export interface TemplateWish {
  readonly name: string;
  readonly language: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly replies: readonly string[];
}

const NAME = /^[a-z0-9_]{1,512}$/;
const LANGUAGE = /^[a-z]{2,3}(_[A-Z]{2,3})?$/;
const PARAMETER = /^[a-z][a-z0-9_]{0,63}$/;
/** §1.11: today's pages name no limit for a payload; more than this has been refused. */
const PAYLOAD = /^[\x21-\x7e]{1,128}$/;
/** A name or a place: what is longer is cut, because a body above its 1,024 signs is refused whole. */
const PARAMETER_LIMIT = { most: 120, unit: 'utf16' } as const;
const REPLIES_MOST = 3;

/** §1.11: no new lines, no tabs, at most four blanks together, and never nothing. */
function fitted(value: string): string {
  const flat = value.replaceAll(/\s+/g, ' ').trim();
  return flat === '' ? '-' : cut(flat, PARAMETER_LIMIT);
}

/** Reads the wish of an activity; `undefined` when there is none, or when it could not be sent. */
export function templateWishOf({ channelData }: Partial<Activity>): TemplateWish | undefined {
  const wish: unknown = isRecord(channelData) ? channelData['template'] : undefined;
  if (!isRecord(wish)) return undefined;
  const { name, language, parameters, replies } = wish;
  if (typeof name !== 'string' || !NAME.test(name)) return undefined;
  if (typeof language !== 'string' || !LANGUAGE.test(language)) return undefined;
  const named = Object.entries(isRecord(parameters) ? parameters : {}).flatMap(([key, value]) =>
    PARAMETER.test(key) && typeof value === 'string' ? [[key, fitted(value)] as const] : [],
  );
  const payloads = (Array.isArray(replies) ? replies : []).filter((one): one is string => typeof one === 'string');
  if (payloads.length > REPLIES_MOST || !payloads.every((one) => PAYLOAD.test(one))) return undefined;
  return { name, language, parameters: Object.fromEntries(named), replies: payloads };
}

type Component = Readonly<Record<string, unknown>>;

/** The words that fill the body: named, because positions shift when a sentence is changed. */
export function bodyOf({ parameters }: TemplateWish): Component[] {
  const named = Object.entries(parameters).map(([parameter_name, text]) => ({ type: 'text', parameter_name, text }));
  return named.length === 0 ? [] : [{ type: 'body', parameters: named }];
}

/**
 * What stands before an answer in the payload of a page's button, as it is declared: filled when the template is sent. It
 * tells an answer from a payload that was not filled.
 */
const PAGE_ANSWER = 'answer:';

/** The payload of a postback button in a page's template, as it is declared. */
export const PAGE_PAYLOAD = `${PAGE_ANSWER}{{answer}}`;

/**
 * The payloads of a page's buttons: one component for all, in their order and no fewer than there are. Source: Messenger
 * Platform, "Send a utility message" (13 March 2026).
 */
export function pageRepliesOf({ replies }: TemplateWish): Component[] {
  const parameters = replies.map((payload) => ({ type: 'POSTBACK', payload }));
  return parameters.length === 0 ? [] : [{ type: 'buttons', parameters }];
}

/** The answer in a postback; `undefined` for one that came unfilled: its title is the answer then. Others stay as they are. */
export function readPageAnswer(payload: string): string | undefined {
  const answer = payload.startsWith(PAGE_ANSWER) ? payload.slice(PAGE_ANSWER.length) : payload;
  return answer === '' || answer.startsWith('{{') ? undefined : answer;
}

/** The payloads of the quick replies. */
export const repliesOf = ({ replies }: TemplateWish): Component[] =>
  replies.map((payload, index) => {
    const parameters = [{ type: 'payload', payload }];
    return { type: 'button', sub_type: 'quick_reply', index: String(index), parameters };
  });
