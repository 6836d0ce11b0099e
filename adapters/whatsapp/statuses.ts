import { judgeCode } from '../meta/outcomes.ts';
import type { Report } from '../port.ts';
import { idOf, number, parts, type Raw, text } from './reading.ts';

/** §1.7. `played` is a voice note that was heard, so it was read; legacy words say nothing about arrival. */
const STATUSES: Readonly<Record<string, Report['status']>> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  played: 'read',
  failed: 'failed',
};

/** What one status says. */
export interface Status {
  readonly status: Report['status'];
  /** What the message was sent under, when it was one of ours. */
  readonly ref?: string | undefined;
  /** Why it failed, as a code of the table of outcomes. */
  readonly reason?: string | undefined;
  /** What it is paid for: `utility`, `service`, ... */
  readonly category?: string | undefined;
}

/** Reads one status; `undefined` for words that are not known (they are skipped, and the others go on). */
export function statusOf(raw: Raw): Status | undefined {
  const status = STATUSES[text(raw, 'status', 32) ?? ''];
  if (!status) return undefined;
  const [error] = parts(raw, 'errors');
  const code = error && number(error, 'code');
  const reason = status === 'failed' ? judgeCode('whatsapp', { code: code ?? -1 }, 0).reason : undefined;
  const pricing = raw['pricing'];
  const category = typeof pricing === 'object' && pricing !== null ? text(pricing as Raw, 'category', 64) : undefined;
  return { status, ref: idOf(raw, 'biz_opaque_callback_data', 512), reason, category };
}
