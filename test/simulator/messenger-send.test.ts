/** What the fake Graph API takes and refuses on Messenger, and what its webhooks say. */
import type { Phone } from '../../simulator/meta/phone.ts';
import { type Bench, events, startBench } from './support/bot.ts';

const DAY_MS = 86_400_000;
let bench: Bench;
let phone: Phone;
let now = Date.UTC(2026, 5, 1);

beforeEach(async () => {
  bench = await startBench({ clock: () => now });
  phone = bench.sim.phones.add({ channel: 'messenger', name: 'Budi Santoso' });
  bench.sim.act(phone, { kind: 'start' });
});
afterEach(() => bench.close());

const long = (length: number): string => 'a'.repeat(length);
const send = (message: object | undefined, more: object = {}) =>
  bench.post('me/messages', {
    recipient: { id: phone.userId },
    messaging_type: 'RESPONSE',
    ...(message === undefined ? {} : { message }),
    ...more,
  });
const chips = (count: number, more: object = {}) =>
  Array.from({ length: count }, (_, index) => ({
    content_type: 'text',
    title: `T${index}`,
    payload: `p${index}`,
    ...more,
  }));
const postback = (title: string, payload = 'p') => ({ type: 'postback', title, payload });
const attachment = (payload: object) => ({ attachment: { type: 'template', payload } });
const buttons = (text: string, all: object[]) => attachment({ template_type: 'button', text, buttons: all });
const cards = (elements: object[]) => attachment({ template_type: 'generic', elements });

test.each<[string, object]>([
  ['text of 2,000', { text: long(2000) }],
  ['13 quick replies', { text: 'a', quick_replies: chips(13) }],
  ['three buttons under 640 letters', buttons(long(640), [postback(long(20)), postback('b'), postback('c')])],
  [
    'ten cards',
    cards(Array.from({ length: 10 }, () => ({ title: long(80), subtitle: long(80), buttons: [postback('a')] }))),
  ],
])('takes %s', async (_name, message) => {
  const { status, body } = await send(message);
  expect({ status, body }).toEqual({
    status: 200,
    body: { recipient_id: phone.userId, message_id: expect.stringMatching(/^m_/) },
  });
});

test.each<[string, object]>([
  ['text of 2,001', { text: long(2001) }],
  ['14 quick replies', { text: 'a', quick_replies: chips(14) }],
  ['a payload of 1,001', { text: 'a', quick_replies: chips(1, { payload: long(1001) }) }],
  ['a location chip, which is gone', { text: 'a', quick_replies: [{ content_type: 'location' }] }],
  [
    'four buttons',
    buttons(
      'a',
      [1, 2, 3, 4].map((one) => postback(String(one))),
    ),
  ],
  ['a button of 21', buttons('a', [postback(long(21))])],
  ['buttons under 641 letters', buttons(long(641), [postback('a')])],
  ['eleven cards', cards(Array.from({ length: 11 }, () => ({ title: 'a', subtitle: 'b' })))],
  ['a card with a title alone', cards([{ title: 'a' }])],
  ['text and attachment', { text: 'a', ...cards([{ title: 'a', subtitle: 'b' }]) }],
  ['nothing', {}],
  ['an unknown field', { text: 'a', markdown: true }],
])('refuses %s', async (_name, message) => {
  const { status, body } = await send(message);
  expect({ status, code: body.error?.code }).toEqual({ status: 400, code: 100 });
});

test.each<[string, object, number, number | undefined]>([
  ['a person of another page', { recipient: { id: '24000000000000001' } }, 100, 2018001],
  ['message and action together', { sender_action: 'typing_on' }, 100, 2018014],
  ['a tag that has gone', { messaging_type: 'MESSAGE_TAG', tag: 'CONFIRMED_EVENT_UPDATE' }, 100, undefined],
  ['no messaging type', { messaging_type: undefined }, 100, undefined],
])('refuses %s', async (_name, more, code, subcode) => {
  const { body } = await send({ text: 'a' }, more);
  expect({ code: body.error?.code, subcode: body.error?.error_subcode }).toEqual({ code, subcode });
});

