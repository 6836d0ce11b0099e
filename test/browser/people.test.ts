/** Three people as one sees them: what they read on the way, and a picture of it for the README. */
import type { Locator, Page } from 'playwright-core';
import { persona } from '../support/personas.ts';
import { answerUntil, hear, type Talk, talkOnPhone, talkOnWeb } from './support/answering.ts';
import { PATIENCE_MS } from './support/browser.ts';
import { chatIn, naturalWidth } from './support/chat.ts';
import { eventually } from './support/page.ts';
import { phoneOn } from './support/phone.ts';
import { pictureOf } from './support/picture.ts';
import { eachVisit } from './support/visit.ts';

jest.setTimeout(4 * PATIENCE_MS);

const TICKET = /Kode tiket: ((?:[0-9A-Z]{4}-){3}[0-9A-Z]{4})/;
const MORE = /Ada lagi yang bisa kami bantu/;
/** A grandmother whom the list knows by her phone, and a child whom it knows without one. */
const [wati, rara] = [persona('registered', 5), persona('registered', 4)];
const WATI = 7;

describe('people', () => {
  const visit = eachVisit({ viewport: { width: 1360, height: 1000 }, deviceScaleFactor: 1.5 });
  let page: Page;
  beforeEach(() => {
    page = visit.page;
  });

  async function onWatisPhone(): Promise<Talk & { readonly frame: Locator }> {
    await phoneOn(page, 'WhatsApp').frame.waitFor();
    await page.locator('#peran').selectOption(String(WATI));
    const frame = page.getByRole('region', { name: /WhatsApp/ });
    return { ...talkOnPhone(page, 'WhatsApp'), frame };
  }
  const heardAll = (talk: Talk, words: RegExp): Promise<void> =>
    eventually(String(words), async () => words.test((await talk.texts()).join('\n')));

  test('a grandmother who was invited, on WhatsApp: her name in part, her birth date, a place, a time, the ticket', async () => {
    const talk = await onWatisPhone();
    const asked = await answerUntil(talk, wati, 'Assalamualaikum, saya mau vaksin', /atas nama/);
    expect(asked).toMatch(/W.{3}i C.{3}h S.{3}a/);
    expect(asked).not.toMatch(/Berapa NIK|Wati/);
    await pictureOf(talk.frame, 'grandmother-1.png');
    const heard = await answerUntil(talk, wati, wati.answers.birthDate, TICKET);
    expect(heard).not.toMatch(/Berapa NIK|nama lengkap|nomor HP/);
    await heardAll(talk, MORE);
    const qr = talk.frame.locator('.theirs img').last();
    await eventually('the ticket has its picture', async () => (await naturalWidth(qr)) > 100);
    await pictureOf(talk.frame, 'grandmother-2.png');
  });

  test('a mother who registers her child, on Messenger', async () => {
    const { frame } = phoneOn(page, 'Messenger');
    const talk = talkOnPhone(page, 'Messenger');
    await frame.getByRole('button', { name: 'Mulai', exact: true }).click();
    await heardAll(talk, /Ada yang bisa kami bantu/);
    const asked = await answerUntil(talk, rara, 'mau daftarkan anak saya', /untuk siapa/);
    await frame.getByRole('button', { name: 'Anak saya', exact: true }).waitFor();
    await pictureOf(frame, 'mother-1.png');
    const heard = await answerUntil(talk, rara, 'anak saya', TICKET);
    expect(`${asked}\n${heard}`).toContain('Nama: Rara Contoh Kenanga');
    await heardAll(talk, MORE);
    await pictureOf(frame, 'mother-2.png');
  });

  test("a stranger with the grandmother's NIK, name and birth date, in the web chat: sees nothing, and she is told", async () => {
    const hers = await onWatisPhone();
    if (!TICKET.test((await hers.texts()).join('\n'))) await answerUntil(hers, wati, 'daftar', TICKET);
    await page.getByRole('button', { name: 'Buka obrolan web' }).click();
    const inside = page.frameLocator('.device iframe');
    await chatIn(inside).hears('Ada yang bisa kami bantu');
    const frame = page.getByRole('region', { name: 'Obrolan web' });
    const talk = talkOnWeb(inside);
    const heard = [await answerUntil(talk, wati, 'daftar', /ketik kodenya/)];
    heard.push(await hear(talk, '123456', /belum cocok/));
    heard.push(await answerUntil(talk, wati, '0899 1234 5678', /hanya kami buka untuk nomor HP yang terdaftar/));
    await pictureOf(frame, 'stranger-1.png');
    heard.push(await hear(talk, 'tiket saya', /./));
    expect(heard.join('\n')).not.toMatch(TICKET);
    expect(heard.join('\n')).not.toMatch(/Surabaya|lansia|Puskesmas \w+ Contoh|\b[SW]\*\*\*/);
    await heardAll(hers, /kode verifikasi Anda/);
    await heardAll(hers, /Pemberitahuan keamanan: ada yang mengetik kode yang salah untuk data W/);
    await heardAll(hers, /Pemberitahuan keamanan: ada orang lain yang mencoba memakai data W/);
    await pictureOf(hers.frame, 'stranger-2.png');
  });
});
