import { createHash } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGraph, type Graph } from '../../adapters/meta/graph.ts';
import { createMediaUploads } from '../../adapters/meta/media.ts';
import { createMediaReader, type MediaReader } from '../../adapters/meta/media-reading.ts';

const PNG = Buffer.from('89504e470d0a1a0a00000000', 'hex');
const WISH = { types: ['image/png', 'image/jpeg'], mostBytes: 1_000 };

/** What the server has at a path, and what it says about it. */
interface Thing {
  readonly status?: number;
  readonly type?: string;
  readonly body: Buffer | string;
  readonly headers?: Record<string, string>;
}
let things: Record<string, Thing>;
let seen: { path: string; headers: IncomingHttpHeaders }[];
let graph: Graph;
let reader: MediaReader;
let url: string;
const server = createServer((request, response) => {
  const path = request.url ?? '';
  seen.push({ path, headers: request.headers });
  const thing = things[path] ?? { status: 404, body: '{}' };
  request.resume();
  response.writeHead(thing.status ?? 200, { 'content-type': thing.type ?? 'application/json', ...thing.headers });
  response.end(thing.body);
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
beforeEach(() => {
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  things = {};
  seen = [];
  graph = createGraph({ baseUrl: `${url}/v24.0`, connections: 2 });
  reader = createMediaReader({ graph, graphBaseUrl: `${url}/v24.0` });
});
afterEach(() => graph.close());
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function picture(more: object = {}, thing: Partial<Thing> = {}): void {
  const sha256 = createHash('sha256').update(PNG).digest('hex');
  things['/v24.0/42'] = {
    body: JSON.stringify({
      id: '42',
      url: `${url}/file`,
      mime_type: 'image/png',
      sha256,
      file_size: PNG.length,
      ...more,
    }),
  };
  things['/file'] = { type: 'image/png', body: PNG, ...thing };
}
const read = (id = '42') => reader.read({ channel: 'whatsapp', id, token: 'hush' }, WISH);

describe('a picture is fetched when a dialog asks', () => {
  test('from WhatsApp: by its id, with the token, whole', async () => {
    picture();
    expect(await read()).toEqual({ kind: 'ok', contentType: 'image/png', bytes: PNG });
    expect(seen.map(({ path, headers }) => [path, headers.authorization])).toEqual([
      ['/v24.0/42', 'Bearer hush'],
      ['/file', 'Bearer hush'],
    ]);
  });

  test('from Messenger: by its address, without any token', async () => {
    picture();
    expect((await reader.read({ channel: 'messenger', url: `${url}/file` }, WISH)).kind).toBe('ok');
    expect(seen[0]?.headers.authorization).toBeUndefined();
  });

  test.each<[string, () => void, object]>([
    ['of another type, known before', () => picture({ mime_type: 'video/mp4' }), { kind: 'refused', reason: 'type' }],
    ['of another type, as it comes', () => picture({}, { type: 'text/html' }), { kind: 'refused', reason: 'type' }],
    [
      'what only calls itself a picture',
      () => picture({ sha256: undefined }, { body: '<svg>' }),
      { kind: 'refused', reason: 'type' },
    ],
    ['too large, known before', () => picture({ file_size: 1_001 }), { kind: 'refused', reason: 'size' }],
    [
      'too large, as it comes',
      () => picture({ file_size: 1 }, { body: Buffer.concat([PNG, Buffer.alloc(1_000)]) }),
      { kind: 'refused', reason: 'size' },
    ],
    [
      'too large without a length',
      () =>
        picture(
          { file_size: 1 },
          { body: Buffer.concat([PNG, Buffer.alloc(1_000)]), headers: { 'transfer-encoding': 'chunked' } },
        ),
      { kind: 'refused', reason: 'size' },
    ],
    ['changed on the way', () => picture({ sha256: 'ab' }), { kind: 'refused', reason: 'damaged' }],
    ['an address elsewhere', () => picture({ url: 'https://evil.example/file' }), { kind: 'refused', reason: 'host' }],
    [
      'an address that leads elsewhere',
      () => picture({}, { status: 302, headers: { location: 'https://evil.example/' } }),
      { kind: 'refused', reason: 'host' },
    ],
    ['gone', () => picture({}, { status: 404 }), { kind: 'refused', reason: 'gone' }],
    ['an id that nobody knows', () => undefined, { kind: 'refused', reason: 'gone' }],
    ['a server that stumbles', () => picture({}, { status: 500 }), { kind: 'away' }],
  ])('not taken: %s', async (_name, prepare, expected) => {
    prepare();
    expect(await read()).toEqual(expected);
  });

  test.each([
    'http://lookaside.fbsbx.com/x',
    'https://lookaside.fbsbx.com:8443/x',
    'https://lookaside.fbsbx.com.evil.example/x',
    'https://user@cdn.fbsbx.com/x',
    'https://evilfbcdn.net/x',
    'https://127.0.0.1/x',
    'file:///etc/passwd',
    'nonsense',
  ])('no request is made to %s', async (address) => {
    expect(await reader.read({ channel: 'messenger', url: address }, WISH)).toEqual({
      kind: 'refused',
      reason: 'host',
    });
    expect(seen).toEqual([]);
  });

  test('an id is a number: nothing else becomes part of an address', async () => {
    expect(await read('42/../../me')).toEqual({ kind: 'refused', reason: 'gone' });
    expect(seen).toEqual([]);
  });
});

describe('a file is uploaded once', () => {
  const file = { contentType: 'image/png', name: 'a.png', bytes: PNG };
  const owner = { channel: 'whatsapp', sender: '77', token: 'hush' } as const;

  test('the same bytes of the same sender keep their id for a day; another sender uploads again', async () => {
    let now = 0;
    const uploads = createMediaUploads(graph, () => now);
    things['/v24.0/77/media'] = { body: '{"id":"m1"}' };
    things['/v24.0/88/media'] = { body: '{"id":"m2"}' };
    const ids = [];
    for (const one of [owner, owner, { ...owner, sender: '88' }]) ids.push(await uploads.uploadMedia(one, file));
    expect(ids).toEqual([
      { kind: 'ok', id: 'm1' },
      { kind: 'ok', id: 'm1' },
      { kind: 'ok', id: 'm2' },
    ]);
    now = 86_400_001;
    await uploads.uploadMedia(owner, file);
    expect(seen.map(({ path }) => path)).toEqual(['/v24.0/77/media', '/v24.0/88/media', '/v24.0/77/media']);
  });

  test('a refusal is handed on and not remembered', async () => {
    const uploads = createMediaUploads(graph);
    things['/v24.0/77/media'] = { status: 400, body: '{"error":{"code":131053}}' };
    expect(await uploads.uploadMedia(owner, file)).toMatchObject({ kind: 'error', code: 131_053 });
    things['/v24.0/77/media'] = { body: '{}' };
    expect(await uploads.uploadMedia(owner, file)).toEqual({ kind: 'doubt', reason: 'unreadable' });
    things['/v24.0/77/media'] = { body: '{"id":"m1"}' };
    expect(await uploads.uploadMedia(owner, file)).toEqual({ kind: 'ok', id: 'm1' });
  });
});
