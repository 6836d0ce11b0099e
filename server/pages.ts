import { createHash, randomBytes } from 'node:crypto';
import { type HttpRequest, type HttpResponse, problem, type Route } from '../domain/http.ts';
import { type Asset, loadAssets } from './pages/assets.ts';
import { chatWords } from './pages/chat-words.ts';
import { type DemoPersona, personaRows } from './pages/personas.ts';
import { chatPolicy, DEMO_POLICY } from './pages/policy.ts';
import { fill, page } from './pages/template.ts';

export interface PagesOptions {
  /** Where this server is reached, without a slash at the end. */
  readonly publicUrl: string;
  /** Sites that may show the chat in a frame. */
  readonly origins: readonly string[];
  /** Invented people for the demo page; none in production. */
  readonly personas: readonly DemoPersona[];
  /** The simulated phones as a section of the demo page, while there are any. */
  readonly phones?: string;
}

/** A year: an asset's address changes with its content. */
const FOREVER = 'public, max-age=31536000, immutable';
/** `embed.js` is named by other sites and must change under the same name. */
const SHORT = 'public, max-age=300';

const html = (body: string, policy: string): HttpResponse => ({
  status: 200,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy,
    'cache-control': 'no-cache',
    // The chat needs none of them, and a frame must not be able to ask.
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  },
  body,
});

async function asset(found: Asset, request: HttpRequest, cache: string): Promise<HttpResponse> {
  const headers = {
    'content-type': found.type,
    etag: found.etag,
    'cache-control': cache,
    vary: 'Accept-Encoding',
    // Any site may show our script and pictures; they hold nothing of anybody.
    'cross-origin-resource-policy': 'cross-origin',
  };
  if (request.headers['if-none-match'] === found.etag) return { status: 304, headers };
  const { encoding, bytes } = await found.encoded(request.headers['accept-encoding'] ?? '');
  return {
    status: 200,
    headers: encoding === undefined ? headers : { ...headers, 'content-encoding': encoding },
    body: bytes,
  };
}

const NOT_FOUND = problem(404, 'not_found', 'There is nothing at this address.');

function demoPage({ publicUrl, personas, phones = '' }: PagesOptions, version: string): string {
  const trial = personas.length > 0;
  return fill(
    page('demo.html'),
    { version, publicUrl },
    {
      notice: trial
        ? '<p class="notice">Situs peragaan: kementerian, orang, tempat, dan jadwal di sini karangan.</p>'
        : '',
      menu: [
        ...(phones ? ['<li><a href="#ponsel">Coba di ponsel</a></li>'] : []),
        ...(trial ? ['<li><a href="#coba">Data contoh</a></li>'] : []),
      ].join('\n      '),
      personas: personaRows(personas),
      // Filled while the simulator stands in for WhatsApp and Messenger.
      phones,
    },
  );
}

/** `GET /` (the demo page), `/chat` (the chat alone, and in a frame), `/embed.js`, and the files that they need. */
export function pageRoutes(options: PagesOptions): readonly Route[] {
  const assets = loadAssets();
  const etags = [...assets.values()].map((one) => one.etag).join();
  const version = createHash('sha256').update(etags).digest('hex').slice(0, 12);
  const demo = demoPage(options, version);
  const chat = page('chat.html');
  const served = (name: string, request: HttpRequest, cache: string): Promise<HttpResponse> => {
    const found = assets.get(name);
    return found ? asset(found, request, cache) : Promise.resolve(NOT_FOUND);
  };

  return [
    { method: 'GET', path: '/', handle: async () => html(demo, DEMO_POLICY) },
    {
      method: 'GET',
      path: '/chat',
      async handle({ query }) {
        const nonce = randomBytes(16).toString('base64');
        const texts = { version, nonce, home: options.publicUrl, ...chatWords(query.get('lang')) };
        return html(fill(chat, texts, {}), chatPolicy(options, nonce));
      },
    },
    { method: 'GET', path: '/embed.js', handle: (request) => served('embed.js', request, SHORT) },
    {
      method: 'GET',
      path: '/assets/:version/:name',
      // An old page may ask for a file of the version before: it gets today's, but keeps it for a short time only.
      handle: (request) =>
        served(request.params['name'] ?? '', request, request.params['version'] === version ? FOREVER : SHORT),
    },
  ];
}
