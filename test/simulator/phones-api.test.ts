/** The phones over HTTP: what the demo page and other people's tests use. */
import { type Bench, changes, startBench } from './support/bot.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await startBench();
});
afterEach(() => bench.close());

interface Shown {
  readonly id: string;
  readonly userId: string;
  readonly number: string;
  readonly newest: number;
  readonly chats: readonly {
    readonly bubbles: readonly { readonly id: string; readonly text?: string; readonly tick: string }[];
  }[];
}
async function call<T = Shown>(method: string, path: string, body?: object): Promise<{ status: number; body: T }> {
  const answer = await fetch(`http://127.0.0.1:${bench.sim.port}/simulator${path}`, {
    method,
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: answer.status, body: (await answer.json()) as T };
}
const make = async (more: object = {}): Promise<Shown> =>
  (await call('POST', '/phones', { channel: 'whatsapp', number: '6281200000001', name: 'Siti', ...more })).body;
const act = (phone: Shown, body: object) => call<{ id: string }>('POST', `/phones/${phone.id}/acts`, body);
const send = (part: object) =>
  bench.post(`${bench.sim.whatsapp.phoneNumberId}/messages`, {
    messaging_product: 'whatsapp',
    to: '+6281200000001',
    ...part,
  });
const heard = () => changes(bench.got).flatMap(({ value }) => value.messages ?? []);

test('a phone is made once, and shows what was said with its ticks', async () => {
  const phone = await make();
  expect((await make()).id).toBe(phone.id);
  await act(phone, { kind: 'text', text: 'halo' });
  await bench.sim.quiet();
  const [chat] = (await call('GET', `/phones/${phone.id}`)).body.chats;
  expect(chat?.bubbles).toMatchObject([{ text: 'halo', tick: 'delivered' }]);
});

test('what is pressed on a phone is what the business gets', async () => {
  const phone = await make();
  await act(phone, { kind: 'text', text: 'halo' });
  const sections = [{ rows: [{ id: 'v1:a', title: 'Puskesmas A', description: 'Jl. Melati' }] }];
  const list = { type: 'list', body: { text: 'Pilih' }, action: { button: 'Tempat', sections } };
  const reply = {
    type: 'button',
    body: { text: 'Ya?' },
    action: { buttons: [{ type: 'reply', reply: { id: 'v1:ya', title: 'Ya' } }] },
  };
  const ids: (string | undefined)[] = [];
  for (const interactive of [list, reply])
    ids.push((await send({ type: 'interactive', interactive })).body.messages?.[0]?.id);
  await act(phone, { kind: 'tap', bubble: ids[0] ?? '', button: 0, row: 'v1:a' });
  await act(phone, { kind: 'tap', bubble: ids[1] ?? '', button: 'Ya' });
  await act(phone, { kind: 'location', latitude: -6.2, longitude: 106.8 });
  await act(phone, { kind: 'media', type: 'voice' });
  await act(phone, { kind: 'reaction', bubble: ids[1] ?? '', emoji: '👍' });
  await act(phone, { kind: 'raw', type: 'order', parts: { order: { catalog_id: '1' } } });
  await bench.sim.quiet();
  expect(heard().slice(1)).toMatchObject([
    {
      context: { id: ids[0] },
      interactive: { type: 'list_reply', list_reply: { id: 'v1:a', title: 'Puskesmas A', description: 'Jl. Melati' } },
    },
    { context: { id: ids[1] }, interactive: { type: 'button_reply', button_reply: { id: 'v1:ya', title: 'Ya' } } },
    { type: 'location', location: { latitude: -6.2, longitude: 106.8 } },
    {
      type: 'audio',
      audio: {
        voice: true,
        mime_type: 'audio/ogg; codecs=opus',
        sha256: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/),
      },
    },
    { type: 'reaction', reaction: { emoji: '👍', message_id: ids[1] } },
    { type: 'order', order: { catalog_id: '1' } },
  ]);
});

test('with a username the number is left out; with a new number the old one says so', async () => {
  const phone = await make({ username: 'siti' });
  await act(phone, { kind: 'text', text: 'halo' });
  await call('PUT', `/phones/${phone.id}`, { username: null, number: '6281200000002' });
  await bench.sim.quiet();
  const [hidden, moved] = heard();
  expect(hidden).not.toHaveProperty('from');
  expect(hidden).toMatchObject({ from_user_id: phone.userId });
  expect(moved).toMatchObject({
    from: '6281200000001',
    type: 'system',
    system: { type: 'user_changed_number', wa_id: '6281200000002' },
  });
  expect(changes(bench.got).map(({ field }) => field)).toContain('user_id_update');
});

