import type { ManagementEvent } from '../meta/management.ts';
import { number, part, parts, type Raw, text } from './reading.ts';

type Told = ManagementEvent extends infer E ? (E extends ManagementEvent ? Omit<E, 'channel' | 'at'> : never) : never;

/** `en-US` and `en_US` have both been seen. */
const language = (value: Raw): string => (text(value, 'message_template_language') ?? '').replace('-', '_');
const template = (value: Raw) => ({ name: text(value, 'message_template_name', 512) ?? '', language: language(value) });
const ours = (value: Raw): string => (text(value, 'display_phone_number') ?? '').replace(/\D/g, '');
const said = (value: Raw, field = 'event'): string => text(value, field) ?? 'unknown';

/** `TIER_2K`, or 2000, or -1: as a text. */
function limitOf(value: Raw): string | undefined {
  const field = 'max_daily_conversations_per_business';
  const tier = text(value, field) ?? number(value, field)?.toString();
  return tier ?? text(value, 'current_limit') ?? number(value, 'max_daily_conversation_per_phone')?.toString();
}

/** Seconds or a date as text, in ms. */
function moment(value: Raw, field: string): number | undefined {
  const given = number(value, field);
  if (given !== undefined) return given >= 1e12 ? given : given * 1000;
  const parsed = Date.parse(text(value, field) ?? '');
  return Number.isNaN(parsed) ? undefined : parsed;
}

const READERS: Readonly<Record<string, (value: Raw, account: string) => Told>> = {
  message_template_status_update: (value) =>
    // Meta's own sample of the quality field comes under this name.
    value['new_quality_score'] === undefined
      ? { kind: 'template_status', ...template(value), event: said(value), reason: text(value, 'reason') }
      : { kind: 'template_quality', ...template(value), quality: said(value, 'new_quality_score') },
  message_template_quality_update: (value) => ({
    kind: 'template_quality',
    ...template(value),
    quality: said(value, 'new_quality_score'),
  }),
  template_category_update: (value) => {
    const correct = text(value, 'correct_category');
    const category = correct ?? said(value, 'new_category');
    return {
      kind: 'template_category',
      ...template(value),
      category,
      from: correct === undefined ? undefined : moment(value, 'category_update_timestamp'),
    };
  },
  phone_number_quality_update: (value) => ({
    kind: 'number_quality',
    number: ours(value),
    event: said(value),
    limit: limitOf(value),
  }),
  phone_number_name_update: (value) => ({ kind: 'number_name', number: ours(value), event: said(value, 'decision') }),
  business_capability_update: (value, account) => ({ kind: 'capability', account, limit: limitOf(value) ?? 'unknown' }),
  account_update: (value, account) => ({
    kind: 'account',
    account,
    event: said(value),
    restrictions: parts(value, 'restriction_info').map((one) => ({
      type: said(one, 'restriction_type'),
      until: moment(one, 'expiration'),
    })),
  }),
  account_review_update: (value, account) => ({ kind: 'review', account, event: said(value, 'decision') }),
  account_alerts: (value, account) => ({
    kind: 'alert',
    account,
    event: said(part(value, 'alert_info'), 'alert_type'),
    severity: said(part(value, 'alert_info'), 'alert_severity'),
  }),
  security: (value) => ({ kind: 'security', number: ours(value), event: said(value) }),
};

/** A change that is about the business and nobody's message; `undefined` for a field that says nothing to us. */
export function managementOf(field: string, value: Raw, account: string, at: number): ManagementEvent | undefined {
  const reader = Object.hasOwn(READERS, field) ? READERS[field] : undefined;
  return reader && ({ channel: 'whatsapp', at, ...reader(value, account) } as ManagementEvent);
}
