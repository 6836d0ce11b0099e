import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Frame, Page } from 'playwright-core';
import { launch, PATIENCE_MS, type Watched, watched } from './support/browser.ts';
import { type ChatView, chatIn, hasFocus } from './support/chat.ts';
import { barriers, eventually, press } from './support/page.ts';
import { openSite, type Site } from './support/site.ts';

jest.setTimeout(4 * PATIENCE_MS);

const BODY =
  '<main><h1>Dinas Kesehatan</h1><p><a href="#one" id="one">Berita</a> <a href="#two" id="two">Kontak</a></p></main>';

/** A site of somebody else, with one script tag and a policy that allows nothing but our server. */
async function hostSite(script: () => string, lang = 'id'): Promise<{ server: Server; url: string }> {
  const server = createServer((_request, response) => {
    const origin = new URL(script()).origin;
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.setHeader('content-security-policy', `default-src 'none'; script-src ${origin}; frame-src ${origin}`);
    response.end(
      `<!doctype html><html lang="${lang}"><title>Dinas</title><meta name="viewport" content="width=device-width">${BODY}` +
        `<script src="${script()}" async></script></html>`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

describe('the chat on the page of somebody else', () => {
  let browser: Browser;
  let site: Site;
  let host: { server: Server; url: string };
  let stranger: { server: Server; url: string };
  let visitor: Watched;
  let page: Page;
  let chat: ChatView;
  const part = (name: string) => page.locator(`sapa-vaksin ${name}`);
  beforeAll(async () => {
    const script = (): string => `${site.url}/embed.js`;
    [host, stranger] = await Promise.all([hostSite(script), hostSite(script, 'en-GB')]);
    const origins = { WEBCHAT_ORIGINS: new URL(host.url).origin };
    [browser, site] = await Promise.all([launch(), openSite(origins)]);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
    for (const one of [host, stranger]) one?.server.close();
  });
  beforeEach(async () => {
    visitor = await watched(browser, { viewport: { width: 1100, height: 800 } });
    page = await visitor.context.newPage();
    chat = chatIn(page.frameLocator('sapa-vaksin iframe'));
  });
  afterEach(() => visitor.context.close());

  async function chatFrame(): Promise<Frame> {
    const handle = await part('iframe').elementHandle();
    const frame = await handle?.contentFrame();
    if (!frame) throw new Error('there is no frame');
    return frame;
  }

  /** Says something as this citizen from elsewhere, as a second window would: the bot answers into a closed chat. */
  async function sayFromElsewhere(text: string): Promise<void> {
    const kept = await (await chatFrame()).evaluate<string>("localStorage.getItem('sapa-vaksin')");
    const { token } = JSON.parse(kept) as { token: string };
    const { conv } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { conv: string };
    const answer = await fetch(`${site.url}/v3/directline/conversations/${conv}/activities`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ type: 'message', text, channelData: { clientActivityID: text } }),
    });
    expect(answer.status).toBe(200);
  }

  test('opens by keyboard, closes with Escape, counts what comes meanwhile, and is there after a reload', async () => {
    await page.goto(host.url);
    await part('.launch').waitFor();
    expect(await part('iframe').count()).toBe(0);
    await page.keyboard.press('Tab');
    expect(await hasFocus(page.locator('#one'))).toBe(true);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await hasFocus(part('.launch'))).toBe(true);
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await chat.hears('Ada yang bisa kami bantu');
    await eventually('the field has the focus', () => hasFocus(chat.field));
    expect(await part('.badge').isVisible()).toBe(false);
    expect(await barriers(page)).toEqual([]);

    await page.keyboard.press('Escape');
    await eventually('the focus is back', () => hasFocus(part('.launch')));
    expect(await part('.launch').getAttribute('aria-expanded')).toBe('false');
    expect(await part('iframe').isVisible()).toBe(false);
    await sayFromElsewhere('daftar');
    await eventually('three new messages', async () => (await part('.badge').innerText()) === '3');
    expect(await part('.launch').getAttribute('aria-label')).toContain('3 pesan baru');

    await page.reload();
    await eventually('still three', async () => (await part('.badge').innerText()) === '3');
    await part('.launch').click();
    await chat.hears('Apakah Bapak/Ibu setuju');
    await eventually('they are read', async () => !(await part('.badge').isVisible()));

    await page.reload();
    await chat.hears('Apakah Bapak/Ibu setuju');
    expect(await part('.launch').getAttribute('aria-expanded')).toBe('true');
    expect(await page.evaluate<string>('document.activeElement.tagName')).toBe('BODY');
    expect(visitor.problems).toEqual([]);
  });

  test('fills a phone of 320 px and keeps the keyboard inside', async () => {
    await page.setViewportSize({ width: 320, height: 568 });
    await page.goto(host.url);
    await part('.launch').click();
    await chat.hears('Ada yang bisa kami bantu');
    expect(await part('.panel').boundingBox()).toEqual({ x: 0, y: 0, width: 320, height: 568 });
    expect(await part('.panel').getAttribute('aria-modal')).toBe('true');
    // A keyboard comes up: browsers say so by the visual viewport alone.
    await page.evaluate("Object.defineProperty(visualViewport, 'height', { value: 300, configurable: true })");
    await page.evaluate("visualViewport.dispatchEvent(new Event('resize'))");
    expect(await part('.panel').boundingBox()).toEqual({ x: 0, y: 0, width: 320, height: 300 });
    const frame = await chatFrame();
    expect(await frame.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
    await eventually('the field has the focus', () => hasFocus(chat.field));
    const close = page.frameLocator('sapa-vaksin iframe').locator('#close');
    await press(page, 'Tab', () => hasFocus(close));
    expect(await hasFocus(page.locator('#one'))).toBe(false);
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await eventually('the focus is back', () => hasFocus(part('.launch')));
    expect(visitor.problems).toEqual([]);
  });

  test('a site that is not named gets no frame, and its visitors a link in their language', async () => {
    await page.goto(stranger.url);
    await part('.launch').click();
    await eventually('the browser refuses', () => visitor.problems.length > 0);
    expect(visitor.problems.join('\n')).toMatch(/frame-ancestors/);
    const link = part('a');
    expect(await link.innerText()).toBe('Open on a page of its own');
    expect(await link.getAttribute('href')).toBe(`${site.url}/chat?lang=en`);
    expect(await part('iframe').isVisible()).toBe(false);
  });
});
