import type { HttpRequest, Route } from '../../domain/http.ts';
import { servers } from './support/serve.ts';

const serve = servers();
const echo = (request: HttpRequest) => {
  const { method, path, params, body } = request;
  return Promise.resolve({
    status: 200,
    body: { method, path, params, bytes: body.toString('hex'), mode: request.query.get('hub.mode') },
  });
};
const ROUTES: readonly Route[] = [
  { method: 'GET', path: '/hook', handle: echo },
  { method: 'POST', path: '/hook', handle: echo },
  { method: 'PUT', path: '/things/:id', handle: echo },
  { method: 'DELETE', path: '/things/:id', handle: echo },
  { method: 'GET', path: '/things/:id/parts/:part', handle: echo },
  { method: 'OPTIONS', path: '/hook', handle: () => Promise.resolve({ status: 204, headers: { allow: 'POST' } }) },
  { method: 'GET', path: '/throws', handle: () => Promise.reject(new RangeError('Siti said 3273055503850001')) },
  {
    method: 'GET',
    path: '/throws/at/once',
    handle: () => {
      throw new TypeError('at once');
    },
  },
  { method: 'GET', path: '/text', handle: () => Promise.resolve({ status: 200, body: 'é' }) },
  { method: 'GET', path: '/bytes', handle: () => Promise.resolve({ status: 200, body: Buffer.from([0, 255]) }) },
  {
    method: 'GET',
    path: '/page',
    handle: () =>
      Promise.resolve({
        status: 200,
        headers: { 'Content-Security-Policy': 'frame-ancestors *', 'cache-control': 'max-age=60' },
        body: 'x',
      }),
  },
  // A circle: JSON.stringify throws after the handler has answered.
  { method: 'GET', path: '/circle', handle: () => Promise.resolve({ status: 200, body: circle() }) },
];

function circle(): object {
  const one: Record<string, unknown> = {};
  one['self'] = one;
  return one;
}

describe('routes', () => {
  test('params are decoded, queries keep their literal keys, bodies keep their bytes', async () => {
    const { url } = await serve(ROUTES);
    const got = await (await fetch(`${url}/things/a%20b%2Fc/parts/%C3%A9?hub.mode=subscribe`)).json();
    expect(got).toMatchObject({
      path: '/things/a%20b%2Fc/parts/%C3%A9',
      params: { id: 'a b/c', part: 'é' },
      mode: 'subscribe',
    });
    const bytes = new Uint8Array([0, 10, 13, 255, 195]);
    const posted = await (await fetch(`${url}/hook`, { method: 'POST', body: bytes })).json();
    expect(posted).toMatchObject({ method: 'POST', bytes: '000a0dffc3', params: {} });
  });

  test('every method reaches its route', async () => {
    const { url } = await serve(ROUTES);
    for (const method of ['PUT', 'DELETE']) {
      const answer = await fetch(`${url}/things/7`, { method, body: 'x' });
      expect(await answer.json()).toMatchObject({ method, params: { id: '7' }, bytes: '78' });
    }
    const options = await fetch(`${url}/hook`, { method: 'OPTIONS' });
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'POST']);
  });

  test.each(['/hook', '/things/1/parts/2'])('HEAD %s answers like GET, without the body', async (path) => {
    const { url } = await serve(ROUTES);
    const get = await fetch(url + path);
    const head = await fetch(url + path, { method: 'HEAD' });
    expect(head.status).toBe(200);
    expect(await head.text()).toBe('');
    // "HEAD" is one letter longer than "GET" in this echo.
    expect(Number(head.headers.get('content-length'))).toBe((await get.text()).length + 1);
  });

  test('texts and bytes go out as they are', async () => {
    const { url } = await serve(ROUTES);
    const text = await fetch(`${url}/text`);
    expect([text.headers.get('content-length'), await text.text()]).toEqual(['2', 'é']);
    expect(Buffer.from(await (await fetch(`${url}/bytes`)).arrayBuffer()).toString('hex')).toBe('00ff');
  });
});

