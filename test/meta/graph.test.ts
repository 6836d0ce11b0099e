import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGraph, type Graph } from '../../adapters/meta/graph.ts';

type Answering = (request: IncomingMessage, response: ServerResponse, body: string) => void;

let answering: Answering = (_request, response) => response.end('{}');
let server: Server;
let graph: Graph;
const seen: { url: string | undefined; auth: string | undefined; body: string; port: number | undefined }[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString('latin1')));
    request.on('end', () => {
      const { url, headers, socket } = request;
      seen.push({ url, auth: headers.authorization, body, port: socket.remotePort });
      answering(request, response, body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  graph = createGraph({ baseUrl: `http://127.0.0.1:${port}/v24.0/`, timeoutMs: 300, connections: 4 });
});

afterAll(async () => {
  await graph.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const call = (over: object = {}) =>
  graph.call({ method: 'POST', path: '/100/messages', token: 'EAAG-secret', body: { to: '+62' }, ...over });

const reply =
  (status: number, text: string, headers: Record<string, string> = {}): Answering =>
  (_request, response) => {
    response.writeHead(status, headers);
    response.end(text);
  };

test.each<[string, Answering, object]>([
  ['an answer', reply(200, '{"messages":[{"id":"wamid.1"}]}'), { kind: 'ok', body: { messages: [{ id: 'wamid.1' }] } }],
  [
    'an error',
    reply(400, '{"error":{"message":"x","code":131047,"error_subcode":7}}'),
    { kind: 'error', status: 400, code: 131047, subcode: 7 },
  ],
  [
    'a throttle with Retry-After',
    reply(429, '{"error":{"code":130429}}', { 'retry-after': '12' }),
    { kind: 'error', status: 429, code: 130429, retryAfterMs: 12_000 },
  ],
  [
    'an error with status 200',
    reply(200, '{"error":{"code":0,"message":"x"}}'),
    { kind: 'error', status: 200, code: 0 },
  ],
  ['a code that is no number', reply(400, '{"error":{"code":"x"}}'), { kind: 'error', status: 400, code: -1 }],
  ['a page of a gateway', reply(502, '<html>Bad Gateway'), { kind: 'doubt', reason: 'unreadable' }],
  [
    'a full gateway',
    reply(503, 'busy', { 'retry-after': '3' }),
    { kind: 'error', status: 429, code: -1, retryAfterMs: 3_000 },
  ],
  ['a refusal without JSON', reply(403, 'no'), { kind: 'error', status: 403, code: -1 }],
  ['200 without JSON', reply(200, 'ok'), { kind: 'doubt', reason: 'unreadable' }],
  ['a cut after it was read', (request) => request.socket.destroy(), { kind: 'doubt', reason: 'cut' }],
  ['silence', () => {}, { kind: 'doubt', reason: 'timeout' }],
  [
    'an answer that stops half way',
    (_request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"a"');
    },
    { kind: 'doubt', reason: 'timeout' },
  ],
])('%s', async (_name, how, expected) => {
  answering = how;
  expect(await call()).toEqual(expected);
});

test('what cannot be reached was not sent', async () => {
  const nowhere = createGraph({ baseUrl: 'http://127.0.0.1:1/v24.0' });
  expect(await nowhere.call({ method: 'POST', path: '/1/messages', token: 't', body: {} })).toEqual({
    kind: 'unreached',
    reason: 'refused',
  });
  await nowhere.close();
});

test('the token travels in the header alone, the version in the path, and connections are kept', async () => {
  answering = reply(200, '{}');
  seen.length = 0;
  for (let n = 0; n < 20; n += 1) await call();
  expect(new Set(seen.map((one) => one.port)).size).toBeLessThanOrEqual(4);
  expect(seen[0]).toMatchObject({ url: '/v24.0/100/messages', auth: 'Bearer EAAG-secret', body: '{"to":"+62"}' });
});

test('nothing that comes out of a failed call quotes the token or the text', async () => {
  answering = (request) => request.socket.destroy();
  expect(JSON.stringify(await call({ body: { text: 'Siti' } }))).not.toMatch(/EAAG|Siti/);
});
