/** Notices after days of silence, as they reach the phones of both channels, through a fake Meta that is strict. */
import type { Bubble, Phone } from '../../simulator/meta/phone.ts';
import { persona, registration } from '../support/personas.ts';
import { type Field, openField } from './support/field.ts';

const DAY = 86_400_000;
let field: Field;
let whatsapp: Phone;
let messenger: Phone;

/** What each step of a registration ends with. */
const STEPS = [
  'setuju?',
  'NIK',
  'nama',
  'lahir',
  'HP',
  'untuk siapa',
  'adakah yang sesuai',
  'di mana',
  'Kapan',
  'Ada lagi',
];

async function register(phone: Phone, nth: number): Promise<void> {
  const proven = phone.channel === 'whatsapp';
  const steps = STEPS.filter((step) => !(proven && step === 'HP'));
  for (const [index, words] of registration(persona('registered', nth), proven).entries())
    await field.hear(phone, words, new RegExp(steps[index] ?? ''));
}

beforeAll(async () => {
  field = await openField();
  whatsapp = field.meta.phones.add({ channel: 'whatsapp', number: '6281299990011', name: 'Warga' });
  messenger = field.meta.phones.add({ channel: 'messenger', number: '6281299990012', name: 'Warga' });
  await register(whatsapp, 0);
  await register(messenger, 1);
});
afterAll(() => field.close());

const since = (phone: Phone, before: number): readonly Bubble[] => field.bubbles(phone).slice(before);
/** Longer than a send in doubt waits for its report. */
const quiet = async (): Promise<void> => {
  await new Promise((resolve) => setTimeout(resolve, 3_500));
  await field.meta.quiet();
};

test('a session that was moved, and one that was called off, two days later, with a kill -9: one template each, and the talk goes on', async () => {
  const [w, m] = [whatsapp, messenger].map((phone) => field.bubbles(phone).length) as [number, number];
  const work = async (): Promise<void> => {
    await field.change('move', 'whatsapp');
    await field.change('cancel', 'messenger');
  };
  // Killed when the first notice is saved and not spoken: it arrives all the same, and once.
  await field.pass(2 * DAY, work, 'after-save');
  await field.product.ended;
  await field.start();
  await field.until(() => since(whatsapp, w).length > 0 && since(messenger, m).length > 0);
  await quiet();
  const [heardW, heardM] = [since(whatsapp, w), since(messenger, m)];
  expect([...heardW, ...heardM].map(({ type, tick }) => [type, tick === 'failed'])).toEqual([
    ['template', false],
    ['template', false],
  ]);
  expect(heardW[0]?.text).toMatch(/S\*\*\*i .* diubah oleh penyelenggara\. Jadwal yang baru: .* di /);
  expect(heardM[0]?.text).toMatch(/B\*\*\*i .* dibatalkan oleh penyelenggara/);
  expect(`${heardW[0]?.text}${heardM[0]?.text}`).not.toMatch(/Siti|Budi|\d{16}/);
  // The answers are buttons that carry a reference; a page's have the words that were declared before it.
  expect(heardM[0]?.buttons?.map(({ title }) => title)).toEqual(['Pilih jadwal', 'Petugas']);
  expect(heardM[0]?.buttons?.map(({ payload }) => /^answer:r1\.[a-z]+\./.test(payload ?? ''))).not.toContain(false);
  expect(heardW[0]?.buttons?.map(({ payload }) => /^r1\.[a-z]+\./.test(payload ?? ''))).not.toContain(false);
  await field.hear(whatsapp, { kind: 'tap', bubble: heardW[0]?.id ?? '', button: 0 }, /tanggal lahir/i);
  await field.hear(whatsapp, persona('registered', 0).answers.birthDate, /Kode tiket/);
  await field.hear(messenger, { kind: 'tap', bubble: heardM[0]?.id ?? '', button: 0 }, /tanggal lahir/i);
  await field.hear(messenger, persona('registered', 1).answers.birthDate, /di mana/);
  await quiet();
});

test('a template that Meta rejects holds its notice back and is counted; approved again, it goes out', async () => {
  const { meta } = field;
  const answer = await fetch(`http://127.0.0.1:${meta.port}/simulator/state`);
  const { templates } = (await answer.json()) as { templates: { id: string; name: string; language: string }[] };
  const setTo = async (status: string): Promise<void> => {
    for (const { id } of templates.filter(({ name }) => name === 'session_changed'))
      await fetch(`http://127.0.0.1:${meta.port}/simulator/templates/${id}`, {
        method: 'PUT',
        body: JSON.stringify({ status }),
      });
    await meta.quiet();
  };
  const all = (): readonly Bubble[] => [whatsapp, messenger].flatMap((phone) => [...field.bubbles(phone)]);
  const before = all().length;
  await setTo('REJECTED');
  await field.pass(2 * DAY, () => field.change('move', 'whatsapp'));
  let held = '';
  await field.until(() => {
    void field.metrics().then((text) => {
      held = /^sapa_notices_held_total\{.*template="session_changed".*\} (\d+)$/m.exec(text)?.[0] ?? held;
    });
    return held !== '';
  });
  expect(held).toMatch(/ [1-9]\d*$/);
  expect(all().length).toBe(before);
  await setTo('APPROVED');
  await field.pass(3_600_000);
  await field.until(() => all().length > before);
  expect(all().length).toBe(before + 1);
});
