import type { Attachment, Entity } from 'botframework-schema';
import { number, type Raw, record, text } from './reading.ts';

/** What a citizen attached, as the dialogs need it: kinds of files, a place, or a thumb held up. */
export interface Attached {
  readonly files: readonly Attachment[];
  readonly place?: Entity;
  /** The sticker that means yes, as the sign that a keyboard would send. */
  readonly thumb?: string;
}

/** Messenger's own thumbs-up in its three sizes. Source: Messenger Platform, "Thumbs-up sticker". */
const THUMBS = new Set(['369239263222822', '369239343222814', '369239383222810']);
const FILES_MOST = 10;
const URL_MOST = 2_000;

/** Messenger names kinds, not media types. What is no file of the citizen's own is a share. */
const TYPES: Readonly<Record<string, string>> = {
  image: 'image/*',
  audio: 'audio/*',
  video: 'video/*',
  file: 'application/octet-stream',
  sticker: 'image/*',
};
const SHARE = 'application/vnd.messenger.share';

/** Where it can be fetched, when a dialog asks for it. A relative address, as shares have, is none. */
function addressOf(payload: Raw | undefined): string | undefined {
  const url = text(payload, 'url', URL_MOST);
  return url !== undefined && /^https?:\/\//.test(url) ? url : undefined;
}

function stickerOf(payload: Raw | undefined): string | undefined {
  const sticker = number(payload, 'sticker_id');
  return sticker === undefined ? text(payload, 'sticker_id') : String(sticker);
}

function placeOf(payload: Raw | undefined, one: unknown): Entity | undefined {
  const at = record(payload, 'coordinates');
  const latitude = number(at, 'lat');
  const longitude = number(at, 'long');
  if (latitude === undefined || longitude === undefined) return undefined;
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return undefined;
  const name = text(one, 'title', 200);
  return { type: 'GeoCoordinates', latitude, longitude, ...(name === undefined ? {} : { name }) };
}

/**
 * Reads `message.attachments`. A sticker that came twice (as picture and as sticker, until August 2026) counts once; a link's
 * preview beside the text that has the link counts not at all.
 */
export function readAttachments(all: readonly unknown[], hasText: boolean): Attached {
  const files: Attachment[] = [];
  let place: Entity | undefined;
  let thumb: string | undefined;
  const stickers = new Set<string>();
  for (const one of all.slice(0, FILES_MOST)) {
    const kind = text(one, 'type', 40) ?? '';
    const payload = record(one, 'payload');
    const sticker = stickerOf(payload);
    place ??= kind === 'location' ? placeOf(payload, one) : undefined;
    if (kind === 'location' || (kind === 'fallback' && hasText)) continue;
    if (sticker !== undefined && stickers.has(sticker)) continue;
    if (sticker !== undefined) stickers.add(sticker);
    if (sticker !== undefined && THUMBS.has(sticker)) {
      thumb = '👍';
      continue;
    }
    const contentUrl = addressOf(payload);
    const contentType = TYPES[kind] ?? SHARE;
    files.push({
      contentType,
      ...(contentUrl === undefined ? {} : { contentUrl }),
      ...(sticker === undefined ? {} : { name: 'sticker' }),
    });
  }
  return { files, ...(place ? { place } : {}), ...(thumb === undefined ? {} : { thumb }) };
}
