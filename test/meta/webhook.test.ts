import { sign } from '../../adapters/meta/signature.ts';
import { createWebhook, type Piece, type Taken } from '../../adapters/meta/webhook.ts';
import type { HttpRequest, HttpResponse } from '../../domain/http.ts';
import { silent } from '../../domain/log.ts';
import { uncounted } from '../../domain/metrics.ts';

const saved: Taken = { kind: 'saved' };
const refused = (retryAfterMs: number): Taken => ({ kind: 'refused', reason: 'store', retryAfterMs });

function request(over: Partial<HttpRequest>): HttpRequest {
  return {
    method: 'POST',
    path: '/webhooks/x',
    params: {},
    query: new URLSearchParams(),
    headers: {},
    body: Buffer.alloc(0),
    remote: '',
    ...over,
  };
}

/** A webhook whose entries are lists of `lane/name`; `run` says what becomes of each. */
function hook(run: (name: string, lane: string) => Promise<Taken>) {
  const work: string[] = [];
  const [get, post] = createWebhook({
    path: '/webhooks/x',
    object: 'thing',
    secrets: ['new', 'old'],
    verifyTokens: ['alpha', 'beta'],
    logger: silent,
    metrics: uncounted,
    read(entry) {
      if (entry['broken']) throw new TypeError('no such field');
      return (entry['pieces'] as string[]).map((name): Piece => {
        const lane = name.split('/')[0] ?? '';
        return {
          lane,
          run() {
            work.push(name);
            return run(name, lane);
          },
        };
      });
    },
  });
  const deliver = (body: Buffer | string | object, secret = 'new', headers = {}): Promise<HttpResponse> => {
    const bytes = Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
    const signed = { 'x-hub-signature-256': sign(bytes, secret), ...headers };
    return post?.handle(request({ body: bytes, headers: signed })) ?? Promise.reject(new Error('no route'));
  };
  const shake = (query: string): Promise<HttpResponse> =>
    get?.handle(request({ method: 'GET', query: new URLSearchParams(query) })) ?? Promise.reject(new Error('no route'));
  return { deliver, shake, work, post };
}

const of = (...pieces: string[]): object => ({ object: 'thing', entry: [{ pieces }] });

describe('the handshake', () => {
  const { shake } = hook(() => Promise.resolve(saved));
  test.each([
    ['the first token', 'hub.mode=subscribe&hub.verify_token=alpha&hub.challenge=12%3C3', 200, '12<3'],
    ['the second token', 'hub.mode=subscribe&hub.verify_token=beta&hub.challenge=77', 200, '77'],
    ['a wrong token', 'hub.mode=subscribe&hub.verify_token=gamma&hub.challenge=77', 403, undefined],
    ['a token cut short', 'hub.mode=subscribe&hub.verify_token=alph&hub.challenge=77', 403, undefined],
    ['no token', 'hub.mode=subscribe&hub.challenge=77', 403, undefined],
    ['another mode', 'hub.mode=unsubscribe&hub.verify_token=alpha&hub.challenge=77', 403, undefined],
    ['no challenge', 'hub.mode=subscribe&hub.verify_token=alpha', 403, undefined],
    ['nothing', '', 403, undefined],
  ])('%s', async (_name, query, status, body) => {
    const answer = await shake(query);
    expect(answer.status).toBe(status);
    if (status === 200) {
      expect(answer.body).toBe(body);
      expect(answer.headers?.['content-type']).toMatch(/^text\/plain/);
    }
  });
});

describe('a delivery', () => {
  test.each([
    ['the new secret', of('a/1'), 'new', {}, 200, 1],
    ['the old secret', of('a/1'), 'old', {}, 200, 1],
    ['a strange secret', of('a/1'), 'other', {}, 401, 0],
    ['no signature', of('a/1'), 'new', { 'x-hub-signature-256': undefined }, 401, 0],
    ['the old header', of('a/1'), 'new', { 'x-hub-signature-256': `sha1=${'0'.repeat(40)}` }, 401, 0],
    ['a signature that is too long', of('a/1'), 'new', { 'x-hub-signature-256': `sha256=${'0'.repeat(65)}` }, 401, 0],
    ['no JSON', '{"object":', 'new', {}, 400, 0],
    ['JSON that is no object', '[1]', 'new', {}, 400, 0],
    ['another product', { object: 'instagram', entry: [{ pieces: ['a/1'] }] }, 'new', {}, 200, 0],
    ['no entry', { object: 'thing' }, 'new', {}, 200, 0],
    ['entries that are none', { object: 'thing', entry: [null, 7, 'x', []] }, 'new', {}, 200, 0],
  ])('with %s', async (_name, body, secret, headers, status, works) => {
    const { deliver, work } = hook(() => Promise.resolve(saved));
    expect((await deliver(body, secret, headers)).status).toBe(status);
    expect(work).toHaveLength(works);
  });

  test('is verified on the bytes as they came, escapes and all', async () => {
    const { deliver, post } = hook(() => Promise.resolve(saved));
    const escaped = '{"object":"thing","entry":[{"pieces":["a\\/\\u00e9"]}]}';
    expect((await deliver(escaped)).status).toBe(200);
    const again = Buffer.from(JSON.stringify(JSON.parse(escaped)));
    const headers = { 'x-hub-signature-256': sign(Buffer.from(escaped), 'new') };
    expect((await post?.handle(request({ body: again, headers })))?.status).toBe(401);
  });

  test('one broken entry and one piece that throws cost nobody else anything', async () => {
    const { deliver, work } = hook((name) =>
      name === 'b/1' ? Promise.reject(new TypeError('x')) : Promise.resolve(saved),
    );
    const body = { object: 'thing', entry: [{ broken: true }, { pieces: ['a/1', 'b/1', 'c/1'] }, { pieces: ['d/1'] }] };
    expect((await deliver(body)).status).toBe(200);
    expect(work.sort()).toEqual(['a/1', 'b/1', 'c/1', 'd/1']);
  });

  test('one refusal is a 503 with the longest wait; the others are taken all the same', async () => {
    const { deliver, work } = hook((name) =>
      Promise.resolve(name === 'b/1' ? refused(9_000) : name === 'c/1' ? refused(2_000) : saved),
    );
    const answer = await deliver(of('a/1', 'b/1', 'b/2', 'c/1', 'd/1'));
    expect(answer.status).toBe(503);
    expect(answer.headers).toEqual({ 'retry-after': '9' });
    // The later message of the refused person is not taken before the earlier one.
    expect(work.sort()).toEqual(['a/1', 'b/1', 'c/1', 'd/1']);
  });

  test('a thousand messages run side by side, bounded, and each person in order', async () => {
    let running = 0;
    let most = 0;
    const order: Record<string, string[]> = {};
    const { deliver } = hook(async (name, lane) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 1));
      order[lane] = [...(order[lane] ?? []), name];
      running -= 1;
      return saved;
    });
    const names = Array.from({ length: 1_000 }, (_, n) => `p${n % 300}/${Math.floor(n / 300)}`);
    expect((await deliver(of(...names))).status).toBe(200);
    expect(most).toBe(200);
    expect(order['p7']).toEqual(['p7/0', 'p7/1', 'p7/2', 'p7/3']);
    expect(Object.values(order).flat()).toHaveLength(1_000);
  });
});
