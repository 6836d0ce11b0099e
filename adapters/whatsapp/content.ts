import type { Activity, Attachment } from 'botframework-schema';
import { plainJson } from '../webchat/plain.ts';
import { digitsOf, idOf, number, part, parts, type Raw, text, words } from './reading.ts';

/** Characters of a text (§1.6: 4,096) and of a caption. */
const TEXT_MOST = 4_096;
const CAPTION_MOST = 1_024;
const FLOW_LIMITS = { depth: 8, nodes: 400, chars: 16_000 };
const FLOW_MOST = 64_000;
/** What `options.ts` puts before a title in place of a value that is too long for an id. */
export const TITLE_ID = 't:';

/** What a message is made of. `undefined` in its place: nothing in it is for the bot. */
export type Content = Partial<Pick<Activity, 'type' | 'text' | 'value' | 'attachments' | 'entities' | 'name'>> & {
  /** Goes into `channelData.whatsapp`. */
  readonly extra?: Readonly<Record<string, unknown>>;
};

const MIME = /^[\w.+-]{1,64}\/[\w.+-]{1,64}$/;

/** The bot learns that there is a file and of which kind; its bytes stay at Meta until a dialog asks for them. */
function media(message: Raw, kind: string, fallback: string, name?: string): Content {
  const file = part(message, kind);
  const declared = text(file, 'mime_type')?.split(';')[0]?.trim() ?? '';
  const contentType = MIME.test(declared) ? declared : fallback;
  const attachment: Attachment = { contentType, ...(name === undefined ? {} : { name }) };
  const caption = words(file, 'caption', CAPTION_MOST);
  const id = idOf(file, 'id');
  return {
    text: caption ?? '',
    attachments: [attachment],
    ...(id === undefined ? {} : { extra: { media: { id, contentType } } }),
  };
}

/** A pressed button or row. The id is the value we gave it, or its title when that value was too long for an id. */
function pressed(reply: Raw): Content {
  const id = text(reply, 'id', 1_000) ?? '';
  const title = words(reply, 'title', 400) ?? '';
  if (id.startsWith(TITLE_ID)) return { text: id.slice(TITLE_ID.length) };
  return id === '' ? { text: title } : { text: title, value: id };
}

/** A form filled in (a Flow). `response_json` is a text with JSON, sometimes broken (§1.6). */
function flow(reply: Raw): Content {
  const json = reply['response_json'];
  let answers: unknown;
  try {
    answers = typeof json === 'string' && json.length <= FLOW_MOST ? JSON.parse(json) : undefined;
  } catch {
    answers = undefined;
  }
  const value = plainJson(answers, FLOW_LIMITS);
  // Its words ("Sent") are the button's, not the citizen's. A broken one is a form all the same, and no empty message.
  return { text: '', name: text(reply, 'name') ?? 'flow', value: value ?? {}, extra: { flow: true } };
}

function interactive(message: Raw): Content {
  const inner = part(message, 'interactive');
  if (inner['type'] === 'button_reply') return pressed(part(inner, 'button_reply'));
  if (inner['type'] === 'list_reply') return pressed(part(inner, 'list_reply'));
  if (inner['type'] === 'nfm_reply') return flow(part(inner, 'nfm_reply'));
  return unknown(text(inner, 'type'));
}

function location(message: Raw): Content | undefined {
  const place = part(message, 'location');
  const latitude = number(place, 'latitude');
  const longitude = number(place, 'longitude');
  if (latitude === undefined || longitude === undefined) return unknown('location');
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return unknown('location');
  const geo = { type: 'GeoCoordinates', latitude, longitude };
  const names = { name: words(place, 'name', 200), address: words(place, 'address', 400) };
  return { text: '', entities: [{ ...geo, ...names }], extra: { location: { latitude, longitude } } };
}

/** Cards of people. Only the citizen's own number, given by the button that asks for it, is an answer (§1.4). */
function cards(message: Raw): Content {
  const [card = {}] = parts(message, 'contacts');
  const phone = parts(card, 'phones')
    .map((one) => digitsOf(one, 'wa_id') ?? digitsOf({ phone: text(one, 'phone')?.replace(/[\s()-]/g, '') }, 'phone'))
    .find((one) => one !== undefined);
  if (card['origin'] === 'contact_request' && phone !== undefined) return { text: `+${phone}` };
  return { text: '', attachments: [{ contentType: 'text/vcard' }] };
}

/** Something new, or nothing that a citizen does on purpose: said once that it cannot be read. */
function unknown(what: string | undefined): Content {
  return { text: '', attachments: [{ contentType: 'application/octet-stream', name: 'unsupported' }], extra: { what } };
}

/**
 * §1.6: `unsupported` also comes when another business writes to us. Its bot would answer ours for ever, so only what
 * is named as a citizen's doing (a poll, say) gets an answer.
 */
function unsupported(message: Raw): Content | undefined {
  const kind = text(part(message, 'unsupported'), 'type');
  return kind === undefined ? undefined : unknown(kind);
}

type Reader = (message: Raw) => Content | undefined;

const READERS: Readonly<Record<string, Reader>> = {
  text: (message) => ({ text: words(part(message, 'text'), 'body', TEXT_MOST) ?? '' }),
  button: (message) => {
    const button = part(message, 'button');
    return pressed({ id: button['payload'], title: button['text'] });
  },
  interactive,
  location,
  contacts: cards,
  image: (message) => media(message, 'image', 'image/jpeg'),
  video: (message) => media(message, 'video', 'video/mp4'),
  audio: (message) => media(message, 'audio', 'audio/ogg'),
  voice: (message) => media(message, 'voice', 'audio/ogg'),
  document: (message) => media(message, 'document', 'application/octet-stream'),
  sticker: (message) => media(message, 'sticker', 'image/webp', 'sticker'),
  order: () => unknown('order'),
  edit: () => ({ type: 'messageUpdate', text: '' }),
  unsupported,
  unknown: unsupported,
  // Nothing to answer: a heart on a message, a message taken back, a chat opened for the first time.
  reaction: () => undefined,
  revoke: () => undefined,
  request_welcome: () => undefined,
};

/** What the bot gets of a message; `undefined` when it gets nothing. */
export function contentOf(message: Raw): Content | undefined {
  const type = text(message, 'type', 64) ?? '';
  const reader = Object.hasOwn(READERS, type) ? READERS[type] : undefined;
  return reader ? reader(message) : unknown(type);
}
