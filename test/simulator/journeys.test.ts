/** What happens to an accepted message, and why some do not arrive. */
import type { Phone, Traits } from '../../simulator/meta/phone.ts';
import { type Bench, changes, startBench, statuses } from './support/bot.ts';

const DAY_MS = 86_400_000;
let bench: Bench;
let now = Date.UTC(2026, 5, 1);
const clock = (): number => now;
afterEach(() => bench.close());

const body = { type: 'BODY', text: 'Halo, ini pesan dari puskesmas.' };
let made = 0;
/** Somebody who wrote, and is or did this since. */
function citizen(traits: Partial<Traits> = {}, spoke = true): Phone {
  made += 1;
  const phone = bench.sim.phones.add({
    channel: 'whatsapp',
    number: `62812000${String(made).padStart(5, '0')}`,
    traits: { ...traits, blocked: false },
  });
  if (spoke) bench.sim.act(phone, { kind: 'text', text: 'halo' });
  phone.traits.blocked = traits.blocked ?? false;
  return phone;
}
const path = (): string => `${bench.sim.whatsapp.phoneNumberId}/messages`;
const say = (phone: Phone, more: object = { type: 'text', text: { body: 'Halo' } }) =>
  bench.post(path(), { messaging_product: 'whatsapp', to: `+${phone.number}`, ...more });
const template = (name: string) => ({ type: 'template', template: { name, language: { code: 'id' } } });
async function outcome(phone: Phone, more?: object): Promise<string> {
  const { body: answer } = await say(phone, more);
  await bench.sim.quiet();
  if (answer.error) return `refused ${answer.error.code}`;
  const mine = statuses(bench.got).filter((one) => one.id === answer.messages?.[0]?.id);
  return mine.map((one) => (one.errors ? `${one.status} ${one.errors[0]?.code}` : one.status)).join(' ');
}
async function start(settings = {}): Promise<void> {
  bench = await startBench({ clock, settings });
  bench.sim.addTemplate({ name: 'jadwal', language: 'id', category: 'UTILITY', components: [body] });
  bench.sim.addTemplate({ name: 'kabar', language: 'id', category: 'MARKETING', components: [body] });
}

test.each<[string, Partial<Traits>, boolean, string | undefined, string]>([
  ['inside the window', {}, true, undefined, 'sent delivered read'],
  ['to somebody who does not look', { looking: false }, true, undefined, 'sent delivered'],
  ['to somebody without receipts', { receipts: false }, true, undefined, 'sent delivered'],
  ['to a phone that is off', { online: false }, true, undefined, 'sent'],
  ['outside the window', {}, false, undefined, 'failed 131047'],
  ['a template outside the window', {}, false, 'jadwal', 'sent delivered read'],
  ['to somebody who blocked us in the middle', { blocked: true }, true, undefined, 'failed 131026'],
  ['a template to somebody who blocked us', { blocked: true }, false, 'jadwal', 'failed 131026'],
  ['to somebody without WhatsApp', { registered: false }, false, 'jadwal', 'failed 131026'],
  ['marketing to who stopped it', { stopped: true }, false, 'kabar', 'failed 131050'],
  ['utility to who stopped marketing', { stopped: true }, false, 'jadwal', 'sent delivered read'],
  ['marketing to the experiment group', { experiment: true }, false, 'kabar', 'failed 130472'],
])('%s', async (_name, traits, spoke, name, expected) => {
  await start();
  expect(await outcome(citizen(traits, spoke), name === undefined ? undefined : template(name))).toBe(expected);
});

test('the window closes after 24 hours and opens with the next word', async () => {
  await start();
  const phone = citizen();
  now += DAY_MS - 1;
  expect(await outcome(phone)).toMatch(/^sent/);
  now += 1;
  expect(await outcome(phone)).toBe('failed 131047');
  bench.sim.act(phone, { kind: 'text', text: 'masih ada?' });
  expect(await outcome(phone)).toMatch(/^sent/);
});

test('refusals come at once when asked for', async () => {
  await start({ refusals: 'sync' });
  expect(await outcome(citizen({}, false))).toBe('refused 131047');
});

