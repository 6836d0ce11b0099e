import type { Browser, Page } from 'playwright-core';
import { persona, registration } from '../support/personas.ts';
import { launch, PATIENCE_MS, type Watched, watched } from './support/browser.ts';
import { chatIn, contentWidth, hasFocus, naturalWidth } from './support/chat.ts';
import { barriers, eventually, press } from './support/page.ts';
import { type PhoneView, phoneOn } from './support/phone.ts';
import { picture } from './support/picture.ts';
import { openSite, type Site } from './support/site.ts';

jest.setTimeout(4 * PATIENCE_MS);

const TICKET = /Kode tiket: ((?:[0-9A-Z]{4}-){3}[0-9A-Z]{4})/;
/** What each answer of `registration()` leads to on WhatsApp, which proves the number, up to the choice of a place. */
const REPLIES = ['setuju?', '1 dari 5', '2 dari 5', '3 dari 5', '4 dari 5', '5 dari 5', 'Mau divaksin di mana'];
const typed = (who: ReturnType<typeof persona>): readonly string[] => registration(who, true).slice(0, REPLIES.length);

describe('the phones on the demo page', () => {
  let browser: Browser;
  let site: Site;
  let visitor: Watched;
  let page: Page;
  beforeAll(async () => {
    [browser, site] = await Promise.all([launch(), openSite()]);
    visitor = await watched(browser, { viewport: { width: 1360, height: 1000 } });
    page = await visitor.context.newPage();
    await page.goto(`${site.url}/`);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });
  afterEach(() => expect(visitor.problems).toEqual([]));

  const ticketOn = async (phone: PhoneView): Promise<number> => {
    await phone.hears(TICKET);
    await phone.hears('Ada lagi yang bisa kami bantu');
    const qr = phone.frame.locator('.theirs img').last();
    await eventually('the ticket has its picture', async () => (await naturalWidth(qr)) > 0);
    return naturalWidth(qr);
  };

  test('WhatsApp by keyboard alone, through its lists, to the ticket', async () => {
    const phone = phoneOn(page, 'WhatsApp');
    await phone.field.focus();
    await phone.says('halo', 'Ada yang bisa kami bantu');
    for (const [n, line] of typed(persona('registered')).entries()) {
      // Nothing is clicked: the field has the focus again after every answer.
      await eventually('the field has the focus', () => hasFocus(phone.field));
      await page.keyboard.type(line);
      await page.keyboard.press('Enter');
      await phone.hears(REPLIES[n] ?? '');
    }
    for (const reply of ['Kapan mau datang', TICKET]) {
      await phone.buttons.last().waitFor();
      await press(page, 'Shift+Tab', () => hasFocus(phone.buttons.last()));
      await page.keyboard.press('Enter');
      await phone.dialog.waitFor();
      await page.keyboard.press('Space');
      await page.keyboard.press('Enter');
      await phone.hears(reply);
    }
    expect(await ticketOn(phone)).toBeGreaterThan(100);
    // Every message of the citizen got its two blue ticks.
    const mine = phone.frame.locator('.mine');
    await eventually(
      'all was read',
      async () => (await phone.frame.locator('.mine .tick.read').count()) === (await mine.count()),
    );
  });

  test('Messenger by taps, to the ticket', async () => {
    const phone = phoneOn(page, 'Messenger');
    await phone.frame.getByRole('button', { name: 'Mulai', exact: true }).click();
    await phone.hears('Ada yang bisa kami bantu');
    await phone.presses('Daftar', 'setuju?');
    await phone.presses('Setuju', '1 dari 6');
    const { nik, name, birthDate, phone: number } = persona('registered', 1).answers;
    for (const [n, line] of [nik, name, birthDate, number].entries()) await phone.says(line, `${n + 2} dari 6`);
    await phone.presses('Saya sendiri', '6 dari 6');
    await phone.presses('Sudah benar', 'Mau divaksin di mana');
    await phone.buttons.first().click();
    await phone.hears('Kapan mau datang');
    await phone.buttons.first().click();
    expect(await ticketOn(phone)).toBeGreaterThan(100);
  });

  test('the web chat opens beside them', async () => {
    await page.getByRole('button', { name: 'Buka obrolan web' }).click();
    await chatIn(page.frameLocator('.device iframe')).hears('Ada yang bisa kami bantu');
    await page.evaluate("document.querySelector('#ponsel').scrollIntoView({ behavior: 'instant' })");
    await picture(page, page.locator('#ponsel .devices'), 'phones.png');
  });

  test('a place, a voice note and a broken line: each is answered once', async () => {
    const phone = phoneOn(page, 'WhatsApp');
    await phone.frame.getByRole('button', { name: 'Lampirkan' }).click();
    await phone.dialog.getByRole('button', { name: 'Pesan suara' }).click();
    await phone.frame.locator('.mine .voice').waitFor();
    await phone.hears(/suara/);
    await page.locator('.faults summary').click();
    await page.getByRole('button', { name: 'Kirim templat contoh' }).click();
    await phone.frame.locator('.bubble.is-template .press').first().waitFor();
    await page.getByRole('button', { name: 'Putus sebelum diterima' }).click();
    await page.locator('.faults .said', { hasText: 'ya' }).waitFor();
    const before = await phone.frame.locator('.theirs', { hasText: TICKET }).count();
    await phone.says('tiket saya', TICKET);
    const tickets = phone.frame.locator('.theirs', { hasText: TICKET });
    await eventually('the ticket came again', async () => (await tickets.count()) > before);
    await phone.hears('Ada lagi yang bisa kami bantu');
    expect(await tickets.count()).toBe(before + 1);
  });

  test('after a reload the chats are there again', async () => {
    await page.reload();
    for (const app of ['WhatsApp', 'Messenger'] as const) await phoneOn(page, app).hears(TICKET);
  });

  test('nobody is kept out, also on a small screen', async () => {
    expect(await barriers(page, '#ponsel')).toEqual([]);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await contentWidth(page)).toBeLessThanOrEqual(320);
    const box = await phoneOn(page, 'WhatsApp').field.boundingBox();
    expect(box?.width).toBeGreaterThan(90);
  });
});
