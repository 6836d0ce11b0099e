import type { Activity } from 'botframework-schema';
import { createMessengerChannel } from '../../adapters/messenger/channel.ts';
import { createMediaUploads } from '../../adapters/meta/media.ts';
import { createProgress, type Progress } from '../../adapters/meta/progress.ts';
import type { Channel, Outcome, Outgoing } from '../../adapters/port.ts';
import { type FakeGraph, fakeGraph, graphError } from './support/graph.ts';

const PAGE = '100000000000100';
const PSID = '24000000000000001';
const ADDRESS = `${PAGE}/${PSID}`;
const HOUR = 3_600_000;
const NOW = 1_790_000_000_000;

let fake: FakeGraph;
let channel: Channel;
let progress: Progress;
let now: number;

beforeEach(async () => {
  fake = await fakeGraph();
  progress = createProgress();
  now = NOW;
  const pages = new Map([
    [PAGE, 'page-token'],
    ['200', 'other-token'],
  ]);
  const clock = (): number => now;
  channel = createMessengerChannel({
    graph: fake.graph,
    uploads: createMediaUploads(fake.graph, clock),
    pages,
    progress,
    clock,
  });
});
afterEach(() => fake.close());

let seq = 0;
function out(activity: Partial<Activity> | string, tries = 0): Outgoing {
  seq += 1;
  const said = typeof activity === 'string' ? { type: 'message', text: activity, textFormat: 'plain' } : activity;
  return { id: `in:${seq}`, seq, ref: `o1.hash.${seq}`, tries, activity: said };
}
const speak = (all: readonly Outgoing[], inboundAt = NOW - HOUR, address = ADDRESS): Promise<readonly Outcome[]> =>
  channel.speak(address, all, { inboundAt, until: now + 60_000 });
const kinds = (outcomes: readonly Outcome[]) => outcomes.map(({ kind }) => kind);
const texts = () => fake.messages().map(({ message }) => (message as { text?: string }).text);
const long = (parts: number) => Array.from({ length: parts }, (_, n) => `${n} ${'x'.repeat(1_990)}`).join('\n');

describe('sending', () => {
  test("a reply inside the window, with the token in the header and the reply's name in the metadata", async () => {
    const one = out('Halo');
    expect(await speak([one])).toEqual([{ kind: 'sent', reason: 'ok' }]);
    expect(fake.calls).toEqual([
      {
        ...{ method: 'POST', path: `/${PAGE}/messages`, token: 'page-token' },
        body: { recipient: { id: PSID }, messaging_type: 'RESPONSE', message: { text: 'Halo', metadata: one.ref } },
      },
    ]);
  });

  test('several pages: each in its own name', async () => {
    await speak([out('a')], NOW, `200/${PSID}`);
    expect(fake.calls[0]).toMatchObject({ path: '/200/messages', token: 'other-token' });
    expect(await speak([out('a')], NOW, `300/${PSID}`)).toMatchObject([{ kind: 'fatal', reason: 'page_unknown' }]);
    expect(await speak([out('a')], NOW, 'nonsense')).toMatchObject([{ kind: 'fatal' }]);
    expect(fake.calls).toHaveLength(1);
  });

  test('order is kept over replies and their parts', async () => {
    expect(kinds(await speak([out('satu'), out(long(2)), out('tiga')]))).toEqual(['sent', 'sent', 'sent']);
    expect(texts().map((text) => text?.slice(0, 1))).toEqual(['s', '0', '1', 't']);
  });

  test('typing is an action, an event is nothing', async () => {
    expect(kinds(await speak([out({ type: 'typing' }), out({ type: 'event', name: 'x' })]))).toEqual(['sent', 'sent']);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(fake.calls.map(({ body }) => body)).toEqual([{ recipient: { id: PSID }, sender_action: 'typing_on' }]);
  });

  test('the picture of a ticket is uploaded once and sent by its id', async () => {
    const contentUrl = `data:image/png;base64,${Buffer.from('png').toString('base64')}`;
    const ticket = {
      type: 'message',
      text: 'Tiket',
      attachments: [{ contentType: 'image/png', contentUrl, name: 'AB12.png' }],
    };
    await speak([out(ticket)]);
    await speak([out(ticket)]);
    const uploads = fake.calls.filter(({ path }) => path.endsWith('/message_attachments'));
    expect(uploads).toHaveLength(1);
    expect(uploads[0]?.body).toEqual({
      message: JSON.stringify({ attachment: { type: 'image', payload: { is_reusable: true } } }),
      filedata: `AB12.png image/png ${Buffer.from('png').toString('base64')}`,
    });
    expect(fake.messages().map(({ message }) => message)).toMatchObject([
      { attachment: { type: 'image', payload: { attachment_id: expect.stringMatching(/^a\d+$/) } } },
      { text: 'Tiket' },
      { attachment: { type: 'image' } },
      { text: 'Tiket' },
    ]);
  });
});

