import type { Outcome } from '../port.ts';
import type { GraphAnswer } from './graph.ts';
import { LINES, type Line, type MetaChannel, type Scope } from './outcome-table.ts';

export type { MetaChannel, Scope } from './outcome-table.ts';

export type Judged = Outcome & {
  readonly scope: Scope;
  /** A code for metrics and campaigns; never a text of Meta's, which may quote an address. */
  readonly reason: string;
};

/** Waits for what says nothing about itself, ms. The speaker backs off further with every try. */
const SOON_MS = 1_000;
const FATAL_MS = 60_000;
/** The longest `Retry-After` that is believed, ms: beyond it the outbox looks again by itself. */
const BELIEVED_MS = 3_600_000;

function find(channel: MetaChannel, code: number, subcode: number | undefined): Line | undefined {
  const fits = LINES.filter(
    (line) =>
      (line.channel === undefined || line.channel === channel) &&
      (typeof line.code === 'number' ? line.code === code : code >= line.code[0] && code <= line.code[1]),
  );
  return (
    fits.find((line) => line.subcode !== undefined && line.subcode === subcode) ??
    fits.find((line) => line.subcode === undefined)
  );
}

function waitOf(line: Line, tries: number, announced: number | undefined): number {
  const own = line.growth === undefined ? (line.afterMs ?? SOON_MS) : SOON_MS * line.growth ** Math.min(tries, 8);
  return Math.max(own, Math.min(announced ?? 0, BELIEVED_MS));
}

function apply(line: Line, tries: number, announced: number | undefined): Judged {
  const { reason, verdict } = line;
  const scope = line.scope ?? 'message';
  if (verdict === 'rejected' || verdict === 'blocked') return { kind: verdict, reason, scope };
  if (verdict === 'fatal') return { kind: 'fatal', reason, afterMs: waitOf(line, 0, announced) || FATAL_MS, scope };
  if (line.most !== undefined && tries >= line.most) return { kind: 'rejected', reason, scope };
  return { kind: 'retry', afterMs: waitOf(line, tries, announced), reason, scope };
}

/** An error code as it stands in an answer, or in a `failed` status. `status`: the HTTP status, when there was one. */
export function judgeCode(
  channel: MetaChannel,
  error: { code: number; subcode?: number; status?: number; retryAfterMs?: number },
  tries: number,
): Judged {
  const line = find(channel, error.code, error.subcode);
  if (line) return apply(line, tries, error.retryAfterMs);
  const { status = 400 } = error;
  const afterMs = Math.max(SOON_MS, Math.min(error.retryAfterMs ?? 0, BELIEVED_MS));
  // §1.13: throttles are sometimes 429 with a code that nobody lists; 5xx is an unknown outcome.
  if (status === 429) return { kind: 'retry', afterMs: Math.max(afterMs, 5_000), reason: 'throttled', scope: 'sender' };
  if (status >= 500) return { kind: 'retry', afterMs, doubt: true, reason: 'server_error', scope: 'message' };
  if (status === 401) return { kind: 'fatal', afterMs: FATAL_MS, reason: 'token', scope: 'sender' };
  return { kind: 'rejected', reason: 'unknown_code', scope: 'message' };
}

/**
 * What an answer of the Graph API means for the reply that was sent with it. The one place where codes become outcomes;
 * `tries`: attempts before this one.
 */
export function judge(channel: MetaChannel, answer: GraphAnswer, tries: number): Judged {
  if (answer.kind === 'ok') return { kind: 'sent', reason: 'ok', scope: 'message' };
  // Nothing was sent: no connection came about. The whole sender waits, or every reply would knock at a closed door.
  if (answer.kind === 'unreached') return { kind: 'retry', afterMs: SOON_MS, reason: answer.reason, scope: 'app' };
  // §1.9: there is no idempotency key, so after a timeout or a cut the message may have gone out.
  if (answer.kind === 'doubt')
    return { kind: 'retry', afterMs: SOON_MS, doubt: true, reason: answer.reason, scope: 'message' };
  return judgeCode(channel, answer, tries);
}
