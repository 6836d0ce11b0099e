import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { PATIENCE_MS } from './browser.ts';

/** All of a long chat but its last six bubbles: each costs a slow machine a second, and they are all alike. */
const OLD = [
  '.webchat__basic-transcript__activity:not(:nth-last-child(-n+6))',
  '#ponsel .bubble:not(:nth-last-child(-n+6))',
];

/** Breaches of accessibility that keep somebody out, in every frame or only within a part, as "rule: element". */
export async function barriers(page: Page, within?: string): Promise<string[]> {
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] });
  for (const one of OLD) axe.exclude(one);
  if (within !== undefined) axe.include(within);
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

/** Presses a key until this is so. Throws after 60 presses: then it never will be. */
export async function press(page: Page, key: string, until: () => Promise<boolean>): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    if (await until()) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} did not get there in 60 presses`);
}

/** Waits until this is so, however slow the machine. Throws with `what` when it never is. */
export async function eventually(what: string, so: () => Promise<boolean> | boolean): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  while (!(await so())) {
    if (Date.now() > until) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
