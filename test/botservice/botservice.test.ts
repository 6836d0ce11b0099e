import { randomUUID } from 'node:crypto';
import { readAddress } from '../../adapters/botservice/address.ts';
import { createBotService } from '../../adapters/botservice/server.ts';
import type { Channel, Inbound, Outcome, Outgoing, Receipt } from '../../adapters/port.ts';
import { silent } from '../../domain/log.ts';
import { uncounted } from '../../domain/metrics.ts';
import { type RouteHost, routeHost } from '../support/route-host.ts';
import { type FakeService, fakeService, type Keys, makeKeys } from './support/service.ts';

let keys: Keys;
let service: FakeService;
let host: RouteHost;
let channel: Channel;
let received: Inbound[];
let refuse: Receipt | undefined;
let appId: string;
let now: number;
// The SDK prints the errors of tokens by itself.
const complaints = jest.spyOn(console, 'error').mockImplementation(() => {});
beforeAll(async () => {
  keys = await makeKeys();
});
afterAll(() => complaints.mockRestore());

async function open(identity: { appId: string; password: string; tenant: string }): Promise<void> {
  service = await fakeService(keys);
  received = [];
  refuse = undefined;
  now = Date.now();
  const cloud = {
    loginUrl: service.url,
    scope: 'https://api.botframework.test',
    issuer: service.issuer,
    openIdUrl: `${service.url}/openid`,
  };
  const room = createBotService({
    ...{ identity, cloud, logger: silent, metrics: uncounted, clock: () => now },
    async receive(inbound) {
      received.push(inbound);
      return refuse ?? { kind: 'saved' };
    },
  });
  channel = room.channel;
  host = await routeHost({ routes: room.routes });
}
afterEach(async () => {
  await host.close();
  await service.close();
});

const message = (more: object = {}): Record<string, unknown> => ({
  ...{ type: 'message', id: 'm-1', text: 'Halo', channelId: 'webchat', serviceUrl: service.url },
  ...{
    from: { id: 'user-1', name: 'Siti' },
    recipient: { id: 'bot-1' },
    conversation: { id: 'conv-1' },
    timestamp: new Date().toISOString(),
  },
  ...more,
});
async function post(activity: unknown, token?: string, headers: Record<string, string> = {}): Promise<number> {
  const authorization: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const all = { 'content-type': 'application/json', ...authorization, ...headers };
  return (await fetch(`${host.url}/api/messages`, { method: 'POST', headers: all, body: JSON.stringify(activity) }))
    .status;
}
const good = (more: object = {}) => service.token({ aud: appId, serviceurl: service.url, ...more });
const out = (text: string, more: object = {}): Outgoing => ({
  id: `in:${text}`,
  seq: 1,
  ref: 'o1.h.1',
  tries: 0,
  activity: { type: 'message', text, ...more },
});
async function addressOf(): Promise<string> {
  expect(await post(message(), await good())).toBe(200);
  return received.at(-1)?.address ?? '';
}
const speak = async (...all: Outgoing[]): Promise<readonly Outcome[]> =>
  channel.speak(await addressOf(), all, { inboundAt: now, until: now + 60_000 });

