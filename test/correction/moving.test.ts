import { DRAFT_MS } from '../../registry/drafts.ts';
import { openHouse, upToPhone, WATI } from '../access/support/house.ts';
import { play, type Talk } from '../dialogs/support/talk.ts';
import { NOW } from '../dialogs/support/world.ts';
import { testKeys } from '../registry/support/keys.ts';

const CODE = /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/;
const codeIn = (texts: readonly string[]): string => CODE.exec(texts.join('\n'))?.[0] ?? '';

async function begun(talk: Talk): Promise<string> {
  for (const text of upToPhone(WATI).slice(0, 4)) await talk.say(text);
  return codeIn((await talk.say('pindah ke whatsapp')).texts);
}

test('begun in a browser, finished on WhatsApp: only what is missing is asked', async () => {
  const house = await openHouse();
  const browser = house.citizen('browser');
  const code = await begun(browser);
  const phone = house.citizen('phone', '+6281299999999');
  await play(phone, [
    [`lanjut ${code.toLowerCase()}`, 'pindahkan ke sini', 'setuju?'],
    ['setuju', '3 dari 4', 'tanggal lahir'],
    ['1-11-1948', '4 dari 4', 'Nama: Wati', '+62*******9999', 'untuk siapa'],
    ['orang tua saya', 'pendaftaran diterima'],
  ]);
  // Where it was begun nothing is lost.
  await play(browser, [['kembali', 'nama']]);
});

test('once, for fifteen minutes, and nothing is said about whose it was', async () => {
  const house = await openHouse();
  const code = await begun(house.citizen('browser'));
  const mine = house.citizen('mine');
  const first = await mine.say(`LANJUT ${code}`);
  expect(await mine.again()).toEqual(first);
  const thief = house.citizen('thief');
  const used = await thief.say(`LANJUT ${code}`);
  const never = await house.citizen('guesser').say('LANJUT ABCD-EFGH-JKMN-PQRS');
  expect(used.texts.join()).toContain('tidak berlaku atau sudah dipakai');
  expect(never.texts.join()).not.toMatch(/Wati|3273/);
  expect(JSON.stringify([used.texts, thief.state])).not.toMatch(/Wati|3273/);
  const id = testKeys.of('draft', code);
  const stored = await house.documents.get<{ until: number; sealed: string }>('drafts', id, id);
  expect(stored?.body.until).toBeLessThanOrEqual(NOW + 10 * 60_000 + DRAFT_MS);
  expect(stored?.body.sealed).not.toContain('Wati');
});

test('with nothing begun there is nothing to move; a form in progress is not overwritten; English too', async () => {
  const house = await openHouse();
  const talk = house.citizen('c');
  await play(talk, [
    ['hello', 'How can we help?'],
    ['move chat', 'nothing to move'],
  ]);
  const code = await begun(house.citizen('browser'));
  await play(talk, [
    ['register', 'Do you agree?'],
    [`continue ${code}`, 'once this form is finished', 'Do you agree?'],
  ]);
});
