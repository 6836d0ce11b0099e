import type { Act } from '../../simulator/meta/act.ts';
import type { Bubble, Phone } from '../../simulator/meta/phone.ts';
import { persona, registration } from '../support/personas.ts';
import { type Stage, startStage } from './support/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage({ numbers: 2 });
});
afterAll(() => stage.close());

/** Numbers that nobody in the sample's list has: who has one is greeted by a masked name. */
const citizen = (n: number, more: object = {}): Phone =>
  stage.meta.phones.add({ channel: 'whatsapp', number: `62812999900${10 + n}`, name: 'Warga', ...more });

/** Whatever stands on a button or in a row is tapped, the rest is typed. */
function actFor(words: string, last: Bubble | undefined): Act {
  const [first] = last?.buttons ?? [];
  const rows = first?.sections?.flatMap((section) => section.rows) ?? [];
  const row = rows.find(({ title }) => title.toLowerCase() === words) ?? (/^\d$/.test(words) ? rows[0] : undefined);
  if (last && first && row) return { kind: 'tap', bubble: last.id, button: first.title, row: row.id };
  const button = last?.buttons?.find(({ title }) => title.toLowerCase() === words);
  if (last && button) return { kind: 'tap', bubble: last.id, button: button.title };
  return { kind: 'text', text: words };
}

test('from the first word to the ticket, by words, buttons and rows, and the picture arrives', async () => {
  const siti = citizen(1);
  let last: Bubble | undefined;
  const taps: string[] = [];
  for (const words of registration(persona('registered'), true)) {
    const act = actFor(words, last);
    taps.push(act.kind);
    last = (await stage.hear(siti, act)).at(-1);
  }
  await stage.until(() => stage.heard(siti).some((one) => one.type === 'image'));
  const all = stage.heard(siti);
  expect(taps.filter((kind) => kind === 'tap').length).toBeGreaterThan(4);
  expect(all.some((one) => /Kode tiket: \S+/.test(one.text ?? ''))).toBe(true);
  expect(all.filter((one) => one.type === 'image' && one.media !== undefined)).toHaveLength(1);
  expect(all.filter((one) => one.tick === 'failed')).toEqual([]);
});

test.each<[string, Act, RegExp]>([
  ['a voice note', { kind: 'media', type: 'voice' }, /belum bisa mendengar/],
  ['a photo', { kind: 'media', type: 'image' }, /tidak perlu foto KTP.*tidak kami simpan/],
  [
    'a photo with words under it',
    { kind: 'media', type: 'image', caption: 'ini KTP saya' },
    /foto KTP.*tidak kami simpan/,
  ],
  ['a sticker', { kind: 'media', type: 'sticker' }, /stiker/i],
  ['a card', { kind: 'raw', type: 'contacts', parts: { contacts: [{ name: { formatted_name: 'Budi' } }] } }, /kontak/i],
  ['a location', { kind: 'location', latitude: -6.9, longitude: 107.6 }, /Lokasi/],
  ['a poll', { kind: 'raw', type: 'unsupported', parts: { unsupported: { type: 'poll' } } }, /belum bisa kami baca/],
  ['a document', { kind: 'media', type: 'document' }, /berkas/i],
])('%s gets a helpful next step, and the question again', async (_name, act, words) => {
  const budi = citizen(2);
  await stage.hear(budi, { kind: 'text', text: 'menu' });
  const heard = await stage.hear(budi, act);
  expect(heard[0]?.text).toMatch(words);
  expect(heard.at(-1)?.buttons?.length).toBeGreaterThan(0);
});

test('each of our numbers has its own conversation', async () => {
  const ani = citizen(3);
  const [one, two] = stage.meta.whatsapp.phoneNumberIds;
  await stage.hear(ani, { kind: 'text', text: 'halo' }, one);
  const heard = await stage.hear(ani, { kind: 'text', text: 'halo' }, two);
  expect(heard[0]?.text).toContain('Selamat datang');
  expect(stage.heard(ani, one).length).toBe(heard.length);
});
