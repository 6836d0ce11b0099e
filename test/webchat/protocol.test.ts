import { type Chat, chat, ORIGIN, type Session } from './support/chat.ts';

let one: Chat;
let session: Session;
let activities: string;
beforeEach(async () => {
  one = await chat();
  session = await one.token();
  activities = `/v3/directline/conversations/${session.conversationId}/activities`;
});
afterEach(() => one.close());

const post = (body: unknown, path = activities) => one.call('POST', path, { token: session.token, body });

describe('conversations', () => {
  test('start with 201, and with 200 once something was said', async () => {
    const first = await one.call('POST', '/v3/directline/conversations', { token: session.token, body: { user: {} } });
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({ conversationId: session.conversationId, expires_in: 1800 });
    expect(first.body.token).toEqual(expect.any(String));
    await one.say(session.conversationId, 'm1');
    const second = await one.call('POST', '/v3/directline/conversations', { token: session.token, body: { user: {} } });
    expect(second.status).toBe(200);
  });

  test('start even when the history cannot be read: a client whose start fails is dead for good', async () => {
    one.transcript.failure = new Error('away');
    expect((await one.call('POST', '/v3/directline/conversations', { token: session.token })).status).toBe(201);
  });

  test('are taken up again with the watermark in the stream address', async () => {
    const path = `/v3/directline/conversations/${session.conversationId}?watermark=17`;
    const { status, body } = await one.call('GET', path, { token: session.token });
    expect(status).toBe(200);
    expect(body.token).toEqual(expect.any(String));
    expect(new URL(body.streamUrl).searchParams.get('watermark')).toBe('17');
    expect(body.streamUrl.startsWith(`${one.url.replace('http', 'ws')}/v3/directline/conversations/`)).toBe(true);
  });

  test('make the bot greet once, whether the page or the start says so', async () => {
    const greeting = await chat({ greet: true });
    const { token, conversationId } = await greeting.token();
    await greeting.call('POST', '/v3/directline/conversations', { token, body: { user: {}, locale: 'en-US' } });
    const join = { type: 'event', name: 'webchat/join', channelData: { clientActivityID: 'j1' } };
    const path = `/v3/directline/conversations/${conversationId}/activities`;
    const joined = await greeting.call('POST', path, { token, body: join });
    expect(joined.body.id).toBe(`${conversationId}|join`);
    expect(greeting.received.map(({ activity }) => [activity.type, activity.name, activity.id])).toEqual(
      Array(2).fill(['event', 'webchat/join', `${conversationId}|join`]),
    );
    expect(greeting.received[0]?.activity.locale).toBe('en-US');
    const history = await greeting.call('GET', path, { token });
    expect(history.body.activities.map(({ text }) => text)).toEqual(['Hello']);
    await greeting.close();
  });
});