test('to one person 45 at once, then one in six seconds', async () => {
  await start();
  const phone = citizen({ looking: false });
  const codes: (number | undefined)[] = [];
  for (let index = 0; index < 46; index += 1) codes.push((await say(phone)).body.error?.code);
  expect(codes.filter((code) => code === undefined)).toHaveLength(45);
  expect(codes[45]).toBe(131056);
  now += 6_000;
  expect((await say(phone)).body.error).toBeUndefined();
  expect((await say(phone)).body.error?.code).toBe(131056);
});

test('a number has 80 a second, all people together, and 1,000 after the upgrade', async () => {
  await start({ pairLimit: false });
  const phone = citizen();
  now += 1_000;
  const all = async (count: number): Promise<number> => {
    const answers = await Promise.all(Array.from({ length: count }, () => say(phone)));
    return answers.filter((one) => one.body.error?.code === 130429).length;
  };
  expect(await all(120)).toBe(120 - 84);
  now += 1_000;
  bench.sim.settings.throughput = 1_000;
  expect(await all(120)).toBe(0);
});

test('the tier bounds how many are written to first in 24 hours', async () => {
  await start({ tier: 2 });
  const people = [citizen({}, false), citizen({}, false), citizen({}, false)];
  const results: string[] = [];
  for (const phone of people) results.push(await outcome(phone, template('jadwal')));
  expect(results).toEqual(['sent delivered read', 'sent delivered read', 'failed 131048']);
  const [first, , last] = people;
  expect(first && (await outcome(first, template('jadwal')))).toMatch(/^sent/);
  now += DAY_MS;
  expect(last && (await outcome(last, template('jadwal')))).toMatch(/^sent/);
});

test('marketing without an answer is withheld after two', async () => {
  await start();
  const phone = citizen({}, false);
  const results: string[] = [];
  for (let index = 0; index < 3; index += 1) results.push(await outcome(phone, template('kabar')));
  expect(results).toEqual(['sent delivered read', 'sent delivered read', 'failed 131049']);
});

test('who never agreed reports: the template turns red, pauses, and is refused', async () => {
  await start({ reportShare: 1, pairLimit: false, timeScale: 0.000_02 });
  for (let index = 0; index < 19; index += 1) await say(citizen({}, false), template('jadwal'));
  for (let index = 0; index < 4; index += 1) await say(citizen({ optedIn: false }, false), template('jadwal'));
  const { body: refused } = await say(citizen({}, false), template('jadwal'));
  expect(refused.error?.code).toBe(132015);
  await bench.sim.quiet();
  const told = changes(bench.got).map(({ field, value }) => `${field} ${value['event'] ?? value['new_quality_score']}`);
  expect(told).toEqual(
    expect.arrayContaining([
      'message_template_quality_update RED',
      'message_template_status_update PAUSED',
      'phone_number_quality_update FLAGGED',
    ]),
  );
});

test('a phone that comes back gets what waited for it', async () => {
  await start();
  const phone = citizen({ online: false });
  expect(await outcome(phone)).toBe('sent');
  await fetch(`http://127.0.0.1:${bench.sim.port}/simulator/phones/${phone.id}`, {
    method: 'PUT',
    body: JSON.stringify({ traits: { online: true } }),
  });
  await bench.sim.quiet();
  expect(statuses(bench.got).map((one) => one.status)).toEqual(['sent', 'delivered', 'read']);
});

test('in disorder statuses come twice and in the wrong order, and each says what is true', async () => {
  await start({ disorder: 0.5 });
  bench.sim.webhooks.sideBySide = 20;
  const phone = citizen();
  const ids: string[] = [];
  for (let index = 0; index < 30; index += 1) ids.push((await say(phone)).body.messages?.[0]?.id ?? '');
  await bench.sim.quiet();
  const orders = ids.map((id) =>
    statuses(bench.got)
      .filter((one) => one.id === id)
      .map((one) => one.status)
      .join(' '),
  );
  expect(orders.some((order) => /(\w+).*\b\1\b/.test(order))).toBe(true);
  expect(orders.some((order) => /read.*delivered|delivered.*sent|read.*sent/.test(order))).toBe(true);
  expect(orders.some((order) => order.includes('read') && !order.includes('delivered'))).toBe(true);
  expect(orders.every((order) => order.includes('sent') && order.includes('read'))).toBe(true);
});
