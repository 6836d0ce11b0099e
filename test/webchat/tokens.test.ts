import { decodeJwt, SignJWT } from 'jose';
import { type Chat, chat, ORIGIN, SECRET } from './support/chat.ts';

const DAY = 86_400_000;
let one: Chat;
beforeEach(async () => {
  one = await chat();
});
afterEach(() => one.close());

describe('a browser gets its token', () => {
  test('on an allowed site: random user and conversation, in the token too', async () => {
    const { status, headers, body } = await one.call('POST', '/webchat/token');
    expect(status).toBe(200);
    expect(headers.get('access-control-allow-origin')).toBe(ORIGIN);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toMatchObject({ expires_in: 1800, resumed: false });
    expect(body.userId).toMatch(/^dl_[\w-]{22}$/);
    expect(decodeJwt(body.token)).toMatchObject({ user: body.userId, conv: body.conversationId, origins: [ORIGIN] });
    expect((await one.token()).userId).not.toBe(body.userId);
  });

  test.each([['http://elsewhere.test'], [''], ['null'], [`${ORIGIN}.elsewhere.test`]])('not on %j', async (origin) => {
    const { status, headers, body } = await one.call('POST', '/webchat/token', { origin });
    expect(status).toBe(403);
    expect(body.code).toBe('OriginNotAllowed');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  test('and keeps user and conversation with an old token, even an expired one, for 30 days', async () => {
    const first = await one.token();
    one.clock.now += 29 * DAY;
    const { body } = await one.call('POST', '/webchat/token', { body: { token: first.token } });
    expect(body).toMatchObject({ resumed: true, userId: first.userId, conversationId: first.conversationId });
    const path = `/v3/directline/conversations/${first.conversationId}/activities`;
    expect((await one.call('GET', path, { token: body.token })).status).toBe(200);
    one.clock.now += 31 * DAY;
    const late = await one.call('POST', '/webchat/token', { body: { token: body.token } });
    expect(late.body.resumed).toBe(false);
    expect(late.body.conversationId).not.toBe(first.conversationId);
  });

  test('a token that was not signed here brings nobody back', async () => {
    const { token, conversationId } = await one.token();
    const forged = await new SignJWT({ user: 'dl_me', conv: conversationId, origins: [ORIGIN] })
      .setProtectedHeader({ alg: 'HS256' })
      .setExpirationTime(Math.floor(one.clock.now / 1000) + 600)
      .sign(Buffer.from(SECRET));
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${token.split('.')[1]}.`;
    for (const bad of [forged, unsigned, `${token}x`, 'garbled', 7, null]) {
      const { body } = await one.call('POST', '/webchat/token', { body: { token: bad } });
      expect(body.resumed).toBe(false);
      expect(body.conversationId).not.toBe(conversationId);
    }
  });
});

describe('the secret', () => {
  test('makes a token for a user whom the server names, or for a new one', async () => {
    const named = await one.call('POST', '/v3/directline/tokens/generate', {
      token: SECRET,
      origin: '',
      body: { user: { id: 'dl_7' }, trustedOrigins: [ORIGIN] },
    });
    expect(named.status).toBe(200);
    expect(decodeJwt(named.body.token)).toMatchObject({ user: 'dl_7', conv: named.body.conversationId });
    const any = await one.call('POST', '/v3/directline/tokens/generate', { token: SECRET, origin: '' });
    expect(decodeJwt(any.body.token)['user']).toMatch(/^dl_/);
  });

  test('starts a conversation', async () => {
    const started = await one.call('POST', '/v3/directline/conversations', { token: SECRET, origin: '', body: {} });
    expect(started.status).toBe(201);
    expect(started.body.streamUrl).toMatch(/^ws:/);
  });

  test('reads and writes the conversations that it began', async () => {
    const options = { token: SECRET, origin: '' };
    const { body: begun } = await one.call('POST', '/v3/directline/conversations', { ...options, body: {} });
    const path = `/v3/directline/conversations/${begun.conversationId}`;
    const body = { type: 'message', text: 'halo', from: { id: 'anybody' } };
    const posted = await one.call('POST', `${path}/activities`, { ...options, body });
    expect([posted.status, posted.body.id]).toEqual([200, expect.any(String)]);
    const read = await one.call('GET', `${path}/activities`, options);
    expect(read.body.activities.map((one) => one['text'])).toContain('halo');
    expect((await one.call('GET', path, options)).body.token).toEqual(expect.any(String));
    // The token that came with it is the same conversation's.
    expect((await one.call('GET', `${path}/activities`, { token: begun.token, origin: '' })).status).toBe(200);
  });

  test('but no browser’s conversation, and none that it did not begin', async () => {
    const { conversationId } = await one.token();
    const refreshed = await one.call('POST', '/v3/directline/tokens/refresh', { token: SECRET, origin: '' });
    expect([refreshed.status, refreshed.body.code]).toEqual([403, 'TokenRequired']);
    for (const id of [conversationId, `${conversationId}.${'A'.repeat(22)}`, 'invented', 'in.vented']) {
      for (const [method, to] of [
        ['GET', ''],
        ['GET', '/activities'],
        ['POST', '/activities'],
      ] as const) {
        const path = `/v3/directline/conversations/${id}${to}`;
        const { status, body } = await one.call(method, path, { token: SECRET, origin: '' });
        expect([status, body.code]).toEqual([403, 'Forbidden']);
      }
    }
  });

  test.each([
    [{ user: { id: '' } }, 400],
    [{ user: { id: 'a b' } }, 400],
    [{ user: { id: 7 } }, 400],
    [{ trustedOrigins: 'x' }, 400],
    [{ trustedOrigins: ['http://elsewhere.test'] }, 403],
    [[], 400],
  ])('refuses %j', async (body, status) => {
    const answer = await one.call('POST', '/v3/directline/tokens/generate', { token: SECRET, origin: '', body });
    expect(answer.status).toBe(status);
  });

  test('no token makes tokens for others', async () => {
    const { token } = await one.token();
    const { status, body } = await one.call('POST', '/v3/directline/tokens/generate', { token });
    expect([status, body.code]).toEqual([403, 'SecretRequired']);
  });
});

describe('a token', () => {
  test('is refreshed into one that lives longer, for the same user', async () => {
    const { token, userId, conversationId } = await one.token();
    one.clock.now += 20 * 60_000;
    const fresh = await one.call('POST', '/v3/directline/tokens/refresh', { token });
    expect(fresh.body).toMatchObject({ conversationId, expires_in: 1800 });
    one.clock.now += 20 * 60_000;
    expect((await one.call('POST', '/v3/directline/tokens/refresh', { token })).body.code).toBe('TokenExpired');
    const again = await one.call('POST', '/v3/directline/tokens/refresh', { token: fresh.body.token });
    expect(decodeJwt(again.body.token)['user']).toBe(userId);
  });

  test('expires after 30 minutes with 403 and a code that clients know', async () => {
    const { token, conversationId } = await one.token();
    one.clock.now += 1_801_000;
    const paths = [
      ['POST', '/v3/directline/conversations'],
      ['GET', `/v3/directline/conversations/${conversationId}`],
      ['GET', `/v3/directline/conversations/${conversationId}/activities`],
      ['POST', `/v3/directline/conversations/${conversationId}/activities`],
      ['POST', `/v3/directline/conversations/${conversationId}/upload`],
    ] as const;
    for (const [method, path] of paths) {
      const { status, body } = await one.call(method, path, { token });
      expect(status).toBe(403);
      expect(body).toEqual({ ...body.error, error: { code: 'TokenExpired', message: expect.any(String) } });
    }
  });

  test.each([
    ['none', {}, 'Unauthorized'],
    ['another scheme', { authorization: 'Basic eDp5' }, 'Unauthorized'],
    ['no value', { authorization: 'Bearer' }, 'Unauthorized'],
    ['garbled', { authorization: 'Bearer a.b.c' }, 'InvalidToken'],
    ['endless', { authorization: `Bearer ${'x'.repeat(9_000)}` }, 'InvalidToken'],
  ])('%s: 401', async (_name, headers, code) => {
    const { status, body } = await one.call('POST', '/v3/directline/conversations', { headers });
    expect([status, body.code]).toEqual([401, code]);
  });

  test('opens only its own conversation, and says nothing about others', async () => {
    const mine = await one.token();
    const other = await one.token();
    await one.say(other.conversationId, 'a secret');
    const answers = [];
    for (const id of [other.conversationId, 'does-not-exist', '%00', `${mine.conversationId}%2F`]) {
      const read = await one.call('GET', `/v3/directline/conversations/${id}/activities`, { token: mine.token });
      const write = await one.call('POST', `/v3/directline/conversations/${id}/activities`, { token: mine.token });
      const open = await one.call('GET', `/v3/directline/conversations/${id}`, { token: mine.token });
      answers.push(...[read, write, open].map(({ status, body }) => JSON.stringify([status, body])));
    }
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('[403,');
  });

  test('is of no use on another site', async () => {
    const { token } = await one.token();
    const answer = await one.call('POST', '/v3/directline/conversations', { token, origin: 'http://elsewhere.test' });
    expect([answer.status, answer.body.code]).toEqual([403, 'OriginNotAllowed']);
    expect((await one.call('POST', '/v3/directline/conversations', { token, origin: '' })).status).toBe(201);
  });
});
