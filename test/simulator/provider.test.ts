/** What an operator's program does at the Graph API: templates, media, profile, subscriptions. */
import { type Bench, changes, startBench } from './support/bot.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await startBench();
});
afterEach(() => bench.close());

const account = (): string => bench.sim.whatsapp.businessAccountId;
const request = async (method: string, path: string, more: RequestInit = {}) => {
  const answer = await fetch(`${bench.sim.graphBaseUrl}/${path}`, {
    method,
    ...more,
    headers: { authorization: `Bearer ${bench.sim.whatsapp.accessToken}`, ...more.headers },
  });
  return (await answer.json()) as Record<string, unknown> & {
    data?: Record<string, unknown>[];
    error?: { code: number; error_subcode?: number };
  };
};
const text = (value: string, samples?: string[]) => ({
  type: 'BODY',
  text: value,
  ...(samples ? { example: { body_text: [samples] } } : {}),
});
const template = (components: object[], more: object = {}) => ({
  name: 'halo',
  language: 'id',
  category: 'UTILITY',
  components,
  ...more,
});
const create = (body: object) => bench.post(`${account()}/message_templates`, body);

test('a template is reviewed, told, listed, changed and deleted', async () => {
  const { body } = await create(template([text('Halo {{1}}, sampai jumpa.', ['Siti'])]));
  expect(body).toMatchObject({ status: 'PENDING', category: 'UTILITY' });
  await bench.sim.quiet();
  expect(changes(bench.got)).toMatchObject([
    { field: 'message_template_status_update', value: { event: 'APPROVED', message_template_name: 'halo' } },
  ]);
  const { data } = await request('GET', `${account()}/message_templates?name=halo`);
  expect(data).toMatchObject([{ name: 'halo', status: 'APPROVED', language: 'id' }]);
  expect((await create(template([text('Halo')]))).body.error?.error_subcode).toBe(2388024);
  await bench.post(String(body.id), { components: [text('Halo lagi.')] });
  expect((await request('GET', `${account()}/message_templates`)).data).toMatchObject([{ status: 'PENDING' }]);
  expect(await request('DELETE', `${account()}/message_templates?name=halo`)).toEqual({ success: true });
  expect((await request('GET', `${account()}/message_templates`)).data).toEqual([]);
});

test('utility that sells becomes marketing; what nobody may ask for is rejected', async () => {
  await create(template([text('Promo vaksin untuk Anda.')]));
  await create(template([text('Kirim kata sandi Anda.')], { name: 'sandi' }));
  await bench.sim.quiet();
  expect(changes(bench.got).map(({ field, value }) => [field, value['event'] ?? value['new_category']])).toEqual([
    ['template_category_update', 'MARKETING'],
    ['message_template_status_update', 'APPROVED'],
    ['message_template_status_update', 'REJECTED'],
  ]);
});

const buttons = (...all: object[]) => ({ type: 'BUTTONS', buttons: all });
const quick = (value: string) => ({ type: 'QUICK_REPLY', text: value });
test.each<[string, object]>([
  ['a name with capitals', template([text('a')], { name: 'Halo' })],
  ['no body', template([{ type: 'FOOTER', text: 'a' }])],
  ['a body of 1,025', template([text('a'.repeat(1025))])],
  ['a footer with a variable', template([text('a'), { type: 'FOOTER', text: 'Hai {{1}}' }])],
  ['a variable first', template([text('{{1}} apa kabar hari ini', ['a'])])],
  ['a variable last', template([text('Apa kabar hari ini {{1}}', ['a'])])],
  ['variables side by side', template([text('Halo Bapak Ibu yang baik {{1}} {{2}} semoga sehat.', ['a', 'b'])])],
  ['variables that skip one', template([text('Halo {{2}} apa kabar.', ['a'])])],
  ['a variable without a sample', template([text('Halo {{1}} apa kabar.')])],
  ['more variables than words', template([text('Yth {{1}} a {{2}} b', ['a', 'b'])])],
  ['a header of two variables', template([text('a'), { type: 'HEADER', format: 'TEXT', text: '{{1}} dan {{2}}' }])],
  ['a picture without a sample', template([text('a'), { type: 'HEADER', format: 'IMAGE' }])],
  ['eleven buttons', template([text('a'), buttons(...Array.from({ length: 11 }, (_, n) => quick(`B${n}`)))])],
  ['a button of 26', template([text('a'), buttons(quick('a'.repeat(26)))])],
  [
    'two phone numbers',
    template([
      text('a'),
      buttons(...[1, 2].map((n) => ({ type: 'PHONE_NUMBER', text: `T${n}`, phone_number: '+62119' }))),
    ]),
  ],
  [
    'quick replies apart',
    template([text('a'), buttons(quick('a'), { type: 'URL', text: 'b', url: 'https://a.example/' }, quick('c'))]),
  ],
  [
    'a variable inside a url',
    template([text('a'), buttons({ type: 'URL', text: 'b', url: 'https://a.example/{{1}}/x', example: 'y' })]),
  ],
])('a template is refused with %s', async (_name, body) => {
  const { status, body: answer } = await create(body);
  expect(status).toBe(400);
  expect(answer.error?.code).toEqual(expect.any(Number));
});

