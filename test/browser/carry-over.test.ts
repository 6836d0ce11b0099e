import type { Page } from 'playwright-core';
import { persona } from '../support/personas.ts';
import { answerUntil, hear, type Talk, talkOnPhone, talkOnWeb } from './support/answering.ts';
import { PATIENCE_MS } from './support/browser.ts';
import { chatIn } from './support/chat.ts';
import { eventually } from './support/page.ts';
import { phoneOn } from './support/phone.ts';
import { picture } from './support/picture.ts';
import { eachVisit } from './support/visit.ts';

jest.setTimeout(4 * PATIENCE_MS);

const TICKET = /Kode tiket: ((?:[0-9A-Z]{4}-){3}[0-9A-Z]{4})/;
const MOVED = /LANJUT ((?:[0-9A-Z]{4}-){3}[0-9A-Z]{4})/;
/** The list knows Yohana's phone, and nobody else's of these. */
const [siti, yohana] = [persona('registered'), persona('registered', 3)];
const ticketIn = (heard: string): string | undefined => TICKET.exec(heard)?.[1];

describe('a registration that goes on in another channel', () => {
  const visit = eachVisit({ viewport: { width: 1360, height: 1000 } });
  let page: Page;
  beforeEach(() => {
    page = visit.page;
  });

  /** The visitor becomes this person of the page; their WhatsApp has their number. */
  async function become(nth: number): Promise<Talk> {
    await page.locator('#peran').selectOption(String(nth));
    const { field } = phoneOn(page, 'WhatsApp');
    await eventually('the phone is theirs', () => field.isEnabled());
    return talkOnPhone(page, 'WhatsApp');
  }
  async function webChat(): Promise<Talk> {
    await page.getByRole('button', { name: 'Buka obrolan web' }).click();
    const inside = page.frameLocator('.device iframe');
    await chatIn(inside).hears('Ada yang bisa kami bantu');
    return talkOnWeb(inside);
  }

  test('begun on WhatsApp, finished in the web chat with the short code', async () => {
    const whatsapp = talkOnPhone(page, 'WhatsApp');
    await answerUntil(whatsapp, siti, 'daftar', /nama lengkap/);
    await answerUntil(whatsapp, siti, siti.answers.name, /tanggal lahir/);
    const code = MOVED.exec(await hear(whatsapp, 'lanjut di web', MOVED))?.[1];
    const web = await webChat();
    const heard = await answerUntil(web, siti, `lanjut ${code}`, TICKET);
    expect(heard).toContain('Isian sudah kami pindahkan ke sini');
    expect(heard).not.toMatch(/Berapa NIK|nama lengkap/);
  });

  test('begun in the web chat, finished on WhatsApp with the short code; the web chat opens the ticket with a one-time code', async () => {
    const web = await webChat();
    await answerUntil(web, yohana, 'daftar', /nama lengkap/);
    const code = MOVED.exec(await hear(web, 'pindah ke whatsapp', MOVED))?.[1];
    const whatsapp = await become(3);
    const ticket = ticketIn(await answerUntil(whatsapp, yohana, `lanjut ${code}`, TICKET));
    expect(ticket).toBeDefined();

    const sent = async (): Promise<string> => {
      let digits = '';
      await eventually('the code is on the phone', async () => {
        digits = /\b\d{6}\b(?= adalah kode)/.exec((await whatsapp.texts()).join('\n'))?.[0] ?? '';
        return digits !== '';
      });
      return digits;
    };
    expect(ticketIn(await answerUntil(web, yohana, yohana.answers.name, TICKET, sent))).toBe(ticket);
    await chatIn(page.frameLocator('.device iframe')).hears('Ada lagi yang bisa kami bantu');
    await page.evaluate("document.querySelector('#ponsel').scrollIntoView({ behavior: 'instant' })");
    await picture(page, page.locator('#ponsel .devices'), 'carry-over.png');
  });
});
