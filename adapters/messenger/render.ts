/** One Activity as the calls of the Send API that show it, in order. Pure. */
import type { Activity, Attachment, CardAction, Entity } from 'botframework-schema';
import { sortActions, titleOf } from '../meta/actions.ts';
import { shown } from '../meta/marks.ts';
import { split } from '../meta/text.ts';
import { buttonsOf, needsNumbers, numbered, quickReplies, wayLines } from './actions.ts';
import { type Card, elementOf, fitsElement, isCard, readCard } from './cards.ts';
import {
  BUTTON_TEXT,
  BUTTONS_MOST,
  ELEMENTS_MOST,
  type MediaType,
  type MessageAttachment,
  type Part,
  type QuickReply,
  TEXT,
  URL_MOST,
} from './message.ts';

/** Bytes of one attachment. Source: Send API, "Attachments". */
const FILE_MOST = 25 * 1024 * 1024;
const DATA_URL = /^data:([\w.+-]+\/[\w.+-]+)(?:;[\w=.-]+)*;base64,/;

function mediaType(contentType: string): MediaType {
  const [kind] = contentType.split('/');
  return kind === 'image' || kind === 'audio' || kind === 'video' ? kind : 'file';
}

/** A file as one part; as its name and address when it is neither ours to upload nor for Meta to fetch. */
function mediaPart({ contentType, contentUrl, name }: Attachment): Part | string {
  const url: unknown = contentUrl;
  if (typeof url !== 'string') return '';
  const type = mediaType(contentType);
  const data = DATA_URL.exec(url);
  if (data) {
    const bytes = Buffer.from(url.slice(data[0].length), 'base64');
    if (bytes.length === 0 || bytes.length > FILE_MOST) return name ?? '';
    return { message: {}, upload: { type, contentType: data[1] ?? contentType, name: name ?? type, bytes } };
  }
  if (url.startsWith('https://') && url.length <= URL_MOST)
    return { message: { attachment: { type, payload: { url } } } };
  return [name, /^https?:/.test(url) ? url : undefined].filter(Boolean).join(': ');
}

/** Messenger has no message for a place: a link that every map app opens. */
function placeLine(entity: Entity): string {
  const { type, latitude, longitude, name, address } = entity;
  if (type !== 'GeoCoordinates' || typeof latitude !== 'number' || typeof longitude !== 'number') return '';
  const map = `https://www.google.com/maps/search/?api=1&query=${latitude},${longitude}`;
  return [name, address, map].filter((one) => typeof one === 'string' && one !== '').join('\n');
}

/** A card that fits no template, as words. */
const cardWords = ({ title, subtitle, link }: Card): string =>
  [title, subtitle, link].filter((one) => one !== undefined && one !== '').join('\n');

type TemplatePayload = Extract<MessageAttachment, { readonly type: 'template' }>['payload'];

const template = (payload: TemplatePayload): Part => ({ message: { attachment: { type: 'template', payload } } });

interface Content {
  readonly media: readonly Part[];
  readonly carousel: readonly Card[];
  readonly words: string;
  readonly actions: readonly CardAction[];
}

/** Everything an activity shows, sorted. Cards that fit no template give their words and buttons to the text. */
function contentOf(activity: Partial<Activity>): Content {
  const files = activity.attachments ?? [];
  const cards = files.filter(isCard).map(readCard);
  const carousel = cards.every(fitsElement) ? cards : [];
  const loose = carousel.length > 0 ? [] : cards;
  const media = files.filter((file) => !isCard(file)).map(mediaPart);
  const words = [
    shown(activity.text ?? '', activity.textFormat, 'plain').trim(),
    ...loose.map(cardWords),
    ...media.filter((one) => typeof one === 'string'),
    ...(activity.entities ?? []).map(placeLine),
  ];
  return {
    media: media.filter((one) => typeof one !== 'string'),
    carousel,
    words: words.filter((one) => one !== '').join('\n\n'),
    actions: [...loose.flatMap((card) => card.actions), ...(activity.suggestedActions?.actions ?? [])],
  };
}

/** Links and calls as a button template, with the answers on it when all together are at most three. */
function withButtons(words: string, actions: readonly CardAction[], chips: readonly QuickReply[]): Part[] {
  const pieces = split(words === '' ? actions.map(titleOf).join('\n') : words, BUTTON_TEXT);
  const last = pieces.pop() ?? '';
  const button = template({ template_type: 'button', text: last, buttons: buttonsOf(actions) });
  const texts = split(pieces.join('\n'), TEXT).map((text) => ({ message: { text } }));
  return [...texts, withChips(button, chips)];
}

function withChips(part: Part, chips: readonly QuickReply[]): Part {
  return chips.length === 0 ? part : { ...part, message: { ...part.message, quick_replies: chips } };
}

/** The text with its choices: chips under the last bubble, in full above when chips cannot say them. */
function textParts(words: string, actions: readonly CardAction[], locale: string | undefined): Part[] {
  const { answers, ways } = sortActions(actions);
  const buttons = buttonsOf(ways);
  const isTemplate = ways.length > 0 && buttons.length === ways.length && ways.length <= BUTTONS_MOST;
  const invite = locale?.startsWith('en') ? 'Reply with a number:' : 'Balas dengan angka:';
  const list = needsNumbers(answers) ? `${invite}\n${numbered(answers)}` : '';
  const whole = [words, ...(isTemplate ? [] : [wayLines(ways)]), list].filter((one) => one !== '').join('\n\n');
  const chips = quickReplies(answers);
  if (isTemplate) return withButtons(whole, ways, chips);
  const pieces = split(whole === '' ? answers.map(titleOf).join('\n') : whole, TEXT);
  return pieces.map((text, index) =>
    index === pieces.length - 1 ? withChips({ message: { text } }, chips) : { message: { text } },
  );
}

/** Elements of generic templates, ten in each. */
function carouselParts(cards: readonly Card[]): Part[] {
  const parts: Part[] = [];
  for (let at = 0; at < cards.length; at += ELEMENTS_MOST) {
    const elements = cards.slice(at, at + ELEMENTS_MOST).map(elementOf);
    parts.push(template({ template_type: 'generic', elements }));
  }
  return parts;
}

/**
 * The parts of a message, in the order in which they are sent: files, then words and cards. Chips vanish with the next
 * bubble, so whatever carries them comes last. `[]` for what is not a message.
 */
export function render(activity: Partial<Activity>): readonly Part[] {
  if (activity.type !== 'message') return [];
  const { media, carousel, words, actions } = contentOf(activity);
  const cards = carouselParts(carousel);
  const before = [...media, ...cards];
  const last = before.at(-1);
  const { answers, ways } = sortActions(actions);
  if (last && words === '' && ways.length === 0 && !needsNumbers(answers))
    return [...before.slice(0, -1), withChips(last, quickReplies(answers))];
  const text = textParts(words, actions, activity.locale);
  return actions.length > 0 ? [...before, ...text] : [...media, ...text, ...cards];
}
