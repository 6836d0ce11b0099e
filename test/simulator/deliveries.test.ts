/** Meta's side of the webhooks: signed, repeated after a failure, aggregated, and with faults on demand. */
import { type Bench, changes, startBench, statuses } from './support/bot.ts';

let bench: Bench;
afterEach(() => bench.close());

const citizen = () => bench.sim.phones.add({ channel: 'whatsapp', number: '6281200000001', name: 'Siti Ásta 🙂' });
const texts = (): unknown[] =>
  changes(bench.got)
    .flatMap(({ value }) => value.messages ?? [])
    .map((one) => one['id']);

test('every delivery is signed over bytes with accents escaped', async () => {
  bench = await startBench();
  bench.sim.act(citizen(), { kind: 'text', text: 'sudah divaksin? é/🙂' });
  await bench.sim.quiet();
  expect(bench.got).toHaveLength(1);
  expect(bench.got[0]?.signed).toBe(true);
  expect(changes(bench.got)[0]?.value.messages?.[0]).toMatchObject({ text: { body: 'sudah divaksin? é/🙂' } });
});

test.each([500, 404, 204, 202])('an answer %s is no success: the same bytes come again', async (status) => {
  bench = await startBench();
  let left = 3;
  bench.answer = () => (left-- > 0 ? status : 200);
  bench.sim.act(citizen(), { kind: 'text', text: 'halo' });
  await bench.sim.quiet();
  expect(bench.got.map(({ body }) => body)).toEqual(Array(4).fill(bench.got[0]?.body));
  expect(bench.sim.webhooks.counts.whatsapp).toMatchObject({ ok: 1, failed: 3, dropped: 0, updates: 1 });
});

test('after seven days WhatsApp gives up; after an hour Messenger takes the subscription away', async () => {
  bench = await startBench({ settings: { timeScale: 0.000_000_1 } });
  bench.answer = () => 500;
  bench.sim.act(citizen(), { kind: 'text', text: 'halo' });
  bench.sim.act(bench.sim.phones.add({ channel: 'messenger' }), { kind: 'start' });
  await bench.sim.quiet();
  expect(bench.sim.webhooks.counts).toMatchObject({
    whatsapp: { ok: 0, dropped: 1 },
    messenger: { ok: 0, dropped: 1 },
  });
  expect(bench.sim.webhooks.targets).toMatchObject({
    whatsapp: { subscribed: true },
    messenger: { subscribed: false },
  });
});

test('updates that wait go out together, up to 1,000', async () => {
  bench = await startBench();
  bench.sim.webhooks.batch = 1_000;
  bench.sim.webhooks.hold(true);
  const phone = citizen();
  for (let index = 0; index < 1_000; index += 1) bench.sim.act(phone, { kind: 'text', text: `pesan ${index}` });
  bench.sim.webhooks.hold(false);
  await bench.sim.quiet();
  expect(bench.got).toHaveLength(1);
  expect(new Set(texts()).size).toBe(1_000);
});

test.each([
  ['repeat', 2, [true, true]],
  ['bad_signature', 2, [false, true]],
  ['lose', 0, []],
  ['hold', 1, [true]],
] as const)('fault %s', async (kind, count, signed) => {
  bench = await startBench();
  // A bot that refuses what is not signed gets it again, signed.
  bench.answer = () => (bench.got.at(-1)?.signed ? 200 : 401);
  bench.sim.faults.add({ door: 'webhook', kind, times: 1 });
  bench.sim.act(citizen(), { kind: 'text', text: 'halo' });
  await bench.sim.quiet();
  expect(bench.got).toHaveLength(count);
  expect(bench.got.map((one) => one.signed)).toEqual(signed);
});

test.each<[string, object, number | 'cut', number]>([
  ['a server error', { kind: 'status', status: 500 }, 500, 0],
  ['too many requests', { kind: 'status', status: 429 }, 429, 0],
  ['an error that is no JSON', { kind: 'text' }, 502, 0],
  ['an error with 200', { kind: 'ok_error' }, 200, 0],
  ['an answer without an id', { kind: 'no_id' }, 200, 1],
  ['late', { kind: 'delay', ms: 300 }, 200, 1],
  ['cut before', { kind: 'cut_before' }, 'cut', 0],
  ['cut after', { kind: 'cut_after' }, 'cut', 1],
])('at the Graph API: %s', async (_name, fault, status, arrived) => {
  bench = await startBench();
  const phone = citizen();
  bench.sim.act(phone, { kind: 'text', text: 'halo' });
  const answer = await fetch(`http://127.0.0.1:${bench.sim.port}/simulator/faults`, {
    method: 'POST',
    body: JSON.stringify({ door: 'graph', path: '/messages', times: 1, ...fault }),
  });
  expect(answer.status).toBe(200);
  const send = () =>
    fetch(`${bench.sim.graphBaseUrl}/${bench.sim.whatsapp.phoneNumberId}/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${bench.sim.whatsapp.accessToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ messaging_product: 'whatsapp', to: '+6281200000001', type: 'text', text: { body: 'a' } }),
    }).then((one) => one.status);
  const began = performance.now();
  expect(await send().catch(() => 'cut')).toBe(status);
  expect(performance.now() - began).toBeGreaterThanOrEqual((fault as { ms?: number }).ms ?? 0);
  await bench.sim.quiet();
  const sent = (): number => statuses(bench.got).filter((one) => one.status === 'sent').length;
  expect(sent()).toBe(arrived);
  expect(await send()).toBe(200);
  await bench.sim.quiet();
  expect(sent()).toBe(arrived + 1);
});

test('down is down in both directions, for so long', async () => {
  let now = Date.UTC(2026, 5, 1);
  bench = await startBench({ clock: () => now });
  bench.sim.faults.downUntil = now + 60_000;
  const phone = citizen();
  await expect(bench.post('1/messages', {})).rejects.toThrow();
  bench.sim.act(phone, { kind: 'text', text: 'halo' });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(bench.got).toHaveLength(0);
  now += 60_000;
  await bench.sim.quiet();
  expect(texts()).toHaveLength(1);
});

test('the handshake decides whether deliveries go to an address', async () => {
  bench = await startBench({ webhookUrls: {} });
  const base = bench.url;
  expect(await bench.sim.connect('whatsapp', `${base}/whatsapp`)).toBe(true);
  expect(await bench.sim.connect('messenger', `${base}/messenger`)).toBe(false);
  bench.sim.act(citizen(), { kind: 'text', text: 'halo' });
  await bench.sim.quiet();
  expect(texts()).toHaveLength(1);
});
