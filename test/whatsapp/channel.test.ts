import type { GraphAnswer, GraphCall } from '../../adapters/meta/graph.ts';
import { createProgress } from '../../adapters/meta/progress.ts';
import type { Outgoing } from '../../adapters/port.ts';
import { createWhatsappChannel } from '../../adapters/whatsapp/channel.ts';
import { createMarks } from '../../adapters/whatsapp/marks.ts';
import { createPauses } from '../../adapters/whatsapp/pauses.ts';
import { uncounted } from '../../domain/metrics.ts';

const HOUR = 3_600_000;
const NOW = 1_790_000_000_000;
const OK: GraphAnswer = { kind: 'ok', body: { messages: [{ id: 'wamid.O' }] } };
const error = (code: number, more: object = {}): GraphAnswer => ({ kind: 'error', status: 400, code, ...more });

function stage(answers: GraphAnswer[] = [], contact: object | null = { id: 'c-1', phone: '62812', user: 'ID.1' }) {
  const calls: GraphCall[] = [];
  const clock = { now: NOW };
  const graph = {
    async call(call: GraphCall) {
      calls.push(call);
      return answers.shift() ?? OK;
    },
    close: async () => {},
  };
  const pauses = createPauses(() => clock.now);
  const senders = new Map([
    ['100', 'token-a'],
    ['200', 'token-b'],
  ]);
  const channel = createWhatsappChannel({
    graph,
    senders,
    pauses,
    progress: createProgress(),
    uploads: { uploadMedia: async () => (answers.shift() as never) ?? { kind: 'ok', id: 'up' } },
    contacts: { get: async () => (contact ?? undefined) as never },
    clock: () => clock.now,
  });
  const speak = (texts: readonly (string | Partial<Outgoing['activity']>)[], facts: object = {}, address = '100:c-1') =>
    channel.speak(
      address,
      texts.map((one, at) => ({
        id: `m:${at}`,
        seq: at + 1,
        ref: `o1.h.${at + 1}`,
        tries: 0,
        activity: typeof one === 'string' ? { type: 'message', text: one, textFormat: 'plain' } : one,
      })),
      { inboundAt: NOW - HOUR, until: NOW + HOUR, ...facts },
    );
  const bodies = () => calls.map(({ body }) => body as Record<string, never>);
  return { channel, speak, calls, bodies, clock, pauses, graph, senders };
}

test('each message goes to the number, under its name, with the token of its sender', async () => {
  const { speak, calls, bodies } = stage();
  expect(await speak(['a', 'b'])).toEqual([
    expect.objectContaining({ kind: 'sent' }),
    expect.objectContaining({ kind: 'sent' }),
  ]);
  expect(calls.map(({ path, token }) => [path, token])).toEqual([
    ['/100/messages', 'token-a'],
    ['/100/messages', 'token-a'],
  ]);
  expect(bodies()[0]).toEqual({
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    to: '+62812',
    type: 'text',
    text: { body: 'a', preview_url: false },
    biz_opaque_callback_data: 'o1.h.1',
  });
});

test.each<[string, object | null, string, object]>([
  ['a user id alone', { id: 'c-1', user: 'ID.1' }, '100:c-1', { kind: 'sent' }],
  ['no way to reach', { id: 'c-1' }, '100:c-1', { kind: 'blocked', reason: 'no_address' }],
  ['nobody', null, '100:c-1', { kind: 'blocked', reason: 'no_address' }],
  ['a number that is not ours', { id: 'c-1', phone: '62812' }, '900:c-1', { kind: 'fatal', reason: 'sender_unknown' }],
  ['no address at all', { id: 'c-1', phone: '62812' }, 'x', { kind: 'fatal' }],
])('%s', async (_name, contact, address, outcome) => {
  const { speak, bodies } = stage([], contact);
  expect(await speak(['a'], {}, address)).toMatchObject([outcome]);
  if (_name === 'a user id alone') expect(bodies()[0]).toMatchObject({ recipient: 'ID.1' });
});