test('who stops marketing tells the business', async () => {
  const phone = await make();
  await call('PUT', `/phones/${phone.id}`, { stopMarketing: true });
  await bench.sim.quiet();
  expect(changes(bench.got)).toMatchObject([
    { field: 'user_preferences', value: { user_preferences: [{ value: 'stop' }] } },
  ]);
});

test('a template is shown with its samples, and its button answers', async () => {
  const phone = await make();
  expect((await call<{ code: string }>('POST', `/phones/${phone.id}/templates`, {})).status).toBe(409);
  const body = { type: 'BODY', text: 'Halo {{1}}, jadi datang?', example: { body_text: [['Siti']] } };
  const buttons = [
    { type: 'QUICK_REPLY', text: 'Ya' },
    { type: 'URL', text: 'Tiket', url: 'https://a.example/{{1}}', example: ['https://a.example/ABC'] },
  ];
  const components = [body, { type: 'BUTTONS', buttons }];
  bench.sim.addTemplate({ name: 'jadwal', language: 'id', category: 'UTILITY', components });
  const { body: shown } = await call<{ id: string }>('POST', `/phones/${phone.id}/templates`, {});
  await act(phone, { kind: 'tap', bubble: shown.id, button: 'Ya' });
  await bench.sim.quiet();
  const [chat] = (await call('GET', `/phones/${phone.id}`)).body.chats;
  expect(chat?.bubbles[0]).toMatchObject({
    text: 'Halo Siti, jadi datang?',
    buttons: [{}, { url: 'https://a.example/ABC' }],
  });
  expect(heard()).toMatchObject([{ type: 'button', button: { payload: 'Ya', text: 'Ya' }, context: { id: shown.id } }]);
});

test('events are waited for, in order, and over a stream', async () => {
  const phone = await make();
  const stream = await fetch(`http://127.0.0.1:${bench.sim.port}/simulator/stream`);
  const reader = stream.body?.getReader();
  const waiting = call<{ newest: number; events: { kind: string; phone: string }[] }>(
    'GET',
    `/events?after=${phone.newest ?? 1}&wait=5000`,
  );
  await act(phone, { kind: 'text', text: 'halo' });
  const { body } = await waiting;
  expect(body.events[0]).toMatchObject({ kind: 'bubble', phone: phone.id });
  let text = '';
  while (!text.includes('event: bubble')) text += Buffer.from((await reader?.read())?.value ?? []).toString();
  expect(text).toContain('"text":"halo"');
  await reader?.cancel();
});

test.each<[string, string, string, object | undefined, number]>([
  ['a phone that is not there', 'GET', '/phones/none', undefined, 404],
  ['an address that is not there', 'GET', '/nothing', undefined, 404],
  ['an act that is none', 'POST', '/phones/PHONE/acts', { kind: 'fly' }, 400],
  ['a button that is not there', 'POST', '/phones/PHONE/acts', { kind: 'tap', bubble: 'x', button: 0 }, 409],
  ['an act of the other app', 'POST', '/phones/PHONE/acts', { kind: 'start' }, 409],
  ['a fault that is none', 'POST', '/faults', { door: 'graph', kind: 'explode' }, 400],
  ['a number that is none', 'POST', '/phones', { channel: 'whatsapp', number: 'abc' }, 400],
])('refuses %s', async (_name, method, path, body, status) => {
  const phone = await make();
  const answer = await call<{ code: string }>(method, path.replace('PHONE', phone.id), body);
  expect({ status: answer.status, code: typeof answer.body.code }).toEqual({ status, code: 'string' });
});

test('Meta changes its mind about a number, a template, the tier and an account', async () => {
  const components = [{ type: 'BODY', text: 'Halo' }];
  const template = bench.sim.addTemplate({ name: 'halo', language: 'id', category: 'UTILITY', components });
  await call('PUT', `/numbers/${bench.sim.whatsapp.phoneNumberId}`, { quality: 'RED', state: 'locked' });
  expect((await send({ type: 'text', text: { body: 'a' } })).body.error?.code).toBe(131031);
  await call('PUT', `/templates/${template}`, { quality: 'YELLOW', category: 'MARKETING', status: 'DISABLED' });
  await call('PUT', '/settings', { tier: 250, throughput: 1_000 });
  await call('POST', '/webhooks/account_alerts', { entity_type: 'PHONE_NUMBER' });
  await bench.sim.quiet();
  expect(changes(bench.got).map(({ field, value }) => `${field} ${value['event'] ?? ''}`.trim())).toEqual([
    'phone_number_quality_update FLAGGED',
    'account_update ACCOUNT_RESTRICTION',
    'message_template_quality_update',
    'template_category_update',
    'message_template_status_update DISABLED',
    'business_capability_update',
    'phone_number_quality_update THROUGHPUT_UPGRADE',
    'account_alerts',
  ]);
});
