import type { MediaItem } from './media.ts';
import type { Sim } from './sim.ts';

/** What Meta takes: kinds of content and bytes. Source: Meta, Cloud API, "Media", supported types. */
const MB = 1_048_576;
interface Rule {
  readonly mimes: RegExp;
  readonly most: number;
}
const WHATSAPP: Readonly<Record<string, Rule>> = {
  image: { mimes: /^image\/(jpeg|png)$/, most: 5 * MB },
  audio: { mimes: /^audio\/(aac|amr|mpeg|mp4|ogg)$/, most: 16 * MB },
  video: { mimes: /^video\/(mp4|3gpp)$/, most: 16 * MB },
  document: {
    mimes:
      /^(text\/(plain|calendar|csv)|application\/(pdf|msword|vnd\.ms-(excel|powerpoint)|vnd\.openxmlformats-officedocument\..+))$/,
    most: 100 * MB,
  },
  sticker: { mimes: /^image\/webp$/, most: 500 * 1024 },
};
const MESSENGER: Readonly<Record<string, Rule>> = {
  image: { mimes: /^image\//, most: 25 * MB },
  audio: { mimes: /^audio\//, most: 25 * MB },
  video: { mimes: /^video\//, most: 25 * MB },
  file: { mimes: /./, most: 25 * MB },
};
export const MEDIA_RULES = { whatsapp: WHATSAPP, messenger: MESSENGER } as const;

export const plainMime = (type: string): string => (type.split(';')[0] ?? '').trim().toLowerCase();

/** Why these bytes cannot be sent as this kind, in words; nothing when they can. */
export function mediaFault(
  channel: 'whatsapp' | 'messenger',
  kind: string,
  mime: string,
  size: number,
): string | undefined {
  const rule = MEDIA_RULES[channel][kind];
  if (!rule) return `there is no media of the kind ${kind}`;
  if (!rule.mimes.test(plainMime(mime))) return `${plainMime(mime)} cannot be sent as ${kind}`;
  return size > rule.most ? `${size} bytes are more than the ${rule.most} allowed for ${kind}` : undefined;
}

const PATIENCE_MS = 5_000;

export interface Fetching {
  readonly channel: 'whatsapp' | 'messenger';
  readonly kind: string;
  readonly link: string;
  readonly owner: string;
  readonly filename?: string | undefined;
}

/** Fetches a link as Meta does before it sends. The item, or why not. */
export async function fetchMedia(sim: Sim, fetching: Fetching): Promise<MediaItem | string> {
  const { channel, kind, link, owner, filename } = fetching;
  try {
    const answer = await fetch(link, { signal: AbortSignal.timeout(PATIENCE_MS) });
    const bytes = Buffer.from(await answer.arrayBuffer());
    if (!answer.ok) return `the link answered ${answer.status}`;
    const mime = plainMime(answer.headers.get('content-type') ?? '');
    const fault = mediaFault(channel, kind, mime, bytes.length);
    return fault ?? sim.media.put({ mime, bytes, owner, filename, at: sim.clock() });
  } catch {
    return 'the link could not be fetched';
  }
}