test('the window closes after 24 hours; a human may answer for seven days', async () => {
  now += DAY_MS;
  expect((await send({ text: 'a' })).body.error).toMatchObject({ code: 10, error_subcode: 2018278 });
  const human = { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' };
  expect((await send({ text: 'a' }, human)).status).toBe(200);
  now += 6 * DAY_MS;
  expect((await send({ text: 'a' }, human)).body.error?.code).toBe(10);
  bench.sim.act(phone, {
    kind: 'reaction',
    bubble: [...phone.threads.values()][0]?.bubbles.at(-1)?.id ?? '',
    emoji: '👍',
  });
  expect((await send({ text: 'a' })).status).toBe(200);
});

test('who blocked the page is not available; another app may hold the thread', async () => {
  phone.traits.blocked = true;
  expect((await send({ text: 'a' })).body.error).toMatchObject({ code: 551, error_subcode: 1545041 });
  phone.traits.blocked = false;
  await bench.post('me/pass_thread_control', { recipient: { id: phone.userId }, target_app_id: '263902037430900' });
  expect((await send({ text: 'a' })).body.error).toMatchObject({ code: 100, error_subcode: 2018300 });
  bench.sim.act(phone, { kind: 'text', text: 'halo?' });
  await bench.sim.quiet();
  expect(bench.got.at(-1)?.body).toMatchObject({ entry: [{ standby: [{ message: { text: 'halo?' } }] }] });
});

test('a registration in small: start, chips, a card, a menu, and watermarks back', async () => {
  const profile = {
    get_started: { payload: 'MULAI' },
    persistent_menu: [{ locale: 'default', call_to_actions: [postback('Tiket saya', 'v1:tiket')] }],
  };
  expect((await bench.post('me/messenger_profile', profile)).body).toEqual({ result: 'success' });
  bench.sim.act(phone, { kind: 'start', ref: 'posko-12' });
  const { body: asked } = await send({
    text: 'Setuju?',
    quick_replies: chips(1, { title: 'Ya, saya setuju sekali', payload: 'v1:ya' }),
  });
  bench.sim.act(phone, { kind: 'tap', bubble: asked.message_id ?? '', button: 0 });
  const { body: shown } = await send(
    cards([{ title: 'Puskesmas', subtitle: 'Senin', buttons: [postback('Pilih', 'v1:pilih')] }]),
  );
  bench.sim.act(phone, { kind: 'tap', bubble: shown.message_id ?? '', card: 0, button: 'Pilih' });
  bench.sim.act(phone, { kind: 'menu', title: 'Tiket saya' });
  await bench.sim.quiet();
  const all = events(bench.got);
  expect(all).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        postback: expect.objectContaining({
          payload: 'MULAI',
          referral: { ref: 'posko-12', source: 'SHORTLINK', type: 'OPEN_THREAD' },
        }),
      }),
      expect.objectContaining({
        message: expect.objectContaining({ text: 'Ya, saya setuju seka', quick_reply: { payload: 'v1:ya' } }),
      }),
      expect.objectContaining({ postback: expect.objectContaining({ payload: 'v1:pilih', title: 'Pilih' }) }),
      expect.objectContaining({ postback: expect.objectContaining({ payload: 'v1:tiket' }) }),
      expect.objectContaining({ delivery: { mids: [shown.message_id], watermark: now } }),
      expect.objectContaining({ read: { watermark: now } }),
    ]),
  );
  expect(bench.got.every((one) => one.signed)).toBe(true);
});

