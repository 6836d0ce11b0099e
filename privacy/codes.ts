/** One-time codes as rules over a small ledger; the document around it is written with `If-Match` by whoever keeps it. */
import { timingSafeEqual } from 'node:crypto';
import type { Pseudonyms } from '../domain/sealer.ts';

/** How long a code may be typed. */
export const CODE_MS = 5 * 60_000;
/** Wrong codes within the window, over all codes of one ledger: asking for a new one changes nothing about that. */
export const TRIES = 3;
/** Codes within the window. */
export const SENDS = 3;
export const WINDOW_MS = 60 * 60_000;
/** Contacts with a code of their own at the same time: somebody else's asking must not spoil the owner's. */
const LIVE_MOST = 3;

/** A code that was given out. It is not kept: `digitsOf` makes it again from the key. */
export interface LiveCode {
  /** Idempotency key of the turn that asked. */
  readonly key: string;
  /** Contact id of who asked, and who alone may type it. */
  readonly contact: string;
  /** ms since 1970. */
  readonly until: number;
}

/** What is counted for one person, or for one contact. Times in ms, oldest first. */
export interface CodeLedger {
  readonly live: readonly LiveCode[];
  readonly sent: readonly number[];
  readonly wrong: readonly number[];
  /** The last try, so that the same turn run twice counts once. */
  readonly last?: { readonly key: string; readonly outcome: Tried };
}

export type Tried = 'right' | 'wrong' | 'spent';
export type Asked = 'fresh' | 'live' | 'spent';

export const NO_CODES: CodeLedger = { live: [], sent: [], wrong: [] };

/** Those of the last hour. */
export const recent = (times: readonly number[], now: number): readonly number[] =>
  times.filter((at) => at > now - WINDOW_MS);

/** The six digits of a code: made anew from the installation's key, so that neither a store nor its copy holds one. */
export function digitsOf(pseudonyms: Pseudonyms, person: string, key: string): string {
  const hash = Buffer.from(pseudonyms.of('one-time-code', `${person} ${key}`), 'base64url');
  // 48 bits over a million: no digit is likelier than another by more than 1 in 10^8.
  return String(hash.readUIntBE(0, 6) % 1_000_000).padStart(6, '0');
}

/** Compares without telling by time how much of it was right. */
export function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/**
 * Asks for a code. `live`: this contact has one already that may still be typed, or this very turn asked before;
 * `again` wants a new one all the same. `spent`: too many were sent, or too many were wrong, within the hour.
 */
export function askCode(
  ledger: CodeLedger,
  ask: { readonly contact: string; readonly key: string; readonly again: boolean },
  now: number,
  most = SENDS,
): { readonly ledger: CodeLedger; readonly asked: Asked } {
  const sent = recent(ledger.sent, now);
  const wrong = recent(ledger.wrong, now);
  const live = ledger.live.filter(({ until }) => until > now);
  const kept = { ...ledger, live, sent, wrong };
  if (live.some(({ key }) => key === ask.key)) return { ledger: kept, asked: 'live' };
  if (wrong.length >= TRIES) return { ledger: kept, asked: 'spent' };
  if (!ask.again && live.some(({ contact }) => contact === ask.contact)) return { ledger: kept, asked: 'live' };
  if (sent.length >= most) return { ledger: kept, asked: 'spent' };
  const others = live.filter(({ contact }) => contact !== ask.contact).slice(1 - LIVE_MOST);
  const code = { key: ask.key, contact: ask.contact, until: now + CODE_MS };
  return { ledger: { ...kept, live: [...others, code], sent: [...sent, now] }, asked: 'fresh' };
}

/**
 * Weighs what was typed. The right code is used up by it. With no code, or one that has run out, the same comparison is
 * made with digits that nobody was sent. The try counts before anybody hears the outcome.
 */
export function tryCode(
  ledger: CodeLedger,
  attempt: { readonly contact: string; readonly key: string; readonly typed: string },
  digits: (key: string) => string,
  now: number,
): { readonly ledger: CodeLedger; readonly outcome: Tried } {
  if (ledger.last?.key === attempt.key) return { ledger, outcome: ledger.last.outcome };
  const wrong = recent(ledger.wrong, now);
  const code = ledger.live.find(({ contact, until }) => contact === attempt.contact && until > now);
  const same = sameText(digits(code?.key ?? `none ${attempt.key}`), attempt.typed);
  const outcome: Tried = wrong.length >= TRIES ? 'spent' : code && same ? 'right' : 'wrong';
  const next = {
    live: outcome === 'right' ? ledger.live.filter((one) => one !== code) : ledger.live,
    sent: recent(ledger.sent, now),
    wrong: outcome === 'wrong' ? [...wrong, now] : wrong,
    last: { key: attempt.key, outcome },
  };
  return { ledger: next, outcome };
}

/** The try that was counted before it was weighed, taken back: it was right. Repeating it with its key changes nothing. */
export function giveBack(ledger: CodeLedger, key: string): CodeLedger {
  if (ledger.last?.key === key && ledger.last.outcome === 'right') return ledger;
  return { ...ledger, wrong: ledger.wrong.slice(0, -1), last: { key, outcome: 'right' } };
}