describe('a posted activity', () => {
  test('reaches the bot as the contract says, whatever the client claims about itself', async () => {
    const { status, body } = await post({
      type: 'message',
      id: 'mine',
      text: 'Halo\u202e dunia\u0000!',
      from: { id: 'bot', role: 'bot' },
      conversation: { id: 'another' },
      channelId: 'whatsapp',
      timestamp: '1999-01-01T00:00:00Z',
      serviceUrl: 'http://elsewhere.test',
      locale: 'id-ID',
      channelData: { clientActivityID: 'c1', note: 'kept' },
    });
    expect(status).toBe(200);
    const [inbound] = one.received;
    expect(inbound?.activity).toEqual({
      type: 'message',
      id: body.id,
      channelId: 'webchat',
      text: 'Halo dunia!',
      textFormat: 'plain',
      locale: 'id-ID',
      timestamp: new Date(one.clock.now),
      from: { id: session.userId, name: '', role: 'user' },
      recipient: expect.objectContaining({ role: 'bot' }),
      conversation: expect.objectContaining({ id: session.conversationId }),
      attachments: [],
      channelData: { clientActivityID: 'c1' },
    });
    expect(inbound?.echo).toMatchObject({ id: body.id, channelData: { clientActivityID: 'c1', note: 'kept' } });
    expect(body.id.startsWith(`${session.conversationId}|c-`)).toBe(true);
  });

  test('sent again gets the same id, and counts once', async () => {
    const message = { type: 'message', text: 'Halo', channelData: { clientActivityID: 'c1' } };
    const ids = await Promise.all([post(message), post(message), post(message)]);
    expect(new Set(ids.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
    const history = await one.call('GET', activities, { token: session.token });
    expect(history.body.activities.map(({ text }) => text)).toEqual(['Halo', 'You said: Halo']);
  });

  test('without an id of the client gets a new one each time', async () => {
    const [a, b] = [await post({ type: 'message', text: 'Halo' }), await post({ type: 'message', text: 'Halo' })];
    expect(a.body.id).not.toBe(b.body.id);
  });

  test('may carry a value instead of text, as buttons do', async () => {
    await post({ type: 'message', value: { site: 'A1' }, channelData: { postBack: true, clientActivityID: 'c1' } });
    expect(one.received[0]?.activity).toMatchObject({
      text: '',
      value: { site: 'A1' },
      channelData: { postBack: true, clientActivityID: 'c1' },
    });
  });

  test('with files tells the bot only that there were some', async () => {
    const attachments = [
      { contentType: 'image/png', contentUrl: 'http://elsewhere.test/x.png', name: 'my id card.png' },
      { contentType: '<b>', content: { deep: 1 } },
      'no object',
    ];
    const { status } = await post({ type: 'message', attachments });
    expect(status).toBe(200);
    expect(one.received[0]?.activity.attachments).toEqual([
      { contentType: 'image/png' },
      { contentType: 'application/octet-stream' },
      { contentType: 'application/octet-stream' },
    ]);
    expect(JSON.stringify(one.received)).not.toContain('id card');
  });

  test.each([
    ['typing'],
    ['conversationUpdate'],
    ['endOfConversation'],
    ['messageReaction'],
  ])('of type %s is taken and nothing is done', async (type) => {
    expect((await post({ type, text: 'x' })).status).toBe(200);
    expect(one.received).toEqual([]);
  });

  test('of an event that the bot does not know is taken and nothing is done', async () => {
    expect((await post({ type: 'event', name: 'elsewhere/track', value: 1 })).status).toBe(200);
    expect(one.received).toEqual([]);
  });

  const deep = (levels: number): unknown => (levels === 0 ? 1 : { a: deep(levels - 1) });
  test.each([
    ['no object', [], 400, 'BadArgument'],
    ['null', null, 400, 'BadArgument'],
    ['no type', { text: 'x' }, 400, 'BadArgument'],
    ['a strange type', { type: '<script>' }, 400, 'BadArgument'],
    ['text that is no string', { type: 'message', text: { a: 1 } }, 400, 'BadArgument'],
    ['a long text', { type: 'message', text: 'x'.repeat(8_001) }, 413, 'ActivityTooLarge'],
    ['a deep value', { type: 'message', value: deep(20) }, 413, 'ActivityTooLarge'],
    ['a large value', { type: 'message', value: Array(500).fill(1) }, 413, 'ActivityTooLarge'],
    ['a name that is no string', { type: 'event', name: 7 }, 400, 'BadArgument'],
  ])('that is %s is refused', async (_name, body, status, code) => {
    const answer = await post(body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(one.received).toEqual([]);
  });

  test.each([
    ['not JSON', Buffer.from('{"type":'), undefined, 400],
    ['not UTF-8', Buffer.from([0x22, 0xff, 0xfe, 0x22]), undefined, 400],
    ['nested 100,000 deep', Buffer.from('['.repeat(1e5) + ']'.repeat(1e5)), undefined, 400],
    ['over 256 KB', Buffer.alloc(262_145, 32), undefined, 413],
    ['a form', Buffer.from('type=message'), 'application/x-www-form-urlencoded', 415],
  ])('in a body that is %s is refused', async (_name, raw, type, status) => {
    const headers: Record<string, string> = type === undefined ? {} : { 'content-type': type };
    const answer = await one.call('POST', activities, { token: session.token, raw, headers });
    expect(answer.status).toBe(status);
  });

  test('is asked for again when it could not be saved', async () => {
    one.refuse = { kind: 'refused', reason: 'store', retryAfterMs: 2_500 };
    const { status, headers, body } = await post({ type: 'message', text: 'Halo' });
    expect([status, body.code, headers.get('retry-after')]).toEqual([503, 'Unavailable', '3']);
  });

  test('as a file is refused with a word of help', async () => {
    const { status, body } = await post(undefined, activities.replace(/activities$/, 'upload?userId=x'));
    expect([status, body.code]).toEqual([415, 'FilesNotAccepted']);
    expect(body.message).toContain('text');
  });
});

describe('polling', () => {
  test('gives what came after the watermark, and the new one', async () => {
    await one.say(session.conversationId, 'm1', 'm2', 'm3');
    const all = await one.call('GET', `${activities}?watermark=`, { token: session.token });
    expect(all.body.activities.map(({ text }) => text)).toEqual(['m1', 'm2', 'm3']);
    expect(all.body.watermark).toBe('3');
    const rest = await one.call('GET', `${activities}?watermark=2`, { token: session.token });
    expect(rest.body.activities.map(({ text }) => text)).toEqual(['m3']);
    const none = await one.call('GET', `${activities}?watermark=3`, { token: session.token });
    expect(none.body).toEqual({ activities: [], watermark: '3' });
  });

  test.each([['-1'], ['abc'], ['1e9'], ['9'.repeat(30)], ['%00'], ['NaN']])('%s is from the start', async (mark) => {
    await one.say(session.conversationId, 'm1');
    const { status, body } = await one.call('GET', `${activities}?watermark=${mark}`, { token: session.token });
    expect(status).toBe(200);
    expect(body.activities).toHaveLength(1);
  });

  test('shows no typing: that is a moment of the socket, but its number counts', async () => {
    const typing = { id: 't', seq: 1, activity: { type: 'typing' } };
    await one.webchat.channel.speak(session.conversationId, [typing]);
    const { body } = await one.call('GET', activities, { token: session.token });
    expect(body).toEqual({ activities: [], watermark: '1' });
  });

  test('stays boring while the store is away: any error would end it for good', async () => {
    one.transcript.failure = new Error('away');
    const { status, body } = await one.call('GET', `${activities}?watermark=4`, { token: session.token });
    expect([status, body]).toEqual([200, { activities: [], watermark: '4' }]);
  });
});

describe('the channel', () => {
  test('asks to come back when the history cannot be written, and repeats without a double', async () => {
    const out = [1, 2].map((seq) => ({ id: `r${seq}`, seq, activity: { type: 'message', text: `m${seq}` } }));
    one.transcript.failure = new Error('away');
    const { channel } = one.webchat;
    expect((await channel.speak(session.conversationId, out)).map(({ kind }) => kind)).toEqual(['retry', 'retry']);
    one.transcript.failure = undefined;
    for (let again = 0; again < 2; again += 1)
      expect((await channel.speak(session.conversationId, out)).map(({ kind }) => kind)).toEqual(['sent', 'sent']);
    const { body } = await one.call('GET', activities, { token: session.token });
    expect(body.activities.map(({ text }) => text)).toEqual(['m1', 'm2']);
  });
});

describe('across sites', () => {
  test('a preflight is answered on every route, for our sites only', async () => {
    for (const { method, path } of one.webchat.routes) {
      if (method === 'OPTIONS') continue;
      const to = path.replace(':conversation', 'any');
      const ours = await one.call('OPTIONS', to);
      expect(ours.status).toBe(204);
      expect(ours.headers.get('access-control-allow-origin')).toBe(ORIGIN);
      expect(ours.headers.get('access-control-allow-headers')).toContain('x-ms-bot-agent');
      expect(ours.headers.get('access-control-max-age')).toBe('7200');
      const others = await one.call('OPTIONS', to, { origin: 'http://elsewhere.test' });
      expect(others.headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  test('errors can be read by our pages too', async () => {
    const { headers } = await one.call('POST', '/v3/directline/conversations');
    expect(headers.get('access-control-allow-origin')).toBe(ORIGIN);
    expect(headers.get('vary')).toBe('Origin');
  });

  test('there is no sign-in session', async () => {
    expect((await one.call('GET', '/v3/directline/session/getsessionid')).status).toBe(404);
  });
});
