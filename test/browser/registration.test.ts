import type { Browser } from 'playwright-core';
import { persona, registration } from '../support/personas.ts';
import { launch, PATIENCE_MS, type Watched, watched } from './support/browser.ts';
import { type ChatView, chatIn, contentWidth, hasFocus, isCutOff, naturalWidth } from './support/chat.ts';
import { barriers, eventually, press } from './support/page.ts';
import { picture } from './support/picture.ts';
import { openSite, type Site } from './support/site.ts';

jest.setTimeout(4 * PATIENCE_MS);

const [siti, made] = [persona('registered'), persona('registered', 2)];
/** What each answer of `registration()` leads to. */
const REPLIES = [
  'Apakah Bapak/Ibu setuju',
  '1 dari 5',
  '2 dari 5',
  '3 dari 5',
  '4 dari 5',
  '5 dari 5',
  'adakah yang sesuai',
  'Mau divaksin di mana',
  'Kapan mau datang',
  'Ada lagi yang bisa kami bantu',
];

describe('a registration in a real browser', () => {
  let browser: Browser;
  let site: Site;
  let visitor: Watched;
  beforeAll(async () => {
    [browser, site] = await Promise.all([launch(), openSite()]);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });
  beforeEach(async () => {
    visitor = await watched(browser, { viewport: { width: 1360, height: 960 } });
  });
  afterEach(async () => {
    await visitor.context.close();
    expect(visitor.problems).toEqual([]);
  });

  async function sayAll(chat: ChatView, from: number, to: number, who = siti): Promise<void> {
    const lines = registration(who);
    for (let n = from; n < to; n += 1) await chat.says(lines[n] ?? '', REPLIES[n] ?? '');
  }

  test('by keyboard only, on the demo page, to the ticket', async () => {
    const page = await visitor.context.newPage();
    await page.goto(`${site.url}/`);
    await page.locator('sapa-vaksin .launch').waitFor();
    const opener = page.locator('main a[data-sapa-open]');
    await press(page, 'Tab', () => hasFocus(opener));
    await page.keyboard.press('Enter');
    const chat = chatIn(page.frameLocator('sapa-vaksin iframe'));
    await chat.hears('Ada yang bisa kami bantu');

    const lines = registration(siti);
    for (const [n, line] of lines.entries()) {
      // Nothing is clicked: the field must have the focus by itself, after every answer.
      await eventually('the field has the focus', () => hasFocus(chat.field));
      if (line === 'saya sendiri') {
        const first = chat.choices.first();
        await press(page, 'Shift+Tab', () => hasFocus(chat.toolbar));
        await press(page, 'ArrowLeft', () => hasFocus(first));
      } else {
        await page.keyboard.type(line);
      }
      await page.keyboard.press('Enter');
      await chat.hears(REPLIES[n] ?? '');
    }

    await chat.hears(/Kode tiket: [0-9A-Z-]{19}/);
    const qr = chat.bubbles('').locator('img[alt^="Kode QR tiket"]');
    const [box, natural] = [await qr.boundingBox(), await naturalWidth(qr)];
    expect(natural).toBeGreaterThan(100);
    expect(box?.width).toBeGreaterThan(150);
    expect(Math.abs((box?.width ?? 0) - (box?.height ?? 0))).toBeLessThan(2);
    const saved = await page.request.get(new URL(await calendarOf(chat), site.url).href);
    expect(await saved.text()).toMatch(/^BEGIN:VCALENDAR[\s\S]*BEGIN:VEVENT/);
    expect((await chat.said()).length).toBe(lines.length);
    await picture(page, qr, 'chat.png');

    await page.keyboard.press('Escape');
    await eventually('the focus is back', () => hasFocus(opener));
  });

  const calendarOf = async (chat: ChatView): Promise<string> =>
    (await chat.bubbles('kalender').locator('a').getAttribute('href')) ?? '';

  test('goes on after a reload in the middle, in a chat of its own at 320 px', async () => {
    const page = await visitor.context.newPage();
    await page.setViewportSize({ width: 320, height: 640 });
    await page.goto(`${site.url}/chat`);
    const chat = chatIn(page);
    await chat.hears('Ada yang bisa kami bantu');
    await sayAll(chat, 0, 5, made);
    await page.reload();
    await chat.hears('4 dari 5');
    await chat.hears(REPLIES[4] ?? '');
    expect(await chat.said()).toEqual(registration(made).slice(0, 5));
    await sayAll(chat, 5, 9, made);
    // Times that differ only in their last words can all be read to the end.
    expect(await chat.choices.count()).toBeGreaterThan(2);
    for (const choice of await chat.choices.locator('.webchat__suggested-action__text').all())
      expect(await isCutOff(choice)).toBe(false);
    await sayAll(chat, 9, 10, made);
    await chat.hears(/Kode tiket: /);
    expect(await chat.said()).toEqual(registration(made));
    expect(await contentWidth(page)).toBeLessThanOrEqual(320);
    expect(await barriers(page)).toEqual([]);
  });

  test('markup stays text, and a cleared chat begins anew in every window', async () => {
    const page = await visitor.context.newPage();
    await page.goto(`${site.url}/chat?lang=en`);
    const chat = chatIn(page);
    await chat.hears(/help|welcome/i);
    const nasty = '<img src=x onerror=alert(1)> [x](javascript:alert(1)) http://evil.example/a';
    await chat.says(nasty, 'onerror');
    expect(await chat.said()).toEqual([nasty]);
    expect(await page.locator('#chat').locator('img[src="x"], a[href^="javascript"], a[href*="evil"]').count()).toBe(0);
    const second = await visitor.context.newPage();
    await second.goto(`${site.url}/chat?lang=en`);
    await chatIn(second).hears(nasty);
    await page.locator('#forget').click();
    await page.locator('#sure button[value=yes]').click();
    await chat.hears(/help|welcome/i);
    await chat.bubbles(nasty).waitFor({ state: 'detached' });
    expect(await chat.said()).toEqual([]);
    await chatIn(second).bubbles(nasty).waitFor({ state: 'detached' });
    expect(await page.locator('#close').isVisible()).toBe(false);
  });

  test('the demo page keeps nobody out, wide and narrow', async () => {
    const page = await visitor.context.newPage();
    await page.goto(`${site.url}/`);
    await page.locator('sapa-vaksin .launch').waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await contentWidth(page)).toBeLessThanOrEqual(320);
    expect(await barriers(page)).toEqual([]);
  });
});