describe('errors', () => {
  test.each([
    ['GET', '/nowhere', 404, 'not_found'],
    ['GET', '/things', 404, 'not_found'],
    ['GET', '//hook', 404, 'not_found'],
    ['PATCH', '/hook', 405, 'method_not_allowed'],
    ['GET', '/things/1', 405, 'method_not_allowed'],
    ['GET', '/things/%zz/parts/1', 400, 'bad_request'],
    ['GET', '/%ff', 400, 'bad_request'],
    ['GET', '/throws', 500, 'internal'],
    ['GET', '/throws/at/once', 500, 'internal'],
    ['GET', '/circle', 500, 'internal'],
  ])('%s %s: %d %s, as JSON with security headers', async (method, path, status, code) => {
    const { url } = await serve(ROUTES);
    const answer = await fetch(url + path, { method });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await answer.json()).toEqual({ code, message: expect.any(String) });
  });

  test('405 names what is allowed', async () => {
    const { url } = await serve(ROUTES);
    const { headers } = await fetch(`${url}/things/1`, { method: 'POST' });
    expect(headers.get('allow')?.split(', ').sort()).toEqual(['DELETE', 'PUT']);
  });

  test('what a handler throws is noted by its class only, and not told', async () => {
    const { url, logged } = await serve(ROUTES);
    const body = await (await fetch(`${url}/throws`)).text();
    expect(body).not.toMatch(/Siti|3273/);
    expect(logged).toEqual([
      { event: 'http_handler_failed', fields: { route: 'throws', error: 'RangeError', code: 'none' } },
    ]);
  });

  test('the address of a request is never repeated', async () => {
    const { url } = await serve(ROUTES);
    expect(await (await fetch(`${url}/<script>3273055503850001`)).text()).not.toMatch(/script|3273/);
  });
});

describe('headers and counts', () => {
  test('an API answer may not be framed, sniffed, cached or used as a page', async () => {
    const { url } = await serve(ROUTES);
    const { headers } = await fetch(`${url}/hook`);
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('server')).toBeNull();
  });

  test('a page names its own policy, and with it who may frame it', async () => {
    const { url } = await serve(ROUTES);
    const { headers } = await fetch(`${url}/page`);
    expect(headers.get('content-security-policy')).toBe('frame-ancestors *');
    expect(headers.get('x-frame-options')).toBeNull();
    expect(headers.get('cache-control')).toBe('max-age=60');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('requests are counted by route and status, never by address', async () => {
    const { url, metrics } = await serve(ROUTES);
    await fetch(`${url}/things/secret/parts/2`);
    await fetch(`${url}/hook`);
    await fetch(`${url}/hook`);
    await fetch(`${url}/nowhere/3273055503850001`);
    const text = await metrics.text();
    expect(text).toContain('sapa_http_requests_total{route="things.id.parts.part",status="200"} 1\n');
    expect(text).toContain('sapa_http_requests_total{route="hook",status="200"} 2\n');
    expect(text).toContain('sapa_http_requests_total{route="none",status="404"} 1\n');
    expect(text).toContain('sapa_http_request_seconds_count 3\n');
    expect(text).not.toMatch(/secret|3273/);
  });

  test('behind trusted proxies the address is the one that the outermost of them saw', async () => {
    const seen: string[] = [];
    const handle = (request: HttpRequest) => {
      seen.push(request.remote);
      return Promise.resolve({ status: 200 });
    };
    const routes: Route[] = [{ method: 'GET', path: '/', handle }];
    const forged = { headers: { 'x-forwarded-for': '6.6.6.6, 203.0.113.9, 10.0.0.1' } };
    for (const proxyHops of [0, 1, 2]) await fetch((await serve(routes, { proxyHops })).url, forged);
    expect(seen).toEqual(['127.0.0.1', '10.0.0.1', '203.0.113.9']);
  });
});
