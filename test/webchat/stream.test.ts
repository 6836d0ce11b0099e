import { createTranscript } from '../../bots/transcript.ts';
import { memoryDocuments } from '../support/memory-documents.ts';
import { type Chat, chat, listen, NOW, refusedHandshake, sharedStore } from './support/chat.ts';

const open: Chat[] = [];
async function start(...parts: Parameters<typeof chat>): Promise<Chat> {
  const one = await chat(...parts);
  open.push(one);
  return one;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function streamUrl(one: Chat, token: string): Promise<string> {
  return (await one.call('POST', '/v3/directline/conversations', { token, body: { user: {} } })).body.streamUrl;
}
const texts = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => `m${from + index}`);

describe('the stream', () => {
  test('shows a citizen their own words, then the answer, with the id that the post gave', async () => {
    const one = await start();
    const { token, conversationId, userId } = await one.token();
    const browser = await listen(await streamUrl(one, token));
    const posted = await one.call('POST', `/v3/directline/conversations/${conversationId}/activities`, {
      token,
      body: { type: 'message', text: 'Halo', from: { id: 'somebody-else' }, channelData: { clientActivityID: 'c1' } },
    });
    expect(posted.status).toBe(200);
    await browser.heard(2);
    const [echo, answer] = browser.sets.flatMap((set) => set.activities);
    expect(echo).toMatchObject({
      id: posted.body.id,
      type: 'message',
      text: 'Halo',
      from: { id: userId, role: 'user' },
      channelData: { clientActivityID: 'c1', 'webchat:sequence-id': 1 },
    });
    expect(answer).toMatchObject({
      text: 'You said: Halo',
      from: { role: 'bot' },
      conversation: { id: conversationId },
      channelData: { 'webchat:sequence-id': 2 },
    });
    expect(browser.sets.at(-1)?.watermark).toBe('2');
  });

  test('replays what came after the watermark, then goes on, without a gap and without a double', async () => {
    const one = await start();
    const { token, conversationId } = await one.token();
    const first = await listen(await streamUrl(one, token));
    await one.say(conversationId, ...texts(1, 3));
    await first.heard(3);
    first.socket.terminate();
    await one.say(conversationId, ...texts(4, 250));
    const path = `/v3/directline/conversations/${conversationId}?watermark=${first.sets.at(-1)?.watermark}`;
    const back = await one.call('GET', path, { token });
    const second = await listen(back.body.streamUrl);
    await one.say(conversationId, ...texts(251, 252));
    await second.heard(249);
    expect(second.texts).toEqual(texts(4, 252));
  });

  test('two processes on one history: an answer spoken by one reaches a browser at the other', async () => {
    const store = sharedStore();
    const [here, there] = [await start({}, store), await start({}, store)];
    const { token, conversationId } = await here.token();
    const atHere = await listen(await streamUrl(here, token));
    const atThere = await listen(await streamUrl(there, token));
    for (const text of texts(1, 10)) await (Number(text.slice(1)) % 2 ? here : there).say(conversationId, text);
    await Promise.all([atHere.heard(10), atThere.heard(10)]);
    expect(atHere.texts).toEqual(texts(1, 10));
    expect(atThere.texts).toEqual(texts(1, 10));
  });

  test('the same through the documents, with the pace of the product: within a second', async () => {
    const documents = memoryDocuments({ clock: () => NOW });
    const sealer = { seal: (plain: string) => plain, open: (sealed: string) => sealed };
    const process = () => ({ transcript: createTranscript({ documents, sealer, ttlMs: 60_000 }), pollMs: 300 });
    const store = sharedStore();
    const [here, there] = [await start(process(), store), await start(process(), store)];
    const { token, conversationId } = await there.token();
    const browser = await listen(await streamUrl(there, token));
    await here.say(conversationId, 'm1');
    const late = new Promise<string>((resolve) => setTimeout(resolve, 1_000, 'late').unref());
    expect(await Promise.race([browser.heard(1).then(() => 'heard'), late])).toBe('heard');
  });

  test('a handshake needs a fresh ticket of this conversation', async () => {
    const one = await start();
    const { token, conversationId } = await one.token();
    const url = await streamUrl(one, token);
    const other = (await one.token()).conversationId;
    expect(await refusedHandshake(url.replace(/t=[^&]+/, ''))).toBe(401);
    expect(await refusedHandshake(url.replace(/t=[^&]+/, `t=${token}`))).toBe(401);
    expect(await refusedHandshake(url.replace(conversationId, other))).toBe(403);
    expect(await refusedHandshake(url, 'http://elsewhere.test')).toBe(403);
    one.clock.now += 61_000;
    expect(await refusedHandshake(url)).toBe(403);
  });
});