test.each<[string, object]>([
  ['a menu without get started', { persistent_menu: [{ locale: 'default', call_to_actions: [postback('a')] }] }],
  [
    'a menu without a default',
    { get_started: { payload: 'a' }, persistent_menu: [{ locale: 'id_ID', call_to_actions: [postback('a')] }] },
  ],
  ['a greeting of 161', { greeting: [{ locale: 'default', text: long(161) }] }],
  [
    'a menu title of 31',
    { get_started: { payload: 'a' }, persistent_menu: [{ locale: 'default', call_to_actions: [postback(long(31))] }] },
  ],
  [
    'five ice breakers',
    { ice_breakers: [{ call_to_actions: [1, 2, 3, 4, 5].map((one) => ({ question: String(one), payload: 'a' })) }] },
  ],
])('the profile refuses %s', async (_name, profile) => {
  expect((await bench.post('me/messenger_profile', profile)).status).toBe(400);
});

describe('utility templates of a page', () => {
  const body = {
    type: 'BODY',
    text: 'Jadwal {{name}} sudah berubah.',
    example: { body_text_named_params: [{ param_name: 'name', example: 'Siti' }] },
  };
  const buttonsWith = (...all: object[]) => ({ type: 'BUTTONS', buttons: all });
  const answer = (text: string) => ({ type: 'POSTBACK', text, payload: 'answer:{{answer}}' });
  const create = (components: object[], category = 'UTILITY') =>
    bench.post(`me/message_templates`, {
      ...{ name: 'jadwal', language: 'id', category, parameter_format: 'NAMED', components },
    });
  const utility = (components: object[]) =>
    send({ template: { name: 'jadwal', language: { code: 'id' }, components } }, { messaging_type: 'UTILITY' });
  const named = { type: 'body', parameters: [{ type: 'text', parameter_name: 'name', text: 'Budi' }] };
  const answers = (...payloads: string[]) => ({
    type: 'buttons',
    parameters: payloads.map((payload) => ({ type: 'POSTBACK', payload })),
  });

  test('a tap on a button brings the payload, filled', async () => {
    expect((await create([body, buttonsWith(answer('Ya'), answer('Tidak'))])).status).toBe(200);
    await bench.sim.quiet();
    now += 30 * DAY_MS;
    expect((await utility([named, answers('a1', 'a2')])).status).toBe(200);
    const [bubble] = [...(phone.threads.get(bench.sim.messenger.pageId)?.bubbles ?? [])].slice(-1);
    expect([bubble?.text, bubble?.buttons?.map(({ title }) => title)]).toEqual([
      'Jadwal Budi sudah berubah.',
      ['Ya', 'Tidak'],
    ]);
    bench.sim.act(phone, { kind: 'tap', bubble: bubble?.id ?? '', button: 1 });
    await bench.sim.quiet();
    expect(JSON.stringify(events(bench.got))).toContain('"title":"Tidak","payload":"answer:a2"');
  });

  test.each<[string, object[], object]>([
    ['fewer payloads than buttons', [named, answers('a1')], { error_subcode: 1893029 }],
    ['a component for each button', [named, { ...answers('a1'), index: 0 }], { code: 100 }],
    [
      "WhatsApp's shape",
      [named, { type: 'button', sub_type: 'quick_reply', index: '0', parameters: [] }],
      { code: 100 },
    ],
  ])('refuses %s', async (_name, components, error) => {
    await create([body, buttonsWith(answer('Ya'), answer('Tidak'))]);
    await bench.sim.quiet();
    expect(await utility(components)).toMatchObject({ status: 400, body: { error } });
  });

  test.each<[string, object[], object, string]>([
    ['quick replies', [body, buttonsWith({ type: 'QUICK_REPLY', text: 'Ya' })], { error_subcode: 2018416 }, 'UTILITY'],
    ['a sample of a payload', [body, buttonsWith({ ...answer('Ya'), example: 'x' })], { code: 100 }, 'UTILITY'],
    ['a title of 21', [body, buttonsWith(answer(long(21)))], { code: 100 }, 'UTILITY'],
    ['four buttons', [body, buttonsWith(...['a', 'b', 'c', 'd'].map(answer))], { code: 100 }, 'UTILITY'],
    ['marketing', [body], { code: 100 }, 'MARKETING'],
  ])('is not made with %s', async (_name, components, error, category) => {
    expect(await create(components, category)).toMatchObject({ status: 400, body: { error } });
  });
});
