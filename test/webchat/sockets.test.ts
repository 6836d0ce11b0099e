import { WebSocket } from 'ws';
import { type Chat, chat, type Listener, listen, refusedHandshake, type Session, sharedStore } from './support/chat.ts';

const open: Chat[] = [];
async function start(...parts: Parameters<typeof chat>): Promise<Chat> {
  const one = await chat(...parts);
  open.push(one);
  return one;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
}
async function streamUrl(one: Chat, { token, conversationId }: Session, watermark = ''): Promise<string> {
  const path = `/v3/directline/conversations/${conversationId}?watermark=${watermark}`;
  return (await one.call('GET', path, { token })).body.streamUrl;
}
async function connected(one: Chat): Promise<{ session: Session; browser: Listener }> {
  const session = await one.token();
  return { session, browser: await listen(await streamUrl(one, session)) };
}
function times(count: number, action: () => void): void {
  for (let n = 0; n < count; n += 1) action();
}
const reply = (seq: number) => ({ id: `r${seq}`, seq, activity: { type: 'message', text: `m${seq}` } });

describe('order', () => {
  test('a later reply waits for an earlier one that is still on its way', async () => {
    const one = await start();
    const { session, browser } = await connected(one);
    const { channel } = one.webchat;
    await channel.speak(session.conversationId, [reply(1)]);
    await browser.heard(1);
    await channel.speak(session.conversationId, [reply(3), reply(4)]);
    const polls = one.transcript.calls.changedSince;
    await until(() => one.transcript.calls.changedSince > polls + 2);
    expect(browser.texts).toEqual(['m1']);
    await channel.speak(session.conversationId, [reply(2)]);
    await browser.heard(4);
    expect(browser.texts).toEqual(['m1', 'm2', 'm3', 'm4']);
  });

  test('but not for ever: a number that nobody fills is passed over', async () => {
    const one = await start({ gapMs: 20_000 });
    const { session, browser } = await connected(one);
    await one.webchat.channel.speak(session.conversationId, [reply(1), reply(3)]);
    await browser.heard(1);
    one.clock.now += 20_001;
    await browser.heard(2);
    expect(browser.texts).toEqual(['m1', 'm3']);
  });

  test('a store that is away for a moment loses nothing', async () => {
    const store = sharedStore();
    const [here, there] = [await start({}, store), await start({}, store)];
    const { session, browser } = await connected(there);
    store.transcript.failure = new Error('away');
    const polls = store.transcript.calls.changedSince;
    await until(() => store.transcript.calls.changedSince > polls + 2);
    store.transcript.failure = undefined;
    await here.say(session.conversationId, 'm1');
    await browser.heard(1);
    expect(browser.texts).toEqual(['m1']);
  });

  test('typing is shown while it lasts, and its number is not missing afterwards', async () => {
    const one = await start();
    const { session, browser } = await connected(one);
    const typing = { id: 't', seq: 1, activity: { type: 'typing' } };
    await one.webchat.channel.speak(session.conversationId, [typing, reply(2)]);
    await browser.heard(2);
    expect(browser.sets.flatMap(({ activities }) => activities.map(({ type }) => type))).toEqual(['typing', 'message']);
  });
});

describe('polling the store', () => {
  test('happens only while a browser is connected', async () => {
    const one = await start({ pollMs: 5 });
    const { calls } = one.transcript;
    const { browser } = await connected(one);
    await until(() => calls.changedSince > 2);
    browser.socket.terminate();
    await until(() => one.webchat.sockets === 0);
    const before = calls.changedSince;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(calls.changedSince).toBeLessThanOrEqual(before);
  });
});

