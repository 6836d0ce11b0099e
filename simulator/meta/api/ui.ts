import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type HttpResponse, problem, type Route } from '../../../domain/http.ts';

const PUBLIC = join(import.meta.dirname, '..', '..', 'public');
const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
};

/** In the order in which they build on each other. */
const SHEETS = ['page', 'device', 'bubble', 'whatsapp', 'messenger', 'sheet'];

const BESIDE =
  'Dua ponsel peraga dan obrolan di situs, dengan layanan yang sama di belakangnya. Mulailah di satu, ketik PINDAH HP, dan teruskan di yang lain.';
const ALONE = 'Yang ditulis di sini sampai ke bot Anda lewat webhook, bertanda tangan, seperti dari Meta.';

interface File {
  readonly type: string;
  readonly bytes: Buffer;
}

/** The phones' scripts and styles by name, and a version that changes with any of them. Read once. */
function load(): { files: ReadonlyMap<string, File>; version: string } {
  const hash = createHash('sha256');
  const files = new Map<string, File>();
  for (const name of readdirSync(PUBLIC).sort()) {
    const type = TYPES[name.split('.').at(-1) ?? ''];
    if (type === undefined) continue;
    const bytes = readFileSync(join(PUBLIC, name));
    hash.update(bytes);
    files.set(name, { type, bytes });
  }
  return { files, version: hash.digest('hex').slice(0, 12) };
}

export interface PhonesPage {
  readonly routes: readonly Route[];
  /** The section of a page on which the phones appear. Needs `script-src`, `style-src`, `connect-src` and `img-src 'self'`. */
  readonly html: string;
}

export interface PhonesPageOptions {
  /** Address of a web chat to stand beside the phones. */
  readonly webchat?: string;
}

/** The phones as a part of a page: its HTML, and the routes of what that loads. */
export function phonesPage({ webchat }: PhonesPageOptions = {}): PhonesPage {
  const { files, version } = load();
  // The version stands in the path, so that the scripts' own imports of each other carry it too.
  const base = `/simulator/ui/${version}`;
  const styles = SHEETS.map((name) => `<link rel="stylesheet" href="${base}/${name}.css">`).join('\n');
  const serve = (name: string): HttpResponse => {
    const file = files.get(name);
    if (!file) return problem(404, 'not_found', 'There is no such file.');
    const headers = { 'content-type': file.type, 'cache-control': 'public, max-age=3600' };
    return { status: 200, headers, body: file.bytes };
  };
  return {
    routes: [
      {
        method: 'GET',
        path: '/simulator/ui/:version/:name',
        handle: async ({ params }) => serve(params['name'] ?? ''),
      },
    ],
    html: `<section id="ponsel" class="wide" aria-labelledby="ponsel-judul">
${styles}
<h2 id="ponsel-judul">${webchat === undefined ? 'Ponsel peraga' : 'Coba di tiga kanal'}</h2>
<p>${webchat === undefined ? ALONE : BESIDE}</p>
<div class="stage"${webchat === undefined ? '' : ` data-webchat="${webchat}"`}></div>
<noscript><p>Ponsel peraga memerlukan JavaScript.</p></noscript>
<script type="module" src="${base}/phones.js"></script>
</section>`,
  };
}
