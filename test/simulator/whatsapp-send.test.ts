/** What the fake Graph API takes and refuses on WhatsApp: every limit at its edge, with Meta's code. */
import { type Bench, startBench, statuses } from './support/bot.ts';

let bench: Bench;
const NUMBER = '6281200000001';
const BASE = { messaging_product: 'whatsapp', recipient_type: 'individual', to: `+${NUMBER}` };

beforeAll(async () => {
  bench = await startBench({ settings: { pairLimit: false, throughput: 100_000 } });
  const phone = bench.sim.phones.add({ channel: 'whatsapp', number: NUMBER, name: 'Siti' });
  bench.sim.act(phone, { kind: 'text', text: 'halo' });
  const body = {
    type: 'BODY',
    text: 'Ibu {{1}}, jadwal Anda {{2}} di puskesmas.',
    example: { body_text: [['Siti', 'Senin']] },
  };
  const buttons = [
    { type: 'QUICK_REPLY', text: 'Ya' },
    { type: 'URL', text: 'Tiket', url: 'https://sapa.example/t/{{1}}', example: 'ABC' },
  ];
  bench.sim.addTemplate({
    name: 'jadwal',
    language: 'id',
    category: 'UTILITY',
    components: [body, { type: 'BUTTONS', buttons }],
  });
  const named = {
    type: 'BODY',
    text: 'Halo {{nama}}, ini pesan uji.',
    example: { body_text_named_params: [{ param_name: 'nama', example: 'Siti' }] },
  };
  bench.sim.addTemplate({
    name: 'bernama',
    language: 'id',
    category: 'UTILITY',
    parameter_format: 'NAMED',
    components: [named],
  });
});
afterAll(() => bench.close());

const send = (body: object) => bench.post(`${bench.sim.whatsapp.phoneNumberId}/messages`, body);
const long = (length: number): string => 'a'.repeat(length);
const reply = (id: string, title: string) => ({ type: 'reply', reply: { id, title } });
const interactive = (part: object) => ({ type: 'interactive', interactive: part });
const buttons = (...all: object[]) =>
  interactive({ type: 'button', body: { text: 'Pilih' }, action: { buttons: all } });
const rows = (count: number, more: object = {}) =>
  Array.from({ length: count }, (_, index) => ({ id: `r${index}`, title: `Baris ${index}`, ...more }));
const list = (sections: object[], more: object = {}) =>
  interactive({ type: 'list', body: { text: 'Pilih' }, action: { button: 'Pilihan', sections, ...more } });
const link = (display: string, url = 'https://sapa.example/') =>
  interactive({
    type: 'cta_url',
    body: { text: 'Buka' },
    action: { name: 'cta_url', parameters: { display_text: display, url } },
  });
const text = (value: string) => ({ type: 'text', text: value });
const bodyPart = (...parameters: object[]) => ({ type: 'body', parameters });
const urlPart = { type: 'button', sub_type: 'url', index: '1', parameters: [text('ABC')] };
const template = (components: object[], name = 'jadwal', code = 'id') => ({
  type: 'template',
  template: { name, language: { code }, components },
});
const fits = template([bodyPart(text('Siti'), text('Senin')), urlPart]);

test.each<[string, object]>([
  ['text of 4,096', { type: 'text', text: { body: long(4096) } }],
  ['three buttons with titles of 20', buttons(reply('1', long(20)), reply('2', 'b'), reply('3', 'c'))],
  ['an id of 256', buttons(reply(long(256), 'a'))],
  ['a list of 10 rows', list([{ rows: rows(10, { description: long(72) }) }])],
  [
    'a list of two titled sections',
    list([
      { title: long(24), rows: rows(5) },
      { title: 'B', rows: [{ id: 'x', title: long(24) }] },
    ]),
  ],
  ['a link', link(long(20))],
  ['a place', { type: 'location', location: { latitude: -6.2, longitude: 106.8, name: 'Puskesmas' } }],
  [
    'a question for a place',
    interactive({ type: 'location_request_message', body: { text: 'Di mana?' }, action: { name: 'send_location' } }),
  ],
  ['a template that fits', fits],
  [
    'a template with a payload',
    template([
      bodyPart(text('Siti'), text('Senin')),
      urlPart,
      { type: 'button', sub_type: 'quick_reply', index: 0, parameters: [{ type: 'payload', payload: 'v1:ya' }] },
    ]),
  ],
  ['a named template', template([bodyPart({ ...text('Siti'), parameter_name: 'nama' })], 'bernama')],
  ['callback data of 512', { type: 'text', text: { body: 'a' }, biz_opaque_callback_data: long(512) }],
])('takes %s', async (_name, part) => {
  const { status, body } = await send({ ...BASE, ...part });
  expect({ status, error: body.error }).toEqual({ status: 200, error: undefined });
  expect(body).toMatchObject({
    messaging_product: 'whatsapp',
    contacts: [{ input: `+${NUMBER}`, wa_id: NUMBER }],
    messages: [{ id: expect.stringMatching(/^wamid\./) }],
  });
});

