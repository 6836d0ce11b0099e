import type { CardAction } from 'botframework-schema';
import { isWay, titleOf } from '../meta/actions.ts';
import { cut, fits } from '../meta/text.ts';
import {
  BUTTONS_MOST,
  type Button,
  PAYLOAD_MOST,
  QUICK_REPLIES_MOST,
  type QuickReply,
  TITLE,
  URL_MOST,
} from './message.ts';

const WEB = /^https?:\/\/\S+$/i;
const PHONE = /^(?:tel:)?(\+\d{6,15})$/i;

/** What comes back when it is pressed; the title when the value is too long for Messenger, because titles are understood. */
export function payloadOf(action: CardAction): string {
  const value: unknown = action.value ?? action.text;
  const payload = typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
  return payload !== '' && payload.length <= PAYLOAD_MOST ? payload : titleOf(action).slice(0, PAYLOAD_MOST);
}

/** Whether a choice must be read in full above the buttons: too many for chips, or titles that would be cut. */
export function needsNumbers(answers: readonly CardAction[]): boolean {
  return answers.length > QUICK_REPLIES_MOST || answers.some((one) => !fits(titleOf(one), TITLE));
}

/** The choices in full, numbered as the bot understands them. */
export function numbered(answers: readonly CardAction[]): string {
  return answers.map((one, index) => `${index + 1}. ${titleOf(one)}`).join('\n');
}

/** A chip's title: with its number in front when the choices are numbered above, so that cut titles can be told apart. */
function chipTitle(action: CardAction, number: number | undefined): string {
  return cut(number === undefined ? titleOf(action) : `${number}. ${titleOf(action)}`, TITLE);
}

/** Chips under the last bubble; none when there are more than Messenger takes: the numbers are typed then. */
export function quickReplies(answers: readonly CardAction[]): readonly QuickReply[] {
  if (answers.length > QUICK_REPLIES_MOST) return [];
  const withNumbers = needsNumbers(answers);
  return answers.map((one, index) => ({
    content_type: 'text',
    title: chipTitle(one, withNumbers ? index + 1 : undefined),
    payload: payloadOf(one),
  }));
}

/** A link or a call as a button; `undefined` when its target is not one. */
function wayButton(action: CardAction): Button | undefined {
  const target: unknown = action.value;
  const title = cut(titleOf(action), TITLE);
  if (typeof target !== 'string') return undefined;
  const phone = PHONE.exec(target.replace(/[\s-]/g, ''))?.[1];
  if (action.type === 'call') return phone === undefined ? undefined : { type: 'phone_number', title, payload: phone };
  return WEB.test(target) && target.length <= URL_MOST ? { type: 'web_url', title, url: target } : undefined;
}

/** Buttons of a template, at most three; what is no button is left out. */
export function buttonsOf(actions: readonly CardAction[]): readonly Button[] {
  const buttons = actions.flatMap((action): Button[] => {
    if (!isWay(action)) return [{ type: 'postback', title: cut(titleOf(action), TITLE), payload: payloadOf(action) }];
    const button = wayButton(action);
    return button ? [button] : [];
  });
  return buttons.slice(0, BUTTONS_MOST);
}

/** Links and calls as words, where there is no room for buttons. */
export function wayLines(ways: readonly CardAction[]): string {
  return ways
    .flatMap((one) => (typeof one.value === 'string' ? [`${titleOf(one)}: ${one.value.replace(/^tel:/i, '')}`] : []))
    .join('\n');
}
