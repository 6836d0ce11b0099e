import type { FrameLocator, Page } from 'playwright-core';
import type { Persona } from '../../../registry/sample.ts';
import { answerTo } from '../../support/answers.ts';
import { chatIn } from './chat.ts';
import { eventually } from './page.ts';
import { phoneOn } from './phone.ts';

/** A chat on any channel, as far as one can read it and write into it. */
export interface Talk {
  /** Everything the business has said so far, in order. */
  texts(): Promise<string[]>;
  /** Types and sends, without waiting for a reply. */
  send(text: string): Promise<void>;
}

export function talkOnPhone(page: Page, app: 'WhatsApp' | 'Messenger'): Talk {
  const { frame, field } = phoneOn(page, app);
  return {
    texts: () => frame.locator('.theirs .text').allInnerTexts(),
    async send(text) {
      await field.fill(text);
      await field.press('Enter');
    },
  };
}

export function talkOnWeb(where: Page | FrameLocator): Talk {
  const { field } = chatIn(where);
  return {
    texts: () =>
      where.locator('.webchat__bubble:not(.webchat__bubble--from-user) .webchat__bubble__content').allInnerTexts(),
    async send(text) {
      await field.fill(text);
      await field.press('Enter');
    },
  };
}

/** What the business says to `text`, once these words are among it. */
export async function hear(talk: Talk, text: string, words: RegExp): Promise<string> {
  const before = (await talk.texts()).length;
  await talk.send(text);
  let heard = '';
  await eventually(`${words} after "${text}"`, async () => {
    heard = (await talk.texts()).slice(before).join('\n');
    return words.test(heard);
  });
  return heard;
}

/**
 * Says `first` and then answers as this person whatever is asked, until the business says `words`: all that it said on the
 * way. `code` reads the one-time code where one is asked for. Throws when a question has no answer for too long.
 */
export async function answerUntil(
  talk: Talk,
  who: Persona,
  first: string,
  words: RegExp,
  code?: () => Promise<string>,
): Promise<string> {
  const start = (await talk.texts()).length;
  let seen = start;
  let next: string | undefined = first;
  for (let answers = 0; answers < 25 && next !== undefined; answers += 1) {
    await talk.send(next);
    next = undefined;
    let all: string[] = [];
    await eventually(`${words}, or a question that can be answered`, async () => {
      all = await talk.texts();
      const last = all.length > seen ? (all.at(-1) ?? '') : '';
      next = answerTo(last, who);
      return next !== undefined || words.test(all.slice(seen).join('\n'));
    });
    if (words.test(all.slice(seen).join('\n'))) return all.slice(start).join('\n');
    if (code && /ketik kodenya/.test(all.at(-1) ?? '')) next = await code();
    seen = all.length;
  }
  throw new Error(`${words} was not heard in 25 answers`);
}
