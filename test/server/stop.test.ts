import type { Duplex } from 'node:stream';
import type { HttpResponse, Route } from '../../domain/http.ts';
import { silent } from '../../domain/log.ts';
import { uncounted } from '../../domain/metrics.ts';
import { createServer } from '../../server/server.ts';
import { open, parse, until } from './support/raw.ts';
import { servers } from './support/serve.ts';

const serve = servers();
const GET = 'GET /slow HTTP/1.1\r\nhost: a\r\n\r\n';
const UPGRADE = 'GET /socket HTTP/1.1\r\nhost: a\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n';

/** A route whose answer waits until the test lets it go. */
function slowRoute(): { route: Route; running: () => number; release: () => void } {
  const waiting: ((answer: HttpResponse) => void)[] = [];
  const handle = (): Promise<HttpResponse> => new Promise((resolve) => waiting.push(resolve));
  return {
    route: { method: 'GET', path: '/slow', handle },
    running: () => waiting.length,
    release: () => {
      for (const resolve of waiting.splice(0)) resolve({ status: 200, body: { done: true } });
    },
  };
}

describe('stopping', () => {
  test('a running request is answered, its connection closed, new ones are not accepted', async () => {
    const { route, running, release } = slowRoute();
    const { port, server, url } = await serve([route]);
    const connection = open(port);
    connection.socket.write(GET);
    await until(() => running() === 1);
    const stopped = server.stop();
    await expect(fetch(`${url}/slow`)).rejects.toThrow();
    release();
    await stopped;
    const answer = parse(await connection.closed);
    expect(answer.status).toBe(200);
    expect(answer.body).toBe('{"done":true}');
    expect(answer.head).toContain('connection: close');
  });

  test('connections that only wait are closed', async () => {
    const { port, server } = await serve([
      { method: 'GET', path: '/slow', handle: () => Promise.resolve({ status: 200 }) },
    ]);
    const idle = open(port);
    idle.socket.write(GET);
    await until(() => idle.received().includes('200 OK'));
    await server.stop();
    expect(parse(await idle.closed).status).toBe(200);
  });

  test('a request that never ends holds it no longer than its grace', async () => {
    const { route, running } = slowRoute();
    const { port, server } = await serve([route], { graceMs: 50, goodbyeMs: 50 });
    const connection = open(port);
    connection.socket.write(GET);
    await until(() => running() === 1);
    await server.stop();
    expect(await connection.closed).toBe('');
  });

  test('an open socket that does not say goodbye is closed', async () => {
    const upgrade = (_request: unknown, socket: Duplex): boolean => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n');
      return true;
    };
    const { port, server } = await serve([], { upgrade, goodbyeMs: 50 });
    const connection = open(port);
    connection.socket.write(UPGRADE);
    await until(() => connection.received().includes('101'));
    await server.stop();
    expect(await connection.closed).toContain('101 Switching');
  });
});

describe('upgrades', () => {
  test.each([
    ['nobody takes them', {}],
    ['nobody knows the path', { upgrade: () => false }],
  ])('%s: 404 as JSON', async (_name, options) => {
    const { port } = await serve([], options);
    const connection = open(port);
    connection.socket.write(UPGRADE);
    const answer = parse(await connection.closed);
    expect(answer.status).toBe(404);
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'not_found' });
  });
});

test('a port that is taken rejects with the code of the system', async () => {
  const { port } = await serve([]);
  const second = createServer({ routes: [], logger: silent, metrics: uncounted });
  await expect(second.listen(port, '127.0.0.1')).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
