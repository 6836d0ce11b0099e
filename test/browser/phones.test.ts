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
const REPLIES = [
  'setuju?',
  '1 dari 4',
  '2 dari 4',
  '3 dari 4',
  '4 dari 4',
  'adakah yang sesuai',
  'Mau divaksin di mana',
];
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

  const openFaults = (): Promise<void> =>
    page
      .locator('.faults')
      .evaluate((one: { setAttribute(name: string, value: string): void }) => one.setAttribute('open', ''));

  const ticketOn = async (phone: PhoneView): Promise<number> => {
    await phone.hears(TICKET);
    await phone.hears('Ada lagi yang bisa kami bantu');
    const qr = phone.frame.locator('.theirs img').last();
    await eventually('the ticket has its picture', async () => (await naturalWidth(qr)) > 0);
    return naturalWidth(qr);
  };

  test('what the keyboard is on stays there while the ticks of the message turn', async () => {
    const phone = phoneOn(page, 'WhatsApp');
    const switched = page.getByLabel('Ponsel WhatsApp mati');
    await openFaults();
    await switched.check();
    await phone.says('halo', 'Ada yang bisa kami bantu');
    const list = phone.buttons.last();
    await list.focus();
    const read = page.waitForResponse(
      async (one) =>
        one.url().includes('/simulator/events') && /"from":"business","at":\d+,"tick":"read"/.test(await one.text()),
    );
    // The page's own button would take the focus.
    await switched.evaluate((box: { click(): void }) => box.click());
    await read;
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
    expect(await hasFocus(list)).toBe(true);
    await page.keyboard.press('Enter');
    await phone.dialog.waitFor();
    await page.keyboard.press('Escape');
    await eventually('the focus is back', () => hasFocus(list));
  });

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
    await phone.presses('Setuju', '1 dari 5');
    const { nik, name, birthDate, phone: number } = persona('registered', 1).answers;
    for (const [n, line] of [nik, name, birthDate, number].entries()) await phone.says(line, `${n + 2} dari 5`);
    await phone.presses('Saya sendiri', 'adakah yang sesuai');
    await phone.presses('Tidak ada', 'Mau divaksin di mana');
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

  test.each([
    [1360, 1000],
    [320, 640],
  ])('the button in the corner lies on no phone at %i px, and is back behind them', async (width, height) => {
    await page.setViewportSize({ width, height });
    const corner = page.locator('sapa-vaksin .launch');
    const isOut = (out: boolean) => async () => (await corner.isVisible()) === out;
    for (const device of await page.locator('.device').all()) {
      // As low as it can be: where the corner is.
      await device.evaluate((one: { scrollIntoView(at: object): void }) =>
        one.scrollIntoView({ block: 'end', behavior: 'instant' }),
      );
      await eventually('the button gave way', isOut(false));
    }
    await page.evaluate("scrollTo({ top: 0, behavior: 'instant' })");
    await eventually('the button is back', isOut(true));
    await page.setViewportSize({ width: 1360, height: 1000 });
  });

  test('a voice note and a broken line: each is answered once', async () => {
    const phone = phoneOn(page, 'WhatsApp');
    await phone.says('halo', 'Ada yang bisa kami bantu');
    await phone.frame.getByRole('button', { name: 'Lampirkan' }).click();
    await phone.dialog.getByRole('button', { name: 'Pesan suara' }).click();
    await phone.frame.locator('.mine .voice').waitFor();
    await phone.hears(/belum bisa mendengar/);
    await openFaults();
    await page.getByRole('button', { name: 'Kirim templat contoh' }).click();
    await phone.frame.locator('.bubble.is-template .press').first().waitFor();
    await page.getByRole('button', { name: 'Putus sebelum diterima' }).click();
    await page.locator('.faults .said', { hasText: 'Putus sebelum diterima: ya' }).waitFor();
    const menus = phone.frame.locator('.theirs', { hasText: 'Ada yang bisa kami bantu' });
    const before = await menus.count();
    await phone.field.fill('menu');
    await phone.field.press('Enter');
    await eventually('the menu came again', async () => (await menus.count()) > before);
    await phone.says('bahasa inggris', 'English');
    expect(await menus.count()).toBe(before + 1);
  });

  test('after a reload the chats are there again', async () => {
    const phones = (['WhatsApp', 'Messenger'] as const).map((app) => phoneOn(page, app));
    const texts = () => Promise.all(phones.map(({ frame }) => frame.locator('.bubble .text').allInnerTexts()));
    for (const phone of phones) await phone.says('halo', /bantu|help/);
    const before = await texts();
    await page.reload();
    // An answer may have come since.
    const kept = async () => (await texts()).map((all, n) => all.slice(0, before[n]?.length));
    await eventually('both chats are there', async () => JSON.stringify(await kept()) === JSON.stringify(before));
  });

  test('nobody is kept out, also on a small screen', async () => {
    expect(await barriers(page, '#ponsel')).toEqual([]);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await contentWidth(page)).toBeLessThanOrEqual(320);
    const box = await phoneOn(page, 'WhatsApp').field.boundingBox();
    expect(box?.width).toBeGreaterThan(90);
  });
});
