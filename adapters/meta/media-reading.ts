/**
 * What a citizen sent, fetched because a dialog asks for it: from Meta's own hosts, of a wanted type, up to a size, once.
 * It goes to whoever asked and nowhere else; nothing of it is kept. No dialog asks for anything yet, and why: ADR 0019.
 */
import { createHash } from 'node:crypto';
import { request } from 'undici';
import type { Graph } from './graph.ts';

/** Where it is. WhatsApp names an id, which leads to an address for five minutes; Messenger gives the address. */
export type MediaSource =
  | { readonly channel: 'whatsapp'; readonly id: string; readonly token: string }
  | { readonly channel: 'messenger'; readonly url: string };

/** What may come. */
export interface MediaWish {
  /** Media types without parameters: `image/jpeg`. */
  readonly types: readonly string[];
  readonly mostBytes: number;
}

/** `refused`: it is not what was wished for, or not from where it may be. `away`: it may be there later. */
export type MediaRead =
  | { readonly kind: 'ok'; readonly contentType: string; readonly bytes: Buffer }
  | { readonly kind: 'refused'; readonly reason: 'host' | 'type' | 'size' | 'damaged' | 'gone' }
  | { readonly kind: 'away' };

export interface MediaReader {
  /** Never rejects. */
  read(source: MediaSource, wish: MediaWish): Promise<MediaRead>;
}

/** Hosts of Meta's media. Source: WhatsApp Cloud API, "Media"; addresses in Messenger's attachments. */
const HOSTS = ['lookaside.fbsbx.com', 'cdn.fbsbx.com'] as const;
const CDN = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.fbcdn\.net$/;
const TIMEOUT_MS = 20_000;

const refused = (reason: 'host' | 'type' | 'size' | 'damaged' | 'gone'): MediaRead => ({ kind: 'refused', reason });
const plainType = (type: string): string => type.split(';')[0]?.trim().toLowerCase() ?? '';

/** The first bytes of what calls itself a picture: a type is easily claimed. */
const SIGNS: Readonly<Record<string, readonly string[]>> = {
  'image/jpeg': ['ffd8ff'],
  'image/png': ['89504e470d0a1a0a'],
  'image/webp': ['52494646'],
  'application/pdf': ['25504446'],
};

function isWhatItSays(contentType: string, bytes: Buffer): boolean {
  const signs = SIGNS[contentType];
  return signs === undefined || signs.some((sign) => bytes.subarray(0, sign.length / 2).toString('hex') === sign);
}

/** Base64 in webhooks, hexadecimal at the Graph API: both are met. */
function isWhole(bytes: Buffer, sha256: string | undefined): boolean {
  if (sha256 === undefined) return true;
  const digest = createHash('sha256').update(bytes);
  const hex = digest.copy().digest('hex');
  return sha256.toLowerCase() === hex || sha256 === digest.digest('base64');
}

export interface MediaReaderOptions {
  readonly graph: Graph;
  /** The Graph API's own address: its host may give media too, as a proxy or the simulator does. */
  readonly graphBaseUrl: string;
}

export function createMediaReader({ graph, graphBaseUrl }: MediaReaderOptions): MediaReader {
  const { origin } = new URL(graphBaseUrl);

  function isAllowed(url: URL): boolean {
    if (url.origin === origin) return true;
    if (url.protocol !== 'https:' || url.port !== '' || url.username !== '') return false;
    return HOSTS.some((host) => host === url.hostname) || CDN.test(url.hostname);
  }

  async function bytesOf(body: AsyncIterable<Buffer>, most: number): Promise<Buffer | undefined> {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of body) {
      size += chunk.length;
      // Leaving the loop closes the connection: no more of it comes.
      if (size > most) return undefined;
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  }

  async function fetchFrom(
    address: string,
    token: string | undefined,
    wish: MediaWish,
    sha256?: string,
  ): Promise<MediaRead> {
    const url = URL.canParse(address) ? new URL(address) : undefined;
    if (!url || !isAllowed(url)) return refused('host');
    const headers = {
      'user-agent': 'sapa-vaksin',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    };
    // Redirects are not followed: they could lead anywhere, and the token with them.
    const answer = await request(url, { headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
    const contentType = plainType(String(answer.headers['content-type'] ?? ''));
    // A body that is put away unread says so by an error, which must find somebody who listens.
    answer.body.on('error', () => {});
    const end = (read: MediaRead): MediaRead => {
      answer.body.destroy();
      return read;
    };
    if (answer.statusCode === 404 || answer.statusCode === 410) return end(refused('gone'));
    if (answer.statusCode !== 200) return end(answer.statusCode < 400 ? refused('host') : { kind: 'away' });
    if (!wish.types.includes(contentType)) return end(refused('type'));
    if (Number(answer.headers['content-length'] ?? 0) > wish.mostBytes) return end(refused('size'));
    const bytes = await bytesOf(answer.body, wish.mostBytes);
    if (!bytes) return refused('size');
    if (!isWhatItSays(contentType, bytes)) return refused('type');
    return isWhole(bytes, sha256) ? { kind: 'ok', contentType, bytes } : refused('damaged');
  }

  async function readWhatsapp(id: string, token: string, wish: MediaWish): Promise<MediaRead> {
    if (!/^\d{1,40}$/.test(id)) return refused('gone');
    const answer = await graph.call({ method: 'GET', path: `/${id}`, token });
    if (answer.kind === 'error' && answer.status < 500) return refused('gone');
    if (answer.kind !== 'ok') return { kind: 'away' };
    const { url, mime_type: type, file_size: size, sha256 } = answer.body;
    if (typeof url !== 'string') return { kind: 'away' };
    if (typeof type === 'string' && !wish.types.includes(plainType(type))) return refused('type');
    if (typeof size === 'number' && size > wish.mostBytes) return refused('size');
    return fetchFrom(url, token, wish, typeof sha256 === 'string' ? sha256 : undefined);
  }

  return {
    async read(source, wish) {
      try {
        if (source.channel === 'whatsapp') return await readWhatsapp(source.id, source.token, wish);
        // Messenger's addresses need no token, and get none.
        return await fetchFrom(source.url, undefined, wish);
      } catch {
        return { kind: 'away' };
      }
    },
  };
}
