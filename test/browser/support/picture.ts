import { mkdirSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { Locator, Page } from 'playwright-core';

/**
 * Writes what is on the screen, with `inView` in it, for the README: only when `PICTURES` names a folder
 * (`PICTURES=docs/images npm test -- test/browser/registration`). Otherwise tests leave the tree as it was.
 */
export async function picture(page: Page, inView: Locator, name: string): Promise<void> {
  const folder = process.env['PICTURES'];
  if (!folder) return;
  const root = isAbsolute(folder) ? folder : join(import.meta.dirname, '..', '..', '..', folder);
  mkdirSync(root, { recursive: true });
  await inView.scrollIntoViewIfNeeded();
  await page.screenshot({ path: join(root, name), animations: 'disabled' });
}
