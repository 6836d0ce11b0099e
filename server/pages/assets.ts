import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** A file that browsers ask for. */
export interface Asset {
  readonly type: string;
  readonly etag: string;
  /** The bytes in the best encoding that the browser takes. Compressed at the first request for it, then kept. */
  encoded(accepted: string): Promise<{ readonly encoding?: 'br' | 'gzip'; readonly bytes: Buffer }>;
}

const PUBLIC = join(import.meta.dirname, '..', 'public');
/** What the pages are made of. A file that is not named here is not served. */
const FILES: readonly (readonly [name: string, file: string])[] = [
  ...['embed.js', 'demo.css', 'emblem.svg', 'chat.css'],
  ...[
    'chat.js',
    'fit.js',
    'frame.js',
    'keep.js',
    'line.js',
    'look.js',
    'post.js',
    'show.js',
    'subject.js',
    'unread.js',
    'words.js',
  ],
].map((name) => [name, name] as const);
const BUNDLE = ['webchat.js', 'vendor/webchat-minimal.js'] as const;
const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
};
/** 9 of 11: within 1 % of the best for this bundle, at a tenth of the time. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };

const compressed = {
  br: (bytes: Buffer) => promisify(brotliCompress)(bytes, BROTLI),
  gzip: (bytes: Buffer) => promisify(gzip)(bytes, { level: 9 }),
};

function open(file: string): Asset {
  const bytes = readFileSync(join(PUBLIC, file));
  const ready = new Map<'br' | 'gzip', Promise<Buffer>>();
  return {
    type: TYPES[file.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
    etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
    async encoded(accepted) {
      const encoding = (['br', 'gzip'] as const).find((one) => new RegExp(`\\b${one}\\b`).test(accepted));
      if (encoding === undefined) return { bytes };
      let packed = ready.get(encoding);
      if (!packed) {
        // In zlib's own threads: the event loop goes on with other people's turns.
        packed = compressed[encoding](bytes);
        ready.set(encoding, packed);
      }
      return { encoding, bytes: await packed };
    },
  };
}

/** Every file of the pages by its name. Reads them all: about 2 MB, once at start. */
export function loadAssets(): ReadonlyMap<string, Asset> {
  return new Map([...FILES, BUNDLE].map(([name, file]) => [name, open(file)]));
}