test.each<[string, object, number]>([
  ['text of 4,097', { type: 'text', text: { body: long(4097) } }, 100],
  ['no text', { type: 'text', text: {} }, 131008],
  ['empty text', { type: 'text', text: { body: '' } }, 131009],
  ['an unknown field', { type: 'text', text: { body: 'a', markdown: true } }, 100],
  ['an unknown field beside', { type: 'text', text: { body: 'a' }, priority: 1 }, 100],
  ['an unknown type', { type: 'poll', poll: {} }, 131051],
  ['a type without its part', { type: 'location' }, 100],
  ['no buttons', buttons(), 131009],
  ['four buttons', buttons(reply('1', 'a'), reply('2', 'b'), reply('3', 'c'), reply('4', 'd')), 131009],
  ['a button of 21', buttons(reply('1', long(21))), 131009],
  ['two buttons of one title', buttons(reply('1', 'a'), reply('2', 'a')), 131009],
  ['two buttons of one id', buttons(reply('1', 'a'), reply('1', 'b')), 131009],
  ['an id of 257', buttons(reply(long(257), 'a')), 131009],
  ['an id with a space at its edge', buttons(reply('a ', 'a')), 131009],
  [
    'an empty body',
    interactive({ type: 'button', body: { text: '' }, action: { buttons: [reply('1', 'a')] } }),
    131009,
  ],
  [
    'a body of 1,025',
    interactive({ type: 'button', body: { text: long(1025) }, action: { buttons: [reply('1', 'a')] } }),
    131009,
  ],
  [
    'a footer of 61',
    interactive({
      type: 'button',
      body: { text: 'a' },
      footer: { text: long(61) },
      action: { buttons: [reply('1', 'a')] },
    }),
    131009,
  ],
  ['eleven rows', list([{ rows: rows(11) }]), 131009],
  [
    'eleven rows in two sections',
    list([
      { title: 'A', rows: rows(10) },
      { title: 'B', rows: [{ id: 'x', title: 'x' }] },
    ]),
    131009,
  ],
  [
    'two sections without a title',
    list([{ rows: [{ id: 'a', title: 'a' }] }, { rows: [{ id: 'b', title: 'b' }] }]),
    131009,
  ],
  ['a row of 25', list([{ rows: [{ id: 'a', title: long(25) }] }]), 131009],
  ['a description of 73', list([{ rows: rows(1, { description: long(73) }) }]), 131009],
  ['a row id of 201', list([{ rows: [{ id: long(201), title: 'a' }] }]), 131009],
  [
    'one row id twice',
    list([
      {
        rows: [
          { id: 'a', title: 'a' },
          { id: 'a', title: 'b' },
        ],
      },
    ]),
    131009,
  ],
  ['a list label of 21', list([{ rows: rows(1) }], { button: long(21) }), 131009],
  [
    'a picture above a list',
    interactive({
      type: 'list',
      header: { type: 'image', image: { link: 'https://a.example/a.png' } },
      body: { text: 'a' },
      action: { button: 'a', sections: [{ rows: rows(1) }] },
    }),
    131009,
  ],
  ['a link of 21', link(long(21)), 131009],
  ['a link that is none', link('Buka', 'javascript:alert(1)'), 131009],
  ['both id and link', { type: 'image', image: { id: '1', link: 'https://a.example/a.png' } }, 131009],
  ['a file that was never uploaded', { type: 'image', image: { id: '1' } }, 100],
  ['a caption of 1,025', { type: 'image', image: { link: 'https://a.example/a.png', caption: long(1025) } }, 100],
  ['a caption on a sticker', { type: 'sticker', sticker: { link: 'https://a.example/a.webp', caption: 'a' } }, 100],
  ['a place off the earth', { type: 'location', location: { latitude: 91, longitude: 0 } }, 131009],
  [
    'a reaction to a reply',
    { type: 'reaction', reaction: { message_id: 'wamid.1', emoji: '👍' }, context: { message_id: 'wamid.1' } },
    131009,
  ],
  ['callback data of 513', { type: 'text', text: { body: 'a' }, biz_opaque_callback_data: long(513) }, 100],
  ['a template nobody approved', template([], 'tak_ada'), 132001],
  ['a template in another language', template([], 'jadwal', 'en'), 132001],
  ['a parameter too few', template([bodyPart(text('Siti')), urlPart]), 132000],
  ['a parameter too many', template([bodyPart(text('a'), text('b'), text('c')), urlPart]), 132000],
  ['no parameters', template([urlPart]), 132000],
  [
    'a header that the template lacks',
    template([{ type: 'header', parameters: [text('a')] }, bodyPart(text('a'), text('b')), urlPart]),
    132000,
  ],
  ['a line break in a parameter', template([bodyPart(text('Si\nti'), text('Senin')), urlPart]), 132012],
  ['five spaces in a parameter', template([bodyPart(text('Si     ti'), text('Senin')), urlPart]), 132012],
  ['an empty parameter', template([bodyPart(text(''), text('Senin')), urlPart]), 131008],
  ['a parameter that makes it too long', template([bodyPart(text(long(1024)), text('Senin')), urlPart]), 132005],
  [
    'a name in a numbered template',
    template([bodyPart({ ...text('a'), parameter_name: 'nama' }, text('b')), urlPart]),
    132012,
  ],
  ['no name in a named template', template([bodyPart(text('a'))], 'bernama'), 132012],
  [
    'another name in a named template',
    template([bodyPart({ ...text('a'), parameter_name: 'umur' })], 'bernama'),
    132000,
  ],
  ['no address for its button', template([bodyPart(text('a'), text('b'))]), 132000],
  ['a button of another kind', template([bodyPart(text('a'), text('b')), { ...urlPart, index: '0' }]), 132012],
  [
    'a picture where text belongs',
    template([bodyPart({ type: 'image', image: { link: 'https://a.example/a.png' } }, text('b')), urlPart]),
    132012,
  ],
])('refuses %s', async (_name, part, code) => {
  const { status, body } = await send({ ...BASE, ...part });
  expect(body.error).toMatchObject({ code, type: 'OAuthException', fbtrace_id: expect.any(String) });
  expect(body.error?.message).toMatch(new RegExp(`^\\(#${code}\\) .`));
  expect(status).toBe(code === 132001 ? 404 : 400);
});

