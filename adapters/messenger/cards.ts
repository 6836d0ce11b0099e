import type { Attachment, CardAction } from 'botframework-schema';
import { titleOf } from '../meta/actions.ts';
import { cut, fits } from '../meta/text.ts';
import { isRecord } from '../webchat/plain.ts';
import { buttonsOf } from './actions.ts';
import { BUTTONS_MOST, ELEMENT_TEXT, type Element, URL_MOST } from './message.ts';

/** The SDK's hero and thumbnail cards, as far as Messenger can show them. */
const CARDS = new Set(['application/vnd.microsoft.card.hero', 'application/vnd.microsoft.card.thumbnail']);

export const isCard = ({ contentType }: Attachment): boolean => CARDS.has(contentType);

export interface Card {
  readonly title: string;
  readonly subtitle: string;
  readonly image: string | undefined;
  readonly link: string | undefined;
  readonly actions: readonly CardAction[];
}

const str = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');
const https = (value: unknown): string | undefined =>
  typeof value === 'string' && value.startsWith('https://') && value.length <= URL_MOST ? value : undefined;

function isAction(value: unknown): value is CardAction {
  return isRecord(value) && typeof value['type'] === 'string';
}

export function readCard({ content }: Attachment): Card {
  const raw: Record<string, unknown> = isRecord(content) ? content : {};
  const images: readonly unknown[] = Array.isArray(raw['images']) ? raw['images'] : [];
  const [image] = images;
  const buttons: readonly unknown[] = Array.isArray(raw['buttons']) ? raw['buttons'] : [];
  const words = [str(raw['subtitle']), str(raw['text'])].filter((one) => one !== '');
  return {
    title: str(raw['title']),
    subtitle: words.join('\n'),
    image: isRecord(image) ? https(image['url']) : undefined,
    link: isRecord(raw['tap']) && raw['tap']['type'] === 'openUrl' ? https(raw['tap']['value']) : undefined,
    actions: buttons.filter(isAction).filter((one) => titleOf(one) !== ''),
  };
}

/** Whether an element of a template can show all of it: a title and one thing more, nothing cut, at most three buttons. */
export function fitsElement(card: Card): boolean {
  const more = card.subtitle !== '' || card.image !== undefined || card.actions.length > 0;
  const whole = fits(card.title, ELEMENT_TEXT) && fits(card.subtitle, ELEMENT_TEXT);
  return card.title !== '' && more && whole && card.actions.length <= BUTTONS_MOST;
}

export function elementOf(card: Card): Element {
  const buttons = buttonsOf(card.actions);
  return {
    title: cut(card.title, ELEMENT_TEXT),
    ...(card.subtitle === '' ? {} : { subtitle: cut(card.subtitle, ELEMENT_TEXT) }),
    ...(card.image === undefined ? {} : { image_url: card.image }),
    ...(card.link === undefined ? {} : { default_action: { type: 'web_url', url: card.link } as const }),
    ...(buttons.length === 0 ? {} : { buttons }),
  };
}