describe('the window', () => {
  const asking = (messenger: object) => out({ type: 'message', text: 'Halo', channelData: { messenger } });
  const DAY = 24 * HOUR;
  test.each<[string, object | undefined, number, Outcome, object | undefined]>([
    ['a minute and a second before the end', undefined, DAY - 61_000, { kind: 'sent' }, { messaging_type: 'RESPONSE' }],
    ['a minute before the end', undefined, DAY - 60_000, { kind: 'rejected', reason: 'window_closed' }, undefined],
    ['for somebody who never wrote', undefined, NOW, { kind: 'rejected', reason: 'window_closed' }, undefined],
    [
      'a person answers within seven days',
      { tag: 'HUMAN_AGENT' },
      6 * DAY,
      { kind: 'sent' },
      { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' },
    ],
    [
      'a person answers after seven days',
      { tag: 'HUMAN_AGENT' },
      7 * DAY,
      { kind: 'rejected', reason: 'window_closed' },
      undefined,
    ],
    [
      'inside the window no tag is used',
      { tag: 'HUMAN_AGENT' },
      HOUR,
      { kind: 'sent' },
      { messaging_type: 'RESPONSE' },
    ],
    [
      'a tag of the past',
      { tag: 'CONFIRMED_EVENT_UPDATE' },
      2 * DAY,
      { kind: 'rejected', reason: 'tag_retired' },
      undefined,
    ],
    [
      'an approved template',
      { template: { name: 'reminder', language: { code: 'id' } } },
      30 * DAY,
      { kind: 'sent' },
      { messaging_type: 'UTILITY' },
    ],
  ])('%s', async (_name, wish, silence, outcome, fields) => {
    const [heard] = await speak([wish ? asking(wish) : out('Halo')], NOW - silence);
    expect(heard).toMatchObject(outcome);
    expect(fake.messages()).toHaveLength(fields ? 1 : 0);
    if (fields) expect(fake.messages()[0]).toMatchObject(fields);
  });

  test('a template is sent as it is, in place of words', async () => {
    const template = { name: 'reminder', language: { code: 'id' }, components: [] };
    await speak([asking({ template })], 0);
    expect(fake.messages()[0]?.['message']).toEqual({ template, metadata: expect.stringMatching(/^o1\./) });
  });
});

describe("a notice's template, in the shape of Meta's own example", () => {
  const notice = {
    name: 'session_changed',
    language: 'id',
    parameters: { person: 'S**i', place: 'Puskesmas Melati' },
    replies: ['r1.ticket.abc', 'r1.change.abc'],
  };
  const asked = () => ({
    ...out('Halo'),
    activity: { type: 'message', text: 'Halo', channelData: { template: notice } },
  });
  const body = {
    type: 'body',
    parameters: [
      { type: 'text', parameter_name: 'person', text: 'S**i' },
      { type: 'text', parameter_name: 'place', text: 'Puskesmas Melati' },
    ],
  };
  const sent = () => (fake.messages()[0]?.['message'] as { template: object }).template;

  test('the answers are one component of postbacks, in their order and without an index', async () => {
    expect(kinds(await speak([asked()], 0))).toEqual(['sent']);
    expect(sent()).toEqual({
      name: 'session_changed',
      language: { code: 'id' },
      components: [
        body,
        {
          type: 'buttons',
          parameters: notice.replies.map((payload) => ({ type: 'POSTBACK', payload })),
        },
      ],
    });
  });

  test('a page whose templates have numbers in their words gets the words alone', async () => {
    const { graph } = fake;
    const more = { uploads: createMediaUploads(graph), pages: new Map([[PAGE, 't']]), progress, clock: () => now };
    const plain = createMessengerChannel({ graph, ...more, templateAnswers: 'numbers' });
    await plain.speak(ADDRESS, [asked()], { inboundAt: 0, until: now + 60_000 });
    expect(sent()).toMatchObject({ components: [body] });
  });
});

describe('what Messenger answers', () => {
  test.each<[string, ReturnType<typeof graphError>, object]>([
    ['outside the window', graphError(10, 2018278), { kind: 'rejected', reason: 'window_closed' }],
    ['outside the window, another way', graphError(10, 2534022), { kind: 'rejected', reason: 'window_closed' }],
    ['another app has the thread', graphError(100, 2018300), { kind: 'rejected', reason: 'not_owner' }],
    ['the person is gone', graphError(551, 1545041), { kind: 'blocked', reason: 'unreachable' }],
    ['no such person', graphError(100, 2018001), { kind: 'blocked', reason: 'unreachable' }],
    ['a wrong parameter', graphError(100), { kind: 'rejected', reason: 'parameter' }],
    ['the token is gone', graphError(190, undefined, 401), { kind: 'fatal', reason: 'token' }],
    ['the page is restricted', graphError(10, 1893063), { kind: 'fatal', reason: 'page_restricted' }],
    ['too fast', graphError(613), { kind: 'retry', reason: 'rate' }],
    ['temporary', graphError(1200, undefined, 500), { kind: 'retry', reason: 'temporary' }],
    ['no JSON', { status: 502, body: 'Bad Gateway' }, { kind: 'retry', doubt: true }],
    ['a 200 without an id', { status: 200, body: { recipient_id: PSID } }, { kind: 'retry', doubt: true }],
    [
      'a 200 with an error',
      { status: 200, body: { error: { code: 190, message: 'x' } } },
      { kind: 'fatal', reason: 'token' },
    ],
    ['the line is cut after it was taken', 'cut', { kind: 'retry', doubt: true }],
    ['no answer in time', { waitMs: 600 }, { kind: 'retry', doubt: true }],
  ])('%s', async (_name, script, expected) => {
    fake.script.push(script);
    expect((await speak([out('a')]))[0]).toMatchObject(expected);
  });

  test('after a refusal that may pass, what comes later waits, and nothing of it was sent', async () => {
    fake.script.push({ status: 200, body: { message_id: 'm_1' } }, graphError(1200));
    const outcomes = await speak([out('satu'), out('dua'), out('tiga')]);
    expect(kinds(outcomes)).toEqual(['sent', 'retry', 'retry']);
    expect(texts()).toEqual(['satu', 'dua']);
  });

  test('a refusal that is final does not hold up the next reply', async () => {
    fake.script.push(graphError(100));
    expect(kinds(await speak([out('satu'), out('dua')]))).toEqual(['rejected', 'sent']);
  });

  test('a refusal of the whole page stops everybody for a while, of one person nobody else', async () => {
    fake.script.push(graphError(613));
    await speak([out('a')]);
    expect(await speak([out('b')], NOW, `${PAGE}/24000000000000002`)).toMatchObject([{ kind: 'retry' }]);
    expect(await speak([out('c')], NOW, `200/${PSID}`)).toMatchObject([{ kind: 'sent' }]);
    now += 10 * 60_000;
    expect(await speak([out('d')], now, `${PAGE}/24000000000000002`)).toMatchObject([{ kind: 'sent' }]);
    expect(texts()).toEqual(['a', 'c', 'd']);
    fake.script.push(graphError(551));
    await speak([out('e')], now);
    expect(await speak([out('f')], now, `${PAGE}/24000000000000002`)).toMatchObject([{ kind: 'sent' }]);
  });

  test('a reply of several parts goes on where it stopped', async () => {
    const reply = out(long(3));
    fake.script.push({ status: 200, body: { message_id: 'm_1' } }, graphError(1200));
    expect(kinds(await speak([reply]))).toEqual(['retry']);
    expect(kinds(await speak([{ ...reply, tries: 1 }]))).toEqual(['sent']);
    expect(texts().map((text) => text?.slice(0, 1))).toEqual(['0', '1', '1', '2']);
    const marks = fake.messages().map(({ message }) => (message as { metadata: string }).metadata);
    expect(marks).toEqual([0, 1, 1, 2].map((part) => `${reply.ref}~${part}~3`));
  });

  test('a part whose echo came is not sent again, although its answer was lost', async () => {
    const reply = out(long(2));
    fake.script.push('cut');
    expect(await speak([reply])).toMatchObject([{ kind: 'retry', doubt: true }]);
    progress.advance(reply.ref, 1);
    expect(kinds(await speak([{ ...reply, tries: 1 }]))).toEqual(['sent']);
    expect(texts().map((text) => text?.slice(0, 1))).toEqual(['0', '1']);
  });

  test('a part that was reported to another process is not sent again', async () => {
    expect(kinds(await speak([{ ...out(long(3)), tries: 1, parts: 2 }]))).toEqual(['sent']);
    expect(texts().map((text) => text?.slice(0, 1))).toEqual(['2']);
  });

  test('nothing is begun when the time of this process is over', async () => {
    const outcomes = await channel.speak(ADDRESS, [out('a')], { inboundAt: NOW, until: now });
    expect(outcomes).toEqual([{ kind: 'retry', afterMs: 0 }]);
    expect(fake.calls).toEqual([]);
  });

  test('nothing listens: the reply waits, and no doubt is raised', async () => {
    await fake.down();
    const [outcome] = await speak([out('a')]);
    expect(outcome).toMatchObject({ kind: 'retry', reason: 'refused' });
    expect(outcome).not.toHaveProperty('doubt', true);
  });
});
