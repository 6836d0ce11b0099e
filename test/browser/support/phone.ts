import type { Locator, Page } from 'playwright-core';

/** One of the simulated phones on the demo page. */
export interface PhoneView {
  readonly frame: Locator;
  readonly field: Locator;
  /** What can be pressed at the last message, or above the keyboard. */
  readonly buttons: Locator;
  readonly dialog: Locator;
  /** Waits until the business has said these words. */
  hears(words: string | RegExp): Promise<void>;
  /** Types into the field and sends with Enter, then waits for the reply with these words. */
  says(text: string, reply: string | RegExp): Promise<void>;
  /** Presses what has exactly this name, then waits for the reply with these words. */
  presses(name: string, reply: string | RegExp): Promise<void>;
}

export function phoneOn(page: Page, app: 'WhatsApp' | 'Messenger'): PhoneView {
  const frame = page.locator('.device').filter({ has: page.locator(`.${app.toLowerCase()}`) });
  const field = frame.locator('.field');
  const hears = (words: string | RegExp): Promise<void> =>
    frame.locator('.theirs', { hasText: words }).last().waitFor();
  const buttons = frame.locator('.chips button, .bubble:last-child .press');
  return {
    frame,
    field,
    buttons,
    dialog: frame.getByRole('dialog'),
    hears,
    async says(text, reply) {
      await field.fill(text);
      await field.press('Enter');
      await hears(reply);
    },
    async presses(name, reply) {
      await buttons.filter({ hasText: new RegExp(`^${name}$`) }).click();
      await hears(reply);
    },
  };
}
