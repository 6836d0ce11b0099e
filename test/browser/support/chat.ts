import type { FrameLocator, Locator, Page } from 'playwright-core';

/** The chat as a citizen has it before them: on a page of its own or in a frame. */
export interface ChatView {
  readonly field: Locator;
  readonly state: Locator;
  /** Answers to tap on. */
  readonly choices: Locator;
  /** The bar that holds them: one stop of the Tab key, arrow keys inside. */
  readonly toolbar: Locator;
  /** Waits until somebody, bot or citizen, has said something with these words. */
  hears(words: string | RegExp): Promise<void>;
  /** Types into the field and sends with Enter, then waits for the reply with these words. */
  says(text: string, reply: string | RegExp): Promise<void>;
  /** What the citizen said, bubble by bubble. */
  said(): Promise<string[]>;
  /** Bubbles with these words. */
  bubbles(words: string | RegExp): Locator;
}

/** What these functions use of the page's own objects; the rest of the product has no browser's types. */
interface Node {
  readonly naturalWidth: number;
  readonly scrollWidth: number;
  readonly clientWidth: number;
  contains(other: unknown): boolean;
  getRootNode(): { readonly activeElement: unknown };
}

/** Whether the keyboard is on this element or in it. */
export const hasFocus = (element: Locator): Promise<boolean> =>
  element.evaluate((one: Node) => one.contains(one.getRootNode().activeElement));

/** Pixels of a picture itself; 0 when it could not be shown. */
export const naturalWidth = (element: Locator): Promise<number> => element.evaluate((one: Node) => one.naturalWidth);

/** Pixels the page is wide; more than the screen means sideways scrolling. */
export const contentWidth = (page: Page): Promise<number> =>
  page.evaluate<number>('document.documentElement.scrollWidth');

/** Whether a text does not fit its place. */
export const isCutOff = (element: Locator): Promise<boolean> =>
  element.evaluate((one: Node) => one.scrollWidth > one.clientWidth);

export function chatIn(where: Page | FrameLocator): ChatView {
  const field = where.locator('[data-id="webchat-sendbox-input"]');
  const bubbles = (words: string | RegExp): Locator => where.locator('.webchat__bubble__content', { hasText: words });
  const hears = (words: string | RegExp): Promise<void> => bubbles(words).last().waitFor();
  return {
    field,
    state: where.locator('#state'),
    choices: where.locator('.webchat__suggested-actions button'),
    toolbar: where.locator('.webchat__suggested-actions'),
    hears,
    bubbles,
    async says(text, reply) {
      await field.fill(text);
      await field.press('Enter');
      await hears(reply);
    },
    said: () => where.locator('.webchat__bubble--from-user .webchat__bubble__content').allInnerTexts(),
  };
}
