import type { MediaFile } from '../meta/media.ts';
import type { Limit } from '../meta/text.ts';

/** WhatsApp's limits on what we send (§1.9). Counted in UTF-16 units, the stricter of the two ways Meta may count. */
const most = (units: number): Limit => ({ most: units, unit: 'utf16' });
export const LIMITS = {
  text: most(4_096),
  /** Of an interactive message, and a caption. */
  body: most(1_024),
  buttonTitle: most(20),
  rowTitle: most(24),
  rowDescription: most(72),
  /** The button that opens a list, and the one that opens a link. */
  opener: most(20),
  placeName: most(1_000),
  fileName: most(240),
} as const;
export const BUTTONS_MOST = 3;
export const ROWS_MOST = 10;
export const BUTTON_ID_MOST = 256;
export const ROW_ID_MOST = 200;

/** The body of `POST /messages` without whom it goes to. */
export type Message = { readonly type: string } & Readonly<Record<string, unknown>>;

/** One message on its way; a file of it is uploaded first, and `put` makes the message with its id. */
export type Part =
  | { readonly message: Message }
  | { readonly upload: MediaFile; readonly put: (id: string) => Message };

/** Words of the app around the bot's own. The bot's language is in the activity's `locale`. */
export interface AppWords {
  readonly choose: string;
  readonly byNumber: string;
}

const WORDS: Readonly<Record<'id' | 'en', AppWords>> = {
  id: { choose: 'Pilih', byNumber: 'Balas dengan angkanya, misalnya 1.' },
  en: { choose: 'Choose', byNumber: 'Reply with the number, for example 1.' },
};

export const wordsOf = (locale: string | undefined): AppWords => WORDS[locale?.startsWith('en') ? 'en' : 'id'];