const notice = {
  type: 'message',
  text: 'Besok',
  channelData: {
    whatsapp: { template: { name: 'jadwal_besok', language: 'id', components: [{ type: 'body', parameters: [] }] } },
  },
};
test.each<[string, number, string | object, object, string | undefined]>([
  ['an hour ago', HOUR, 'a', { kind: 'sent' }, 'text'],
  ['23:58 ago', 24 * HOUR - 120_000, 'a', { kind: 'sent' }, 'text'],
  ['23:59:30 ago', 24 * HOUR - 30_000, 'a', { kind: 'rejected', reason: 'window_closed' }, undefined],
  ['never', NOW, 'a', { kind: 'rejected', reason: 'window_closed' }, undefined],
  ['an hour ago, with a template', HOUR, notice, { kind: 'sent' }, 'text'],
  ['two days ago, with a template', 48 * HOUR, notice, { kind: 'sent' }, 'template'],
  [
    'two days ago, with a bad template',
    48 * HOUR,
    { ...notice, channelData: { whatsapp: { template: { name: 'A B' } } } },
    { kind: 'rejected' },
    undefined,
  ],
])('the citizen wrote %s', async (_name, ago, activity, outcome, type) => {
  const { speak, bodies } = stage();
  expect(await speak([activity], { inboundAt: NOW - ago })).toMatchObject([outcome]);
  expect(bodies()[0]?.['type']).toBe(type);
  if (type === 'template')
    expect(bodies()[0]?.['template']).toEqual({
      name: 'jadwal_besok',
      language: { code: 'id', policy: 'deterministic' },
      components: [{ type: 'body', parameters: [] }],
    });
});

test('after a refusal the rest waits, and is not tried: the order is kept', async () => {
  const { speak, calls } = stage([OK, error(131000, { status: 500 })]);
  expect(await speak(['a', 'b', 'c'])).toMatchObject([
    { kind: 'sent' },
    { kind: 'retry' },
    { kind: 'retry', reason: 'in_order' },
  ]);
  expect(calls).toHaveLength(2);
});

test('a lost answer is in doubt, what comes behind it is not', async () => {
  const { speak } = stage([{ kind: 'doubt', reason: 'timeout' }]);
  const [first, second] = await speak(['a', 'b']);
  expect(first).toMatchObject({ kind: 'retry', doubt: true });
  expect(second).not.toHaveProperty('doubt');
});

test('a 200 without an id is in doubt', async () => {
  const { speak } = stage([{ kind: 'ok', body: {} }]);
  expect(await speak(['a'])).toMatchObject([{ kind: 'retry', doubt: true }]);
});

test('a refusal of the whole number stops it for everybody, for its time, and no other number', async () => {
  const { speak, calls, clock } = stage([error(190, { status: 401 })]);
  expect(await speak(['a'])).toMatchObject([{ kind: 'fatal', reason: 'token' }]);
  expect(await speak(['b'], {}, '100:c-2')).toMatchObject([{ kind: 'retry', reason: 'paused' }]);
  expect(await speak(['c'], {}, '200:c-1')).toMatchObject([{ kind: 'sent' }]);
  expect(calls).toHaveLength(2);
  clock.now += 60_001;
  expect(await speak(['d'])).toMatchObject([{ kind: 'sent' }]);
});

test('one person: 45 at once, then one in six seconds; others are not slowed', async () => {
  const { speak, clock } = stage();
  const outcomes = await speak(Array.from({ length: 50 }, () => 'x'));
  expect(outcomes.filter(({ kind }) => kind === 'sent')).toHaveLength(45);
  expect(outcomes[45]).toMatchObject({ kind: 'retry', afterMs: 6_000, reason: 'pair_pace' });
  expect(await speak(['y'], {}, '100:c-2')).toMatchObject([{ kind: 'sent' }]);
  clock.now += 6_000;
  expect((await speak(['x', 'x'], { until: NOW + HOUR })).map(({ kind }) => kind)).toEqual(['sent', 'retry']);
});

test('Meta finds the pace too quick for one person: that person waits, others do not', async () => {
  const { speak, calls } = stage([error(131056)]);
  await speak(['a']);
  expect(await speak(['b'])).toMatchObject([{ kind: 'retry', reason: 'pair_pace' }]);
  expect(await speak(['c'], {}, '100:c-2')).toMatchObject([{ kind: 'sent' }]);
  expect(calls).toHaveLength(2);
});

