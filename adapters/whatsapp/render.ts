import type { Activity, Attachment, CardAction } from 'botframework-schema';
import { sortActions } from '../meta/actions.ts';
import { shown } from '../meta/marks.ts';
import { cut } from '../meta/text.ts';
import { isRecord } from '../webchat/plain.ts';
import { type File, fileOf, filePart, takesCaption, withFile } from './files.ts';
import { LIMITS, type Part, wordsOf } from './message.ts';
import { type Header, textParts, withAnswers, withWays } from './options.ts';
import { number, words } from './reading.ts';

/** Everything of an activity that may be shown, in one bag. */
interface Gathered {
  text: string;
  readonly actions: CardAction[];
  readonly files: File[];
}

const CARDS = new Set([
  'application/vnd.microsoft.card.hero',
  'application/vnd.microsoft.card.thumbnail',
  'application/vnd.microsoft.card.signin',
]);

const isAction = (one: unknown): one is CardAction => isRecord(one) && typeof one['title'] === 'string';

function addText(into: Gathered, more: string): void {
  if (more !== '') into.text = into.text === '' ? more : `${into.text}\n\n${more}`;
}

/** A card of the SDK: its words below the text, its buttons among the actions, its pictures among the files. */
function addCard(into: Gathered, content: Record<string, unknown>, format: string | undefined): void {
  const part = (field: string): string => shown(words(content, field, 4_000) ?? '', format, 'whatsapp');
  const title = part('title');
  const lines = [title === '' ? '' : `*${title}*`, part('subtitle'), part('text')].filter((one) => one !== '');
  addText(into, lines.join('\n'));
  if (Array.isArray(content['buttons'])) into.actions.push(...content['buttons'].filter(isAction));
  for (const image of Array.isArray(content['images']) ? content['images'] : []) {
    const file = isRecord(image) && fileOf({ contentType: 'image/jpeg', contentUrl: String(image['url']) });
    if (file) into.files.push(file);
  }
}

function gather({ text, textFormat, suggestedActions, attachments }: Partial<Activity>): Gathered {
  const into: Gathered = { text: shown(text ?? '', textFormat, 'whatsapp').trim(), actions: [], files: [] };
  const list: unknown = attachments;
  for (const one of Array.isArray(list) ? (list.filter(isRecord) as unknown as Attachment[]) : []) {
    if (CARDS.has(one.contentType) && isRecord(one.content)) addCard(into, one.content, textFormat);
    const file = fileOf(one);
    if (file) into.files.push(file);
  }
  const suggested: unknown = suggestedActions?.actions;
  if (Array.isArray(suggested)) into.actions.push(...suggested.filter(isAction));
  return into;
}

/** A place in the activity's entities (`GeoCoordinates` of the SDK) as a pin on the map. */
function placeOf({ entities }: Partial<Activity>): Part[] {
  const place = Array.isArray(entities) ? entities.find((one) => one?.type === 'GeoCoordinates') : undefined;
  if (!place) return [];
  const latitude = number(place, 'latitude');
  const longitude = number(place, 'longitude');
  if (latitude === undefined || longitude === undefined) return [];
  const [name, address] = ['name', 'address'].map((field) => words(place, field, 1_000));
  const names = {
    ...(name === undefined ? {} : { name: cut(name, LIMITS.placeName) }),
    ...(address === undefined ? {} : { address: cut(address, LIMITS.placeName) }),
  };
  return [{ message: { type: 'location', location: { latitude, longitude, ...names } } }];
}

function withoutAnswers(text: string, files: readonly File[], rest: readonly Part[]): Part[] {
  const [first, ...others] = files;
  if (first && takesCaption(first, text))
    return [filePart(first, text), ...others.map((one) => filePart(one)), ...rest];
  return [...files.map((one) => filePart(one)), ...textParts(text), ...rest];
}

/**
 * An activity as WhatsApp messages, in order. Empty for what has nothing to show (typing, events). Answers to choose from
 * always stand on the last words, where the thumb is.
 */
export function render(activity: Partial<Activity>): readonly Part[] {
  if (activity.type !== 'message') return [];
  const gathered = gather(activity);
  const { answers, ways } = sortActions(gathered.actions);
  const { files } = gathered;
  const { text, link } = withWays(gathered.text, ways, answers.length === 0 && files.length === 0);
  const place = placeOf(activity);
  if (link) return [{ message: link }, ...place];
  if (answers.length === 0) return withoutAnswers(text, files, place);
  const [only, ...more] = files;
  const picture = only?.kind === 'image' && more.length === 0 && answers.length <= 3 ? only : undefined;
  const header: Header | undefined =
    picture && ((make) => withFile(picture, (source) => make({ type: 'image', image: source })));
  const asked = withAnswers(text, answers, wordsOf(activity.locale), header);
  // When the picture could not go into the question, it goes before it.
  const inside = picture && asked.some((one) => 'upload' in one || 'header' in Object(one.message['interactive']));
  return [...place, ...(inside ? [] : files.map((one) => filePart(one))), ...asked];
}
