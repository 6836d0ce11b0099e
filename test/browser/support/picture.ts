import { mkdirSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { Locator, Page } from 'playwright-core';

/** The file of a picture, where `PICTURES` names a folder for them. */
function fileOf(name: string): string | undefined {
  const folder = process.env['PICTURES'];
  if (!folder) return undefined;
  const root = isAbsolute(folder) ? folder : join(import.meta.dirname, '..', '..', '..', folder);
  mkdirSync(root, { recursive: true });
  return join(root, name);
}

/**
 * Writes what is on the screen, with `inView` in it, for the README: only when `PICTURES` names a folder
 * (`PICTURES=docs/images npm test -- test/browser/registration`). Otherwise tests leave the tree as it was.
 */
export async function picture(page: Page, inView: Locator, name: string): Promise<void> {
  const path = fileOf(name);
  if (path === undefined) return;
  await inView.scrollIntoViewIfNeeded();
  await page.screenshot({ path, animations: 'disabled' });
}

/** Writes this element alone, such as one phone, as `picture` does. */
export async function pictureOf(element: Locator, name: string): Promise<void> {
  const path = fileOf(name);
  if (path !== undefined) await element.screenshot({ path, animations: 'disabled' });
}
