import { type Activity, ConnectionStatus, DirectLine, type DirectLineOptions } from 'botframework-directlinejs';
import { WebSocket } from 'ws';
import { type Chat, chat } from './support/chat.ts';
import { FetchRequest } from './support/xhr.ts';

/** The client that Web Chat itself is built on, against our server. */
describe('the Bot Framework client', () => {
  let one: Chat;
  const clients: DirectLine[] = [];
  beforeAll(() => {
    Object.assign(globalThis, { XMLHttpRequest: FetchRequest, WebSocket });
  });
  beforeEach(async () => {
    one = await chat({ greet: true });
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) client.end();
    await one.close();
  });

  function connect(options: DirectLineOptions): {
    client: DirectLine;
    said: string[];
    heard(count: number): Promise<void>;
  } {
    const client = new DirectLine({ domain: `${one.url}/v3/directline`, ...options });
    clients.push(client);
    const said: string[] = [];
    client.activity$.subscribe(
      (activity: Activity) => {
        if (activity.type === 'message') said.push(`${activity.from.role}: ${activity.text}`);
      },
      // `end()` says so by an error.
      () => {},
    );
    const heard = async (count: number): Promise<void> => {
      while (said.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
    };
    return { client, said, heard };
  }
  function post(client: DirectLine, userId: string, text: string): Promise<string> {
    const activity: Activity = { type: 'message', text, from: { id: userId }, channelData: { clientActivityID: text } };
    return new Promise((resolve, reject) => client.postActivity(activity).subscribe(resolve, reject));
  }

  test.each([[true], [false]])('greets, talks and comes back after a reload (WebSocket: %j)', async (webSocket) => {
    const { token, userId, conversationId } = await one.token();
    const first = connect({ token, webSocket, pollingInterval: 200 });
    await first.heard(1);
    expect(await post(first.client, userId, 'Halo')).toMatch(`${conversationId}|c-`);
    await first.heard(3);
    expect(first.said).toEqual(['bot: Hello', 'user: Halo', 'bot: You said: Halo']);
    expect(first.client.connectionStatus$.getValue()).toBe(ConnectionStatus.Online);
    first.client.end();

    const resumed = (await one.call('POST', '/webchat/token', { body: { token } })).body;
    const second = connect({ token: resumed.token, webSocket, pollingInterval: 200 });
    await second.heard(3);
    expect(second.said).toEqual(first.said);
  });

  test('is told to retry what was not saved, and that its token has expired', async () => {
    const { token, userId } = await one.token();
    const { client, heard } = connect({ token, webSocket: true });
    await heard(1);
    one.refuse = { kind: 'refused', reason: 'store', retryAfterMs: 1_000 };
    expect(await post(client, userId, 'Halo')).toBe('retry');
    one.refuse = undefined;
    expect(await post(client, userId, 'Halo')).toContain('|c-');
    one.clock.now += 1_801_000;
    expect(await post(client, userId, 'lagi')).toBe('retry');
    expect(client.connectionStatus$.getValue()).toBe(ConnectionStatus.ExpiredToken);
  });
});
