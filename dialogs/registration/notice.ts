import { createHash } from 'node:crypto';
import type { Programme } from '../../domain/programme.ts';
import type { Consent } from '../../privacy/consent.ts';
import type { Language, Words } from '../locales/words.ts';
import type { Turn } from '../turn.ts';

/** The privacy notice: what is said before anything is asked, three short messages with the question. */
export interface Notice {
  readonly version: string;
  /** The three bubbles, the question last. */
  bubbles(lang: Language): readonly [string, string, string];
  /** Writes down that the citizen agreed. Repeating it in the same turn changes nothing. */
  record(turn: Turn, givenBy: Consent['givenBy']): Promise<void>;
}

/**
 * The notice in the languages of the product: the programme's own bubbles, else the product's. The hash proves which
 * text it was.
 */
export function createNotice(
  { version, bubbles: own }: Programme['notice'],
  wordsOf: (lang: Language) => Words,
): Notice {
  const hashes = new Map<Language, string>();

  function bubbles(lang: Language): readonly [string, string, string] {
    if (own !== undefined) return [own[0][lang], own[1][lang], own[2][lang]];
    const { text } = wordsOf(lang);
    return [text('notice.who'), text('notice.how'), text('notice.question')];
  }

  function hash(lang: Language): string {
    const made = hashes.get(lang) ?? createHash('sha256').update(bubbles(lang).join('\n')).digest('hex');
    hashes.set(lang, made);
    return made;
  }

  return {
    version,
    bubbles,
    async record({ facts, state, services }, givenBy) {
      await services.consents.record({
        id: facts.key,
        contact: facts.contact,
        purpose: 'registration',
        textVersion: version,
        textHash: hash(state.lang),
        language: state.lang,
        channel: facts.channel,
        message: facts.message,
        givenBy,
        at: facts.now,
      });
    },
  };
}