test.each<[string, Partial<Record<'to' | 'messaging_product' | 'recipient', string | undefined>>, number]>([
  ['no recipient', { to: undefined }, 100],
  ['no product', { messaging_product: undefined }, 100],
  ['a recipient that is no number', { to: 'Siti' }, 100],
  ['a user id in place of a number', { to: 'ID.1' }, 100],
  ['the number itself', { to: '+622150000001' }, 131021],
])('refuses %s', async (_name, change, code) => {
  const { body } = await send({ ...BASE, ...change, type: 'text', text: { body: 'a' } });
  expect(body.error).toMatchObject({ code });
});

test('a number without + gets the country code of the business, and is nobody', async () => {
  const { status, body } = await send({ ...BASE, to: '6281200000009', type: 'text', text: { body: 'a' } });
  expect({ status, wa: body.contacts?.[0]?.wa_id }).toEqual({ status: 200, wa: '626281200000009' });
  await bench.sim.quiet();
  const failed = statuses(bench.got).find((one) => one.recipient_id === '626281200000009');
  expect(failed).toMatchObject({ status: 'failed', errors: [{ code: 131026 }] });
});

test.each<[string, Record<string, string>, number, number]>([
  ['no token', {}, 190, 400],
  ['a wrong token', { authorization: 'Bearer EAAwrong' }, 190, 401],
])('refuses %s', async (_name, headers, code, status) => {
  const answer = await fetch(`${bench.sim.graphBaseUrl}/${bench.sim.whatsapp.phoneNumberId}/messages`, {
    method: 'POST',
    headers,
    body: '{}',
  });
  expect(answer.status).toBe(status);
  expect(await answer.json()).toMatchObject({ error: { code } });
});

test('a number that is not ours does not exist', async () => {
  const { body } = await bench.post('999/messages', BASE);
  expect(body.error).toMatchObject({ code: 33 });
});

test('what is read is marked on the phone, and writing is seen there', async () => {
  const phone = bench.sim.phones.find('whatsapp', NUMBER);
  const bubble = phone?.threads.get(bench.sim.whatsapp.phoneNumberId)?.bubbles.find((one) => one.from === 'citizen');
  const body = {
    messaging_product: 'whatsapp',
    status: 'read',
    message_id: bubble?.id,
    typing_indicator: { type: 'text' },
  };
  expect(await send(body)).toEqual({ status: 200, body: { success: true } });
  expect(bubble?.tick).toBe('read');
  expect((await send({ ...body, message_id: 'wamid.none' })).body.error?.code).toBe(100);
});
