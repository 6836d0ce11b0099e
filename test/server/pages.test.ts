import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { escapeHtml } from '../../domain/html.ts';
import type { HttpResponse } from '../../domain/http.ts';
import { samplePersonas } from '../../registry/sample.ts';
import { type PagesOptions, pageRoutes } from '../../server/pages.ts';
import { servers } from './support/serve.ts';

const OPTIONS: PagesOptions = {
  publicUrl: 'https://chat.example.go.id',
  origins: ['https://chat.example.go.id', 'https://www.example.go.id'],
  personas: samplePersonas(),
};
const routes = pageRoutes(OPTIONS);

function get(path: string, headers: Record<string, string> = {}, from = routes): Promise<HttpResponse> {
  const url = new URL(path, 'http://here');
  const route = from.find((one) => new RegExp(`^${one.path.replaceAll(/:\w+/g, '[^/]+')}$`).test(url.pathname));
  if (!route) throw new Error(`no route for ${path}`);
  const [, , version = '', name = ''] = url.pathname.split('/');
  const params = { version, name };
  const common = { method: 'GET', path: url.pathname, query: url.searchParams, remote: '127.0.0.1' };
  return route.handle({ ...common, params, headers, body: Buffer.alloc(0) });
}
const text = ({ body }: HttpResponse): string => String(body);
const policy = (answer: HttpResponse): string => answer.headers?.['content-security-policy'] ?? '';

describe('the pages', () => {
  test('the demo page lists every invented person, and in production none', async () => {
    const demo = text(await get('/'));
    for (const { answers } of samplePersonas()) {
      expect(demo).toContain(escapeHtml(answers.name));
      expect(demo).toContain(answers.nik);
    }
    const real = text(await get('/', {}, pageRoutes({ ...OPTIONS, personas: [] })));
    expect(real).not.toMatch(/Contoh|karangan|peragaan/);
    expect(real).toContain('Daftar vaksinasi');
  });

  test.each(['/', '/chat', '/chat?lang=en'])('%s has nothing left to fill in, and nothing of others', async (path) => {
    const page = text(await get(path));
    expect(page).not.toMatch(/\{\{|undefined/);
    const addresses = [...page.matchAll(/<[^>]+ (?:src|href)="([^"#]+)"/g)].map(([, address]) => address);
    expect(addresses.filter((address) => !/^(\/|tel:119$)/.test(address ?? ''))).toEqual([]);
  });

  test('the chat speaks the language of the page around it', async () => {
    expect(text(await get('/chat'))).toMatch(/<html lang="id">[\s\S]*Membuka obrolan/);
    expect(text(await get('/chat?lang=en-GB'))).toMatch(/<html lang="en">[\s\S]*Opening the chat/);
    expect(text(await get('/chat?lang=%22%3E%3Cscript%3E'))).toContain('<html lang="id">');
  });

  test('the chat runs no script but ours, and shows in frames of the named sites only', async () => {
    const [one, two] = [await get('/chat'), await get('/chat')];
    expect(policy(one)).toContain("default-src 'none'; script-src 'self';");
    expect(policy(one)).not.toMatch(/unsafe|\*/);
    expect(policy(one)).toContain("frame-ancestors 'self' https://chat.example.go.id https://www.example.go.id");
    expect(policy(one)).toContain('wss://chat.example.go.id');
    const nonce = /'nonce-([^']+)'/.exec(policy(one))?.[1] ?? 'none';
    expect(text(one)).toContain(`data-nonce="${nonce}"`);
    expect(policy(two)).not.toContain(nonce);
  });

  test('the demo page cannot be put in a frame', async () => {
    expect(policy(await get('/'))).toMatch(/frame-ancestors 'none'/);
  });
});

describe('their files', () => {
  const linked = async (): Promise<string[]> => {
    const pages = text(await get('/')) + text(await get('/chat'));
    return [...pages.matchAll(/(?:src|href)="(\/(?:assets\/[^"]+|embed\.js))"/g)].map(([, path]) => path ?? '');
  };

  test('every file that a page or a module names is there', async () => {
    const paths = await linked();
    expect(paths.length).toBeGreaterThan(4);
    const base = paths.find((path) => path.endsWith('/chat.js'))?.replace('chat.js', '') ?? '';
    for (const path of paths) {
      const file = await get(path);
      expect(file.status).toBe(200);
      const named = /\/webchat\.js$/.test(path) ? [] : [...text(file).matchAll(/from '\.\/([\w-]+\.js)'/g)];
      for (const [, name] of named) expect((await get(`${base}${name}`)).status).toBe(200);
    }
  });

  test('are kept for a year under an address that names their content, embed.js for minutes', async () => {
    const [path = ''] = (await linked()).filter((one) => one.endsWith('chat.css'));
    expect((await get(path)).headers?.['cache-control']).toMatch(/immutable/);
    expect((await get('/assets/older/chat.css')).headers?.['cache-control']).toBe('public, max-age=300');
    expect((await get('/embed.js')).headers?.['cache-control']).toBe('public, max-age=300');
  });

  test('travel compressed, and not at all when the browser has them', async () => {
    const plain = await get('/assets/1/webchat.js');
    const packed = await get('/assets/1/webchat.js', { 'accept-encoding': 'gzip, deflate, br' });
    expect(packed.headers?.['content-encoding']).toBe('br');
    expect(brotliDecompressSync(packed.body as Buffer).equals(plain.body as Buffer)).toBe(true);
    expect((packed.body as Buffer).length).toBeLessThan((plain.body as Buffer).length / 3);
    const zipped = await get('/embed.js', { 'accept-encoding': 'gzip' });
    expect(gunzipSync(zipped.body as Buffer).equals((await get('/embed.js')).body as Buffer)).toBe(true);
    const again = await get('/assets/1/webchat.js', { 'if-none-match': plain.headers?.['etag'] ?? '' });
    expect(again).toMatchObject({ status: 304 });
    expect(again.body).toBeUndefined();
  });

  test.each(['app.ts', 'demo.html', '__proto__', 'vendor'])('%s is not served', async (name) => {
    expect((await get(`/assets/1/${name}`)).status).toBe(404);
  });
});

describe('over a real socket', () => {
  const serve = servers();
  test('no old header contradicts the policy on frames', async () => {
    const { url } = await serve([...routes]);
    const chat = await fetch(`${url}/chat`);
    expect(chat.status).toBe(200);
    expect(chat.headers.get('x-frame-options')).toBeNull();
    expect(chat.headers.get('x-content-type-options')).toBe('nosniff');
    const climbing = await fetch(`${url}/assets/1/..%2f..%2fpackage.json`);
    expect(climbing.status).toBe(404);
  });
});
