import fc from 'fast-check';
import type { Route } from '../../domain/http.ts';
import { exchange, open, parse, until } from './support/raw.ts';
import { servers } from './support/serve.ts';

const serve = servers();
let handled = 0;
const small: Route = {
  method: 'POST',
  path: '/small',
  maxBytes: 1_000,
  handle: ({ body }) => {
    handled += 1;
    return Promise.resolve({ status: 200, body: { bytes: body.length } });
  },
};
const plain: Route = { ...small, path: '/plain', maxBytes: 300_000 };
const { maxBytes: _none, ...byDefault } = { ...small, path: '/default' };
const ROUTES = [
  small,
  plain,
  byDefault,
  { method: 'GET', path: '/x/:y', handle: () => Promise.resolve({ status: 200 }) } as const,
];
beforeEach(() => {
  handled = 0;
});

const head = (path: string, headers: string): string => `POST ${path} HTTP/1.1\r\nhost: a\r\n${headers}\r\n\r\n`;

describe('bodies', () => {
  test('up to the limit they arrive, one byte more is 413, also with a client that sends it all first', async () => {
    const { url, metrics } = await serve(ROUTES);
    const status = async (path: string, bytes: number): Promise<number> =>
      (await fetch(url + path, { method: 'POST', body: 'x'.repeat(bytes) })).status;
    expect(await status('/small', 1_000)).toBe(200);
    expect(await status('/small', 1_001)).toBe(413);
    expect(await status('/small', 3_000_000)).toBe(413);
    expect(await status('/plain', 300_000)).toBe(200);
    expect(await status('/default', 262_144)).toBe(200);
    expect(await status('/default', 262_145)).toBe(413);
    expect(handled).toBe(3);
    expect(await metrics.text()).toContain('{route="small",status="413"} 2\n');
  });

  test('an announced length above the limit is refused before a byte of it is sent', async () => {
    const { port } = await serve(ROUTES);
    const connection = open(port);
    connection.socket.write(head('/small', 'content-length: 5000000'));
    await until(() => connection.received().includes('too_large'));
    const answer = parse(await connection.closed);
    expect(answer.status).toBe(413);
    expect(answer.head).toContain('connection: close');
    expect(JSON.parse(answer.body)).toEqual({ code: 'too_large', message: expect.stringContaining('1000') });
    expect(handled).toBe(0);
  });

  test('a body without an announced length is cut off while it streams, and the connection ends', async () => {
    const { port } = await serve(ROUTES);
    const connection = open(port);
    connection.socket.write(head('/small', 'transfer-encoding: chunked'));
    const chunk = `1000\r\n${'x'.repeat(4_096)}\r\n`;
    const timer = setInterval(() => connection.socket.writable && connection.socket.write(chunk), 1);
    const text = await connection.closed;
    clearInterval(timer);
    expect(parse(text).status).toBe(413);
    expect(handled).toBe(0);
  });

  test('a sender that leaves in the middle of a body calls nothing and harms nothing', async () => {
    const { port, url } = await serve(ROUTES);
    const connection = open(port);
    connection.socket.write(`${head('/small', 'content-length: 900')}half`);
    connection.socket.once('connect', () => connection.socket.end());
    await connection.closed;
    expect((await fetch(`${url}/small`, { method: 'POST', body: 'x' })).status).toBe(200);
    expect(handled).toBe(1);
  });
});

describe('senders that trickle', () => {
  const hasty = { headersTimeoutMs: 100, requestTimeoutMs: 200 };

  test('unfinished headers are answered with 408 and cut off', async () => {
    const { port } = await serve(ROUTES, hasty);
    const connection = open(port);
    connection.socket.write('POST /small HTTP/1.1\r\nhost: a\r\n');
    const timer = setInterval(() => connection.socket.writable && connection.socket.write('x-a: b\r\n'), 20);
    const answer = parse(await connection.closed);
    clearInterval(timer);
    expect(answer.status).toBe(408);
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'timeout' });
  });

  test('an unfinished body too', async () => {
    const { port } = await serve(ROUTES, hasty);
    const connection = open(port);
    connection.socket.write(head('/small', 'content-length: 900'));
    const timer = setInterval(() => connection.socket.writable && connection.socket.write('x'), 20);
    const answer = parse(await connection.closed);
    clearInterval(timer);
    expect(answer.status).toBe(408);
    expect(handled).toBe(0);
  });
});

describe('what is no readable request', () => {
  const CASES: readonly [string, string, number, string][] = [
    ['no HTTP at all', 'hello\r\n\r\n', 400, 'bad_request'],
    ['a header without a colon', 'GET / HTTP/1.1\r\nhost: a\r\nbroken\r\n\r\n', 400, 'bad_request'],
    ['two lengths', head('/small', 'content-length: 1\r\ncontent-length: 2'), 400, 'bad_request'],
    [
      'length and chunks at once',
      head('/small', 'content-length: 1\r\ntransfer-encoding: chunked'),
      400,
      'bad_request',
    ],
    [
      'headers over 16 KB',
      `GET / HTTP/1.1\r\nhost: a\r\nx-long: ${'x'.repeat(20_000)}\r\n\r\n`,
      431,
      'headers_too_large',
    ],
    ['a host that is no host', 'GET /x/1 HTTP/1.1\r\nhost: [\r\nconnection: close\r\n\r\n', 400, 'bad_request'],
    ['a host with a blank', 'GET /x/1 HTTP/1.1\r\nhost: a b\r\nconnection: close\r\n\r\n', 400, 'bad_request'],
    ['a target that is no path', 'OPTIONS * HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n', 400, 'bad_request'],
    [
      'a whole address as target',
      'GET http://[/x/1 HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n',
      400,
      'bad_request',
    ],
  ];

  test.each(CASES)('%s: JSON, and the server lives', async (_name, bytes, status, code) => {
    const { port, url } = await serve(ROUTES);
    const answer = await exchange(port, bytes);
    expect(answer.status).toBe(status);
    expect(answer.head).toContain('x-content-type-options: nosniff');
    expect(JSON.parse(answer.body)).toEqual({ code, message: expect.any(String) });
    expect((await fetch(`${url}/x/1`)).status).toBe(200);
  });
});

describe('whatever bytes come', () => {
  const target = fc.string({ unit: 'binary', maxLength: 60 }).map((text) => Buffer.from(text).toString('latin1'));
  const request = fc
    .tuple(fc.constantFrom('GET', 'POST', 'HEAD', 'OPTIONS', 'BREW'), target, target, target)
    .map(
      ([method, path, host, body]) =>
        `${method} /x/${path} HTTP/1.1\r\nhost: ${host}\r\ncontent-length: 9\r\n\r\n${body}`,
    );

  test('the server answers below 500 or closes, and lives', async () => {
    const { port, url } = await serve(ROUTES, { headersTimeoutMs: 200, requestTimeoutMs: 300 });
    const property = fc.asyncProperty(fc.oneof(request, target), async (bytes) => {
      const connection = open(port);
      connection.socket.end(Buffer.from(bytes, 'latin1'));
      const text = await connection.closed;
      if (text !== '') expect(parse(text).status).toBeLessThan(500);
    });
    await fc.assert(property, { numRuns: 150 });
    expect((await fetch(`${url}/x/1`)).status).toBe(200);
  });
});