describe('a socket', () => {
  test('lives as long as its token, and longer when that is refreshed', async () => {
    const one = await start({ pingMs: 10 });
    const { session, browser } = await connected(one);
    one.clock.now += 1_700_000;
    await one.call('POST', '/v3/directline/tokens/refresh', { token: session.token });
    one.clock.now += 200_000;
    await one.say(session.conversationId, 'still here');
    await browser.heard(1);
    expect(one.webchat.sockets).toBe(1);
    one.clock.now += 1_800_000;
    expect(await browser.closed).toBe(1008);
  });

  test('may send empty frames, which mean nothing', async () => {
    const one = await start();
    const { session, browser } = await connected(one);
    for (let n = 0; n < 10; n += 1) browser.socket.send('');
    await one.say(session.conversationId, 'm1');
    await browser.heard(1);
    expect(browser.socket.readyState).toBe(WebSocket.OPEN);
  });

  test.each([
    ['bytes', (socket: WebSocket) => socket.send(Buffer.from([1, 2])), 1003],
    ['a huge frame', (socket: WebSocket) => socket.send('x'.repeat(5_000)), 1009],
    ['too many frames', (socket: WebSocket) => times(80, () => socket.send('')), 1008],
    ['too many pings', (socket: WebSocket) => times(80, () => socket.ping()), 1008],
  ])('is closed for %s', async (_name, send, code) => {
    const one = await start();
    const { browser } = await connected(one);
    send(browser.socket);
    // Whoever goes on sending may see the connection reset (1006) before the frame that says why.
    expect([code, 1006]).toContain(await browser.closed);
    await until(() => one.webchat.sockets === 0);
  });

  test('that answers no ping is given up', async () => {
    const one = await start({ pingMs: 20 });
    const { browser } = await connected(one);
    browser.socket.pause();
    await until(() => one.webchat.sockets === 0);
    browser.socket.terminate();
  });

  test('that reads slowly costs one page and is cut off; nothing is lost or doubled when it comes back', async () => {
    const store = sharedStore();
    const one = await start({ slowMs: 100 }, store);
    // Where it comes back to: patient, or a slow machine would take a browser that reads for one that does not.
    const patient = await start({}, store);
    const { session, browser } = await connected(one);
    browser.socket.pause();
    const { calls } = one.transcript;
    const before = calls.after;
    const filler = 'x'.repeat(40_000);
    for (let n = 1; n <= 800; n += 1) await one.say(session.conversationId, `${n} ${filler}`);
    await until(() => one.webchat.sockets === 0);
    // 800 messages came while it did not read, and the history was not read into memory for it.
    expect(calls.after - before).toBeLessThan(10);
    browser.socket.resume();
    await browser.closed;
    const back = await listen(await streamUrl(patient, session, browser.sets.at(-1)?.watermark ?? ''));
    await back.heard(800 - browser.texts.length);
    const numbers = [...browser.texts, ...back.texts].map((text) => Number.parseInt(text, 10));
    expect(numbers).toEqual(Array.from({ length: 800 }, (_, index) => index + 1));
  });

  test('goes away with 1001 when the server stops, and no new one is taken', async () => {
    const one = await start();
    const { session, browser } = await connected(one);
    const url = await streamUrl(one, session);
    await one.webchat.close();
    expect(await browser.closed).toBe(1001);
    await expect(listen(url)).rejects.toThrow();
  });
});

describe('limits', () => {
  test('of sockets: the oldest of one conversation gives way, an address and the whole are refused', async () => {
    const one = await start({ limits: { perConversation: 2, perAddress: 3, total: 100 } });
    const { session, browser } = await connected(one);
    await listen(await streamUrl(one, session));
    await listen(await streamUrl(one, session));
    expect(await browser.closed).toBe(1008);
    await connected(one);
    expect(await refusedHandshake(await streamUrl(one, session))).toBe(429);
    const full = await start({ limits: { total: 1 } });
    const first = await connected(full);
    expect(await refusedHandshake(await streamUrl(full, first.session))).toBe(503);
  });

  test('of messages: 429 with the time to wait, per conversation', async () => {
    const one = await start({ limits: { posts: { perSecond: 0.5, burst: 2 } } });
    const say = async ({ token, conversationId }: Session) => {
      const path = `/v3/directline/conversations/${conversationId}/activities`;
      return one.call('POST', path, { token, body: { type: 'message', text: 'x' } });
    };
    const [a, b] = [await one.token(), await one.token()];
    const statuses = [await say(a), await say(a), await say(a), await say(b)].map(({ status }) => status);
    expect(statuses).toEqual([200, 200, 429, 200]);
    const refused = await say(a);
    expect([refused.body.code, refused.headers.get('retry-after')]).toEqual(['TooManyRequests', '2']);
    one.clock.now += 2_000;
    expect((await say(a)).status).toBe(200);
  });

  test('of an address: everything, the handshake too', async () => {
    const one = await start({ limits: { address: { perSecond: 1, burst: 3 } } });
    const session = await one.token();
    const url = await streamUrl(one, session);
    await one.token();
    expect((await one.call('POST', '/webchat/token')).status).toBe(429);
    expect(await refusedHandshake(url)).toBe(429);
  });

  test('of new conversations from one address; coming back is always possible', async () => {
    const one = await start({ limits: { opens: { perSecond: 0.1, burst: 1 } } });
    const { token } = await one.token();
    const refused = await one.call('POST', '/webchat/token');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '10']);
    expect((await one.call('POST', '/webchat/token', { body: { token } })).body.resumed).toBe(true);
  });

  test('of polling: there is nothing new, never an error', async () => {
    const one = await start({ limits: { reads: { perSecond: 1, burst: 1 } } });
    const { token, conversationId } = await one.token();
    await one.say(conversationId, 'm1');
    const path = `/v3/directline/conversations/${conversationId}/activities?watermark=0`;
    const answers = [await one.call('GET', path, { token }), await one.call('GET', path, { token })];
    expect(answers.map(({ status, body }) => [status, body.activities.length])).toEqual([
      [200, 1],
      [200, 0],
    ]);
  });
});