describe('a registered app', () => {
  beforeEach(() => {
    // The SDK keeps tokens by app id for the whole process.
    appId = randomUUID();
    return open({ appId, password: 'pass-word', tenant: 'tenant-1' });
  });

  test('a signed message is a turn; the address of its reply is kept apart from the conversation', async () => {
    expect(
      await post(
        message({
          value: { a: 1 },
          locale: 'id-ID',
          attachments: [{ contentType: 'image/png', contentUrl: 'https://x' }],
        }),
        await good(),
      ),
    ).toBe(200);
    const [{ activity, address = '' } = {} as Inbound] = received;
    expect(activity).toMatchObject({
      ...{ id: 'm-1', type: 'message', text: 'Halo', channelId: 'botservice', value: { a: 1 }, locale: 'id-ID' },
      ...{
        from: { id: 'user-1', name: '' },
        conversation: { id: 'webchat|conv-1' },
        attachments: [{ contentType: 'image/png' }],
      },
    });
    expect(JSON.stringify(activity)).not.toContain('Siti');
    expect(JSON.stringify(activity)).not.toContain(service.url);
    expect(readAddress(address)).toEqual({
      serviceUrl: service.url,
      channelId: 'webchat',
      conversation: 'conv-1',
      bot: 'bot-1',
      user: 'user-1',
    });
  });

  test.each<[string, () => Promise<string | undefined>]>([
    ['no token', async () => undefined],
    ['no JWT', async () => 'nonsense'],
    ['a key that nobody published', () => service.token({ aud: appId, serviceurl: service.url }, { wrong: true })],
    ['expired', () => service.token({ aud: appId, serviceurl: service.url }, { expired: true })],
    ['for another app', () => service.token({ aud: 'another', serviceurl: service.url })],
    ['of another issuer', () => good({ iss: 'https://evil.test' })],
    ['for another service address', () => good({ serviceurl: 'https://evil.test' })],
    ['without a service address', () => good({ serviceurl: undefined })],
  ])('refused, with nothing done: %s', async (_name, token) => {
    expect(await post(message(), await token())).toBe(401);
    expect(received).toEqual([]);
  });

  test('a channel that the key does not speak for is refused', async () => {
    expect(await post(message({ channelId: 'msteams' }), await good())).toBe(401);
    expect(await post(message({ channelId: 'AseChannel' }), await good())).toBe(401);
  });

  test('an address that the token names but that is no https is not trusted', async () => {
    const serviceUrl = 'http://elsewhere.test';
    expect(await post(message({ serviceUrl }), await good({ serviceurl: serviceUrl }))).toBe(403);
    expect(received).toEqual([]);
  });

  test.each<[string, object, number, number]>([
    ['typing', { type: 'typing' }, 200, 0],
    ['a reaction', { type: 'messageReaction' }, 200, 0],
    ['a group', { conversation: { id: 'c', isGroup: true } }, 200, 0],
    ['the bot itself joined', { type: 'conversationUpdate', membersAdded: [{ id: 'bot-1' }] }, 200, 0],
    ['somebody joined', { type: 'conversationUpdate', membersAdded: [{ id: 'bot-1' }, { id: 'user-1' }] }, 200, 1],
    ['an invoke', { type: 'invoke', name: 'x' }, 501, 0],
    ['a message without an id', { id: undefined }, 400, 0],
    ['no conversation', { conversation: undefined }, 400, 0],
    ['no type', { type: undefined }, 400, 0],
  ])('%s: %j', async (_name, more, status, turns) => {
    expect(await post(message(more), await good())).toBe(status);
    expect(received).toHaveLength(turns);
  });

  test('a place is handed on as the dialogs know it', async () => {
    const entities = [
      { type: 'Place', geo: { type: 'GeoCoordinates', latitude: -6.9, longitude: 107.6 } },
      { type: 'x' },
    ];
    await post(message({ entities }), await good());
    expect(received[0]?.activity.entities).toEqual([{ type: 'GeoCoordinates', latitude: -6.9, longitude: 107.6 }]);
  });

  test('whoever announces the conversation, it is opened once', async () => {
    const joined = (at: string) =>
      message({ type: 'conversationUpdate', id: at, membersAdded: [{ id: 'user-1' }], timestamp: undefined });
    await post(joined('u-1'), await good());
    await post(joined('u-2'), await good());
    expect(new Set(received.map(({ activity }) => activity.id)).size).toBe(1);
    expect(received[0]?.activity).toMatchObject({ type: 'event', name: 'conversation/opened' });
  });

  test('what cannot be taken now is answered with 503', async () => {
    refuse = { kind: 'refused', reason: 'overload', retryAfterMs: 2_000 };
    expect(await post(message(), await good())).toBe(503);
  });

  test('not JSON is refused before anything', async () => {
    expect(await post(message(), await good(), { 'content-type': 'text/plain' })).toBe(415);
  });

  test("keys that cannot be fetched are our trouble, not the sender's", async () => {
    service.keysThere = false;
    expect(await post(message(), await good())).toBe(503);
  });

  test('replies go out in order through the connector, with our token', async () => {
    expect(await speak(out('satu'), out('dua'))).toEqual([{ kind: 'sent' }, { kind: 'sent' }]);
    expect(service.sent.map(({ path, token, activity }) => [path, token, activity.text])).toEqual([
      ['/v3/conversations/conv-1/activities', 't1', 'satu'],
      ['/v3/conversations/conv-1/activities', 't1', 'dua'],
    ]);
    expect(service.sent[0]?.activity).toMatchObject({
      recipient: { id: 'user-1' },
      from: { id: 'bot-1' },
      channelId: 'webchat',
    });
    expect(Object.fromEntries(service.asked[0] ?? [])).toEqual({
      ...{ grant_type: 'client_credentials', client_id: appId, client_secret: 'pass-word' },
      scope: 'https://api.botframework.test/.default',
    });
    expect(service.asked).toHaveLength(1);
  });

  test('buttons say their title where a client would lose their value', async () => {
    const suggestedActions = { to: [], actions: [{ type: 'messageBack', title: 'Ya', text: 'Ya', value: 'v1:7:yes' }] };
    const webchat = await addressOf();
    await post(message({ channelId: 'telegram' }), await good());
    const telegram = received.at(-1)?.address ?? '';
    for (const address of [webchat, telegram])
      await channel.speak(address, [out('Benar?', { suggestedActions })], { inboundAt: now, until: now + 60_000 });
    expect(
      service.sent.map(({ activity }) => (activity['suggestedActions'] as typeof suggestedActions).actions[0]),
    ).toEqual([
      { type: 'messageBack', title: 'Ya', text: 'Ya', value: 'v1:7:yes' },
      { type: 'imBack', title: 'Ya', value: 'Ya' },
    ]);
  });

  test.each<[string, FakeService['script'], object]>([
    ['credentials refused', [401], { kind: 'fatal', reason: 'token' }],
    ['not allowed to speak to this person', [403], { kind: 'blocked', reason: 'forbidden' }],
    ['the conversation is gone', [404], { kind: 'rejected', reason: 'conversation_gone' }],
    ['a wrong activity', [400], { kind: 'rejected', reason: 'parameter' }],
    ['too fast', [{ status: 429, retryAfter: '30' }], { kind: 'retry', reason: 'throttled', afterMs: 30_000 }],
    ['the service stumbles', [502], { kind: 'retry', reason: 'server_error', doubt: true }],
    ['the line is cut', ['cut'], { kind: 'retry', reason: 'cut', doubt: true }],
  ])('%s', async (_name, script, expected) => {
    service.script.push(...script);
    const outcomes = await speak(out('satu'), out('dua'));
    expect(outcomes[0]).toMatchObject(expected);
    // What may pass holds up what comes later, what is final does not. The connector never repeats by itself.
    const waits = outcomes[0]?.kind === 'retry' || outcomes[0]?.kind === 'fatal';
    expect(outcomes[1]?.kind).toBe(waits ? 'retry' : 'sent');
    expect(service.sent).toHaveLength(waits ? 1 : 2);
  });

  test.each([
    [401, { kind: 'fatal', reason: 'token' }],
    [503, { kind: 'retry', reason: 'token_endpoint' }],
  ])('no token to speak with: %i', async (status, expected) => {
    service.tokenStatus = status;
    expect((await speak(out('satu')))[0]).toMatchObject(expected);
    expect(service.sent).toEqual([]);
  });

  test("nothing is begun when the time is over, and a strange address is nobody's", async () => {
    expect(await channel.speak(await addressOf(), [out('a')], { inboundAt: now, until: now })).toEqual([
      { kind: 'retry', afterMs: 0 },
    ]);
    expect(await channel.speak('x', [out('a')], { inboundAt: now, until: now + 1 })).toEqual([
      { kind: 'rejected', reason: 'address' },
    ]);
    expect(service.sent).toEqual([]);
  });
});

describe('the Emulator, without an app', () => {
  beforeEach(() => {
    appId = '';
    return open({ appId: '', password: '', tenant: 'botframework.com' });
  });

  test('talks from this machine without a token, and is answered without one', async () => {
    expect(await post(message({ channelId: 'emulator' }))).toBe(200);
    const outcomes = await channel.speak(received[0]?.address ?? '', [out('Halo')], {
      inboundAt: now,
      until: now + 60_000,
    });
    expect(outcomes).toEqual([{ kind: 'sent' }]);
    expect(service.sent.map(({ token, activity }) => [token, activity.text])).toEqual([['', 'Halo']]);
    expect(service.asked).toEqual([]);
  });

  test.each<[string, object, Record<string, string>, number]>([
    ['an address elsewhere', { serviceUrl: 'https://evil.test' }, {}, 403],
    ['through a proxy', {}, { 'x-forwarded-for': '10.0.0.1' }, 401],
    ['from a web page', {}, { origin: 'https://evil.test' }, 401],
  ])('refused: %s', async (_name, more, headers, status) => {
    expect(await post(message(more), undefined, headers)).toBe(status);
    expect(received).toEqual([]);
  });
});