test('nothing is begun when the time of this process is over', async () => {
  const { speak, calls } = stage();
  expect(await speak(['a'], { until: NOW })).toMatchObject([{ kind: 'retry', afterMs: 0 }]);
  expect(calls).toHaveLength(0);
});

test('a reply of several messages goes on behind those that arrived, and each has a name of its own', async () => {
  const { speak, bodies } = stage([OK, error(131000, { status: 500 })]);
  const long = `${'x'.repeat(4_000)}. ${'y'.repeat(4_000)}. z`;
  expect(await speak([long])).toMatchObject([{ kind: 'retry' }]);
  expect(await speak([long])).toMatchObject([{ kind: 'sent' }]);
  const sent = bodies().map((body) => (body['text'] as unknown as { body: string }).body[0]);
  expect(sent).toEqual(['x', 'y', 'y', 'z'].slice(0, sent.length));
  const all = bodies().length - 1;
  const names = bodies().map((body) => body['biz_opaque_callback_data']);
  expect(names).toEqual([0, 1, 1, 2].slice(0, sent.length).map((part) => `o1.h.1~${part}~${all}`));
});

test('of what was reported to another process the rest alone is sent', async () => {
  const { channel, bodies } = stage();
  const activity = { type: 'message', text: `${'x'.repeat(4_000)}. ${'y'.repeat(4_000)}. z`, textFormat: 'plain' };
  const one = { id: 'm:1', seq: 1, ref: 'o1.h.1', tries: 1, parts: 1, activity };
  await channel.speak('100:c-1', [one], { inboundAt: NOW, until: NOW + 1_000 });
  expect((bodies()[0]?.['text'] as unknown as { body: string }).body[0]).toBe('y');
});

test('a picture is uploaded first; a failed upload sends nothing and leaves no doubt', async () => {
  const png = {
    type: 'message',
    text: 'Tiket',
    attachments: [{ contentType: 'image/png', contentUrl: 'data:image/png;base64,AAAA' }],
  };
  const { speak, bodies, calls } = stage([{ kind: 'doubt', reason: 'timeout' }]);
  const [outcome] = await speak([png]);
  expect(outcome).toMatchObject({ kind: 'retry', doubt: false });
  expect(calls).toHaveLength(0);
  expect(await speak([png])).toMatchObject([{ kind: 'sent' }]);
  expect(bodies()[0]).toMatchObject({ type: 'image', image: { id: 'up', caption: 'Tiket' } });
});

describe('marks', () => {
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  const marking = (slowMs: number) => {
    const { graph, senders, pauses, bodies } = stage();
    return { bodies, pauses, marks: createMarks({ graph, senders, pauses, metrics: uncounted, slowMs, most: 2 }) };
  };

  test('a saved turn turns the ticks; a refused one, or one that was here before, does not', () => {
    const { marks, bodies } = marking(10_000);
    marks.begin('100', 'wamid.1')({ kind: 'saved' });
    marks.begin('100', 'wamid.2')({ kind: 'seen' });
    marks.begin('100', 'wamid.3')({ kind: 'refused', reason: 'store', retryAfterMs: 1 });
    expect(bodies()).toEqual([{ messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.1' }]);
  });

  test('a slow turn shows typing, once, and no second mark', async () => {
    const { marks, bodies } = marking(5);
    const done = marks.begin('100', 'wamid.1');
    await pause(30);
    done({ kind: 'saved' });
    expect(bodies()).toEqual([
      { messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.1', typing_indicator: { type: 'text' } },
    ]);
  });

  test('too many at once, a pausing number: none is sent', () => {
    const { marks, bodies, pauses } = marking(10_000);
    for (let n = 0; n < 10; n += 1) marks.begin('100', `wamid.${n}`)({ kind: 'saved' });
    expect(bodies()).toHaveLength(2);
    pauses.pause('200', 1_000);
    marks.begin('200', 'wamid.x')({ kind: 'saved' });
    expect(bodies()).toHaveLength(2);
  });
});
