import { createTranscript } from '../../bots/transcript.ts';
import { engine, openSealer } from '../bots/support/engine.ts';
import { memoryDocuments } from '../support/memory-documents.ts';
import { type Chat, chat, type Listener, listen, NOW, type Session } from './support/chat.ts';

/** Two processes of the real turn engine on one store, each with its own web chat. */
describe('with the turn engine behind it', () => {
  const open: Chat[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((one) => one.close()));
  });

  async function processes(count: number): Promise<Chat[]> {
    const documents = memoryDocuments({ clock: () => NOW });
    for (let n = 0; n < count; n += 1) {
      const { bot } = engine(documents, { now: NOW });
      const transcript = createTranscript({ documents, sealer: openSealer, ttlMs: 60_000 });
      const one = await chat({ receive: bot.receive, transcript });
      bot.channels.set(one.webchat.channel.id, one.webchat.channel);
      open.push(one);
    }
    return open;
  }

  async function browserAt(one: Chat, { token }: Session): Promise<Listener> {
    return listen((await one.call('POST', '/v3/directline/conversations', { token, body: {} })).body.streamUrl);
  }

  function say(one: Chat | undefined, { token, conversationId }: Session, clientActivityID: string) {
    const body = { type: 'message', text: clientActivityID, channelData: { clientActivityID } };
    const path = `/v3/directline/conversations/${conversationId}/activities`;
    return one?.call('POST', path, { token, body });
  }

  test('twenty messages at once into two processes: every browser sees each once, its answers after it', async () => {
    const chats = await processes(2);
    const [first] = chats;
    if (!first) throw new Error('no process');
    const session = await first.token();
    const browsers = await Promise.all(chats.map((one) => browserAt(one, session)));
    const names = Array.from({ length: 20 }, (_, n) => `w${n}`);
    const answers = await Promise.all(names.map((name, n) => say(chats[n % 2], session, name)));
    expect(new Set(answers.map((answer) => answer?.status))).toEqual(new Set([200]));

    await Promise.all(browsers.map((browser) => browser.heard(60)));
    for (const { texts, sets } of browsers) {
      expect([...texts].sort()).toEqual(names.flatMap((name, n) => [name, `heard ${name}`, String(n + 1)]).sort());
      // Echo, number, answer: three in a row for each message, the numbers in order.
      const turns = Array.from({ length: 20 }, (_, n) => texts.slice(3 * n, 3 * n + 3));
      turns.forEach(([echo, count, answer], n) => {
        expect([count, answer]).toEqual([String(n + 1), `heard ${echo}`]);
      });
      expect(sets.at(-1)?.watermark).toBe('60');
    }
    expect(browsers[0]?.texts).toEqual(browsers[1]?.texts);
  });

  test('one message sent five times to two processes is one turn', async () => {
    const chats = await processes(2);
    const [first] = chats;
    if (!first) throw new Error('no process');
    const session = await first.token();
    const browser = await browserAt(first, session);
    const answers = await Promise.all([0, 1, 0, 1, 0].map((n) => say(chats[n], session, 'same')));
    expect(new Set(answers.map((answer) => `${answer?.status} ${answer?.body.id}`)).size).toBe(1);
    await say(first, session, 'next');
    await browser.heard(6);
    expect(browser.texts).toEqual(['same', '1', 'heard same', 'next', '2', 'heard next']);
  });
});
