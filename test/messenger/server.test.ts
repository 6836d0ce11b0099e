import { createMessenger } from '../../adapters/messenger/server.ts';
import { createMediaUploads } from '../../adapters/meta/media.ts';
import { sign } from '../../adapters/meta/signature.ts';
import type { Inbound, Receipt, Report } from '../../adapters/port.ts';
import { silent } from '../../domain/log.ts';
import { uncounted } from '../../domain/metrics.ts';
import { type RouteHost, routeHost } from '../support/route-host.ts';
import { type FakeGraph, fakeGraph } from './support/graph.ts';

const PAGE = '100000000000100';
const PSID = '24000000000000001';
const AT = 1_790_000_000_000;
const SECRETS = ['new-secret', 'old-secret'];

let fake: FakeGraph;
let host: RouteHost;
let received: Inbound[];
let reports: Report[];
let counted: string[];
let refuse: Receipt | undefined;
let storeIsDown = false;
let speak: ReturnType<typeof createMessenger>['channel']['speak'];

beforeEach(async () => {
  fake = await fakeGraph();
  received = [];
  reports = [];
  counted = [];
  refuse = undefined;
  storeIsDown = false;
  const messenger = createMessenger({
    ...{
      graph: fake.graph,
      uploads: createMediaUploads(fake.graph),
      pages: new Map([
        [PAGE, 't'],
        ['200', 'u'],
      ]),
    },
    ...{ appSecrets: SECRETS, verifyTokens: ['verify-me'], logger: silent, clock: () => AT },
    async receive(inbound) {
      if (inbound.activity.text === 'boom') throw new TypeError('a fault of ours');
      received.push(inbound);
      return refuse ?? { kind: 'saved' };
    },
    async settle(_channel, all) {
      if (storeIsDown) throw new Error('the store is down');
      reports.push(...all);
    },
    metrics: {
      ...uncounted,
      count: (name, labels) => void (name === 'messenger_events_total' && counted.push(labels?.['what'] ?? '')),
    },
  });
  speak = messenger.channel.speak;
  host = await routeHost({ routes: messenger.routes });
});
afterEach(async () => {
  await host.close();
  await fake.close();
});

async function deliver(entry: readonly object[], secret = SECRETS[0] ?? '', object = 'page'): Promise<Response> {
  const body = Buffer.from(JSON.stringify({ object, entry }));
  const headers = { 'content-type': 'application/json', 'x-hub-signature-256': sign(body, secret) };
  return fetch(`${host.url}/webhooks/messenger`, { method: 'POST', body: new Uint8Array(body), headers });
}
const item = (rest: object, page = PAGE) => ({ sender: { id: PSID }, recipient: { id: page }, timestamp: AT, ...rest });
const text = (words: string, mid = `m_${words}`, page = PAGE) => item({ message: { mid, text: words } }, page);
const echo = (message: object) => ({
  sender: { id: PAGE },
  recipient: { id: PSID },
  timestamp: AT,
  message: { is_echo: true, ...message },
});
const entry = (messaging: readonly object[], id = PAGE) => ({ id, time: AT, messaging });
const settled = () => new Promise((resolve) => setTimeout(resolve, 30));

describe('the webhook', () => {
  test('the handshake', async () => {
    const ask = (token: string) =>
      fetch(`${host.url}/webhooks/messenger?hub.mode=subscribe&hub.verify_token=${token}&hub.challenge=42`);
    const answer = await ask('verify-me');
    expect([answer.status, await answer.text()]).toEqual([200, '42']);
    expect((await ask('wrong')).status).toBe(403);
  });

  test('both secrets of a rotation fit, another is refused before any work', async () => {
    expect((await deliver([entry([text('a')])], 'old-secret')).status).toBe(200);
    expect((await deliver([entry([text('b')])], 'stolen')).status).toBe(401);
    expect(received.map(({ activity }) => activity.text)).toEqual(['a']);
  });

  test("several pages and several messages in one delivery, each to its own conversation, a person's in order", async () => {
    await deliver([entry([text('satu'), text('dua')]), entry([text('tiga', 'm_3', '200')], '200')]);
    const heard = received.map(({ activity }) => [activity.conversation?.id, activity.text]);
    expect(heard).toHaveLength(3);
    expect(heard.filter(([id]) => id === `${PAGE}/${PSID}`).map(([, words]) => words)).toEqual(['satu', 'dua']);
    expect(heard).toContainEqual([`200/${PSID}`, 'tiga']);
  });

  test('a message that makes us stumble costs none of the others', async () => {
    expect((await deliver([entry([text('boom'), text('a')])])).status).toBe(200);
    expect(received.map(({ activity }) => activity.text)).toEqual(['a']);
  });

  test('a message that cannot be taken now brings the delivery back', async () => {
    refuse = { kind: 'refused', reason: 'overload', retryAfterMs: 2_000 };
    const answer = await deliver([entry([text('a')])]);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2']);
    await settled();
    expect(fake.calls).toEqual([]);
  });

  test('Instagram shares the app and is not ours', async () => {
    expect((await deliver([entry([text('a')])], undefined, 'instagram')).status).toBe(200);
    expect(received).toEqual([]);
  });
});

