import type { Page } from 'playwright-core';
import { createTokens } from '../../adapters/webchat/tokens.ts';
import { persona, registration } from '../support/personas.ts';
import { PATIENCE_MS } from './support/browser.ts';
import { type ChatView, chatIn } from './support/chat.ts';
import { eventually } from './support/page.ts';
import { WEBCHAT_SECRET } from './support/site.ts';
import { eachVisit } from './support/visit.ts';

jest.setTimeout(4 * PATIENCE_MS);

const HOUR_MS = 3_600_000;
const answers = registration(persona('registered', 1));

/** The token that the browser keeps. */
async function keptToken(page: Page): Promise<string> {
  const kept = await page.evaluate<string>("localStorage.getItem('sapa-vaksin')");
  return (JSON.parse(kept) as { token: string }).token;
}

/** A token for the same conversation that ran out half an hour ago. */
async function grownOld(token: string): Promise<string> {
  const now = createTokens(WEBCHAT_SECRET, Date.now);
  return (await createTokens(WEBCHAT_SECRET, () => Date.now() - HOUR_MS).mint(await now.verify(token))).token;
}

describe('a chat when something breaks', () => {
  const visit = eachVisit({}, '/chat');
  let page: Page;
  let chat: ChatView;
  beforeEach(async () => {
    page = visit.page;
    chat = chatIn(page);
    await chat.hears('Ada yang bisa kami bantu');
    await chat.says(answers[0] ?? '', 'Apakah Bapak/Ibu setuju');
    await chat.says(answers[1] ?? '', '1 dari 5');
  });

  /** Types and sends without waiting for anything. */
  async function sends(text: string): Promise<void> {
    await chat.field.fill(text);
    await chat.field.press('Enter');
    await chat.hears(text);
  }

  test('the server is killed and started again: what was said meanwhile arrives, in order and once', async () => {
    await visit.site.kill();
    await sends(answers[2] ?? '');
    await eventually('the page says so', async () => /Menyambung lagi/.test(await chat.state.innerText()));
    await sends(answers[3] ?? '');
    await visit.site.start();
    await chat.hears('3 dari 5');
    await eventually('the page is calm', async () => (await chat.state.innerText()) === '');
    expect(await chat.said()).toEqual(answers.slice(0, 4));
    expect(await chat.bubbles('2 dari 5').count()).toBe(1);
    // A reload shows what the server has: the same.
    await page.reload();
    await chat.hears('3 dari 5');
    expect(await chat.said()).toEqual(answers.slice(0, 4));
  });

  test('the network goes and comes back', async () => {
    await visit.context.setOffline(true);
    await eventually('the page says so', async () => /Tidak ada jaringan/.test(await chat.state.innerText()));
    await sends(answers[2] ?? '');
    await visit.context.setOffline(false);
    await chat.hears('2 dari 5');
    await chat.says(answers[3] ?? '', '3 dari 5');
    await eventually('the page is calm', async () => (await chat.state.innerText()) === '');
    expect(await chat.said()).toEqual(answers.slice(0, 4));
  });

  test('the token grows old in the middle: the answer is sent again with a new one', async () => {
    const old = await grownOld(await keptToken(page));
    const statuses: number[] = [];
    page.on('response', (one) => {
      if (/\/activities$/.test(one.url())) statuses.push(one.status());
    });
    await page.route(
      /\/activities$/,
      (route) => route.continue({ headers: { ...route.request().headers(), authorization: `Bearer ${old}` } }),
      { times: 1 },
    );
    await chat.says(answers[2] ?? '', '2 dari 5');
    expect(statuses).toEqual([403, 200]);
    expect(await chat.said()).toEqual(answers.slice(0, 3));
  });

  test('a browser that comes back with an old token comes back to its conversation', async () => {
    const old = await grownOld(await keptToken(page));
    await page.evaluate(`localStorage.setItem('sapa-vaksin', '${JSON.stringify({ token: old })}')`);
    await page.reload();
    await chat.hears('1 dari 5');
    await chat.says(answers[2] ?? '', '2 dari 5');
    expect(await chat.said()).toEqual(answers.slice(0, 3));
    expect(await keptToken(page)).not.toBe(old);
  });
});
