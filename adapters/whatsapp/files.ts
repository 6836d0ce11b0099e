import type { Attachment } from 'botframework-schema';
import type { MediaFile } from '../meta/media.ts';
import { cut, fits } from '../meta/text.ts';
import { LIMITS, type Message, type Part } from './message.ts';

type Kind = 'image' | 'video' | 'audio' | 'document';

/** What the app shows in the chat; anything else is a document (§1.10). */
const SHOWN: Readonly<Record<string, Kind>> = {
  'image/jpeg': 'image',
  'image/png': 'image',
  'video/mp4': 'video',
  'video/3gpp': 'video',
  'audio/aac': 'audio',
  'audio/amr': 'audio',
  'audio/mpeg': 'audio',
  'audio/mp4': 'audio',
  'audio/ogg': 'audio',
};
const DATA = /^data:([\w.+-]+\/[\w.+-]+)(?:;[\w=.+-]+)*;base64,([A-Za-z0-9+/=_-]+)$/;
const WEB = /^https?:\/\/\S+$/i;

/** A file that can be sent: as bytes that are uploaded first, or by its address. */
export interface File {
  readonly kind: Kind;
  readonly name: string;
  readonly from: { readonly link: string } | { readonly upload: MediaFile };
}

function typeOf({ contentType }: Attachment): string {
  const given: unknown = contentType;
  return typeof given === 'string' ? (given.split(';')[0] ?? '').trim().toLowerCase() : '';
}

/** `undefined` for what is no file, or cannot be reached by Meta. */
export function fileOf(attachment: Attachment): File | undefined {
  const url: unknown = attachment.contentUrl;
  if (typeof url !== 'string') return undefined;
  const given: unknown = attachment.name;
  const name = cut(typeof given === 'string' && given !== '' ? given : 'berkas', LIMITS.fileName);
  const [, dataType, base64] = DATA.exec(url) ?? [];
  const contentType = dataType ?? typeOf(attachment);
  const kind = SHOWN[contentType] ?? 'document';
  if (base64 !== undefined)
    return { kind, name, from: { upload: { contentType, name, bytes: Buffer.from(base64, 'base64') } } };
  return WEB.test(url) ? { kind, name, from: { link: url } } : undefined;
}

/** Makes a part with the file in it: at once with a link, after the upload with an id. */
export function withFile({ from }: File, make: (source: object) => Message): Part {
  if ('link' in from) return { message: make({ link: from.link }) };
  return { upload: from.upload, put: (id) => make({ id }) };
}

export const takesCaption = (file: File, text: string): boolean => file.kind !== 'audio' && fits(text, LIMITS.body);

/** A file as a message of its own. */
export function filePart(file: File, caption = ''): Part {
  const { kind, name } = file;
  const under = caption === '' || kind === 'audio' ? {} : { caption };
  const named = kind === 'document' ? { filename: name } : {};
  return withFile(file, (source) => ({ type: kind, [kind]: { ...source, ...under, ...named } }));
}