describe('what was read is shown as read', () => {
  test('a saved message, and nothing else', async () => {
    await deliver([entry([text('a'), item({ postback: { mid: 'm_p', payload: 'GET_STARTED', title: 'Mulai' } })])]);
    await settled();
    expect(fake.calls.map(({ body }) => body)).toEqual([{ recipient: { id: PSID }, sender_action: 'mark_seen' }]);
  });

  test('not when it was here before', async () => {
    refuse = { kind: 'seen' };
    await deliver([entry([text('a')])]);
    await settled();
    expect(fake.calls).toEqual([]);
  });
});

describe('what Messenger tells about our replies', () => {
  test('an echo settles the reply, and wakes nobody', async () => {
    await deliver([entry([echo({ mid: 'm_9', metadata: 'o1.hash.7' })])]);
    expect(reports).toEqual([{ ref: 'o1.hash.7', status: 'sent' }]);
    expect(received).toEqual([]);
  });

  test('a delivery settles what an echo or an answer has named', async () => {
    const delivered = (...mids: string[]) => entry([item({ delivery: { mids, watermark: AT } })]);
    await deliver([entry([echo({ mid: 'm_9', metadata: 'o1.hash.7' })])]);
    const activity = { type: 'message', text: 'Halo', textFormat: 'plain' };
    const one = { id: 'in:8', seq: 8, ref: 'o1.hash.8', tries: 0, activity };
    await speak(`${PAGE}/${PSID}`, [one], { inboundAt: AT, until: AT + 1_000 });
    reports.length = 0;
    await deliver([delivered('m_9', 'm_out_1', 'm_unknown')]);
    expect(reports).toEqual([
      { ref: 'o1.hash.7', status: 'delivered' },
      { ref: 'o1.hash.8', status: 'delivered' },
    ]);
  });

  test('is answered when it is on disk: until then Meta keeps it', async () => {
    storeIsDown = true;
    const told = [entry([echo({ mid: 'm_9', metadata: 'o1.hash.7' })])];
    expect((await deliver(told)).status).toBe(503);
    storeIsDown = false;
    expect((await deliver(told)).status).toBe(200);
    expect(reports).toEqual([{ ref: 'o1.hash.7', status: 'sent' }]);
  });

  test('of a reply in parts the last speaks for all, an earlier one for those before, and parts that arrived are not sent again', async () => {
    await deliver([entry([echo({ mid: 'm_1', metadata: 'o1.hash.7~0~2' })])]);
    expect(reports).toEqual([{ ref: 'o1.hash.7', status: 'sent', parts: 1 }]);
    reports.length = 0;
    const activity = { type: 'message', text: `${'a'.repeat(1_990)}\n${'b'.repeat(1_990)}`, textFormat: 'plain' };
    const one = { id: 'in:7', seq: 7, ref: 'o1.hash.7', tries: 1, activity };
    await speak(`${PAGE}/${PSID}`, [one], { inboundAt: AT, until: AT + 1_000 });
    expect(fake.messages().map(({ message }) => (message as { text: string }).text[0])).toEqual(['b']);
    await deliver([entry([echo({ mid: 'm_2', metadata: 'o1.hash.7~1~2' })])]);
    expect(reports).toEqual([{ ref: 'o1.hash.7', status: 'sent' }]);
  });

  test("an officer's words, other apps' metadata, reads: counted only", async () => {
    await deliver([
      entry([
        echo({ mid: 'm_1', text: 'x' }),
        echo({ mid: 'm_2', metadata: 'a~b~c~d' }),
        item({ read: { watermark: AT } }),
      ]),
    ]);
    expect([reports, received]).toEqual([[], []]);
    expect(counted).toEqual(['echo', 'echo', 'read']);
  });
});

describe('an officer takes the thread', () => {
  test('asked for it, it is passed on', async () => {
    await deliver([entry([item({ request_thread_control: { requested_owner_app_id: '263902037430900' } })])]);
    await settled();
    expect(fake.calls).toMatchObject([
      {
        path: `/${PAGE}/pass_thread_control`,
        token: 't',
        body: { recipient: { id: PSID }, target_app_id: '263902037430900' },
      },
    ]);
  });

  test('meanwhile the bot hears nothing; when it comes back, it is told', async () => {
    await deliver([{ id: PAGE, standby: [text('a')] }]);
    expect(received).toEqual([]);
    await deliver([entry([item({ pass_thread_control: { new_owner_app_id: '1' } })])]);
    expect(received.map(({ activity }) => activity.name)).toEqual(['handover/returned']);
  });
});