test('a file goes up, is sent, and comes down again for the same token only', async () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGOoBwAAgQCBwYmt5gAAAABJRU5ErkJggg==',
    'base64',
  );
  const form = new FormData();
  form.set('messaging_product', 'whatsapp');
  form.set('file', new Blob([png], { type: 'image/png' }), 'qr.png');
  const { id } = await request('POST', `${bench.sim.whatsapp.phoneNumberId}/media`, { body: form });
  const phone = bench.sim.phones.add({ channel: 'whatsapp', number: '6281200000001' });
  bench.sim.act(phone, { kind: 'text', text: 'halo' });
  const send = (type: string) =>
    bench.post(`${bench.sim.whatsapp.phoneNumberId}/messages`, {
      messaging_product: 'whatsapp',
      to: '+6281200000001',
      type,
      [type]: { id },
    });
  expect((await send('image')).status).toBe(200);
  expect((await send('video')).body.error?.code).toBe(131053);
  const found = await request('GET', String(id));
  expect(found).toMatchObject({ mime_type: 'image/png', file_size: png.length, messaging_product: 'whatsapp' });
  const bytes = await fetch(String(found['url']), {
    headers: { authorization: `Bearer ${bench.sim.whatsapp.accessToken}` },
  });
  expect(Buffer.from(await bytes.arrayBuffer()).equals(png)).toBe(true);
  expect((await fetch(String(found['url']))).status).toBe(401);
  expect(await request('DELETE', String(id))).toEqual({ success: true });
  expect((await request('GET', String(id))).error?.code).toBe(100);
});

test('a link is fetched before it is sent; what cannot be fetched fails later', async () => {
  const phone = bench.sim.phones.add({ channel: 'whatsapp', number: '6281200000001' });
  bench.sim.act(phone, { kind: 'text', text: 'halo' });
  await bench.post(`${bench.sim.whatsapp.phoneNumberId}/messages`, {
    ...{ messaging_product: 'whatsapp', to: '+6281200000001', type: 'image' },
    image: { link: `${bench.url}/nothing.png` },
  });
  await bench.sim.quiet();
  expect(changes(bench.got).at(-1)?.value.statuses).toMatchObject([{ status: 'failed', errors: [{ code: 131053 }] }]);
});

test('profile, commands and ice breakers are kept and checked', async () => {
  const path = bench.sim.whatsapp.phoneNumberId;
  const set = await bench.post(`${path}/whatsapp_business_profile`, {
    messaging_product: 'whatsapp',
    about: 'Vaksinasi',
    vertical: 'GOVT',
  });
  expect(set.body).toEqual({ success: true });
  expect((await request('GET', `${path}/whatsapp_business_profile?fields=about`)).data).toMatchObject([
    { about: 'Vaksinasi' },
  ]);
  const commands = [{ command_name: 'daftar', command_description: 'Daftar vaksinasi' }];
  expect((await bench.post(`${path}/conversational_automation`, { commands, prompts: ['Daftar'] })).status).toBe(200);
  expect(await request('GET', `${path}?fields=conversational_automation,quality_rating`)).toMatchObject({
    ...{ conversational_automation: { commands }, quality_rating: 'GREEN' },
  });
  expect((await bench.post(`${path}/conversational_automation`, { prompts: ['1', '2', '3', '4', '5'] })).status).toBe(
    400,
  );
  expect((await request('GET', `${path}?fields=height`)).error?.code).toBe(100);
});

test('nothing is delivered before the account is subscribed', async () => {
  await bench.close();
  bench = await startBench({ subscribed: false });
  const phone = bench.sim.phones.add({ channel: 'whatsapp', number: '6281200000001' });
  bench.sim.act(phone, { kind: 'text', text: 'satu' });
  expect((await request('GET', `${account()}/subscribed_apps`)).data).toEqual([]);
  await bench.post(`${account()}/subscribed_apps`, {});
  bench.sim.act(phone, { kind: 'text', text: 'dua' });
  await bench.sim.quiet();
  expect(changes(bench.got).flatMap(({ value }) => value.messages ?? [])).toMatchObject([{ text: { body: 'dua' } }]);
});
