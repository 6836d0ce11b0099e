export type MetaChannel = 'whatsapp' | 'messenger';

/** How far a refusal reaches: this message, this person, everything of this sender, or everything of the app. */
export type Scope = 'message' | 'person' | 'sender' | 'app';

/** One line: an error code of the Graph API (or a range of them), and what follows from it. */
export interface Line {
  readonly code: number | readonly [from: number, to: number];
  /** Only with this subcode; a line without one is for all others. */
  readonly subcode?: number;
  /** Only on this channel. */
  readonly channel?: MetaChannel;
  readonly verdict: 'retry' | 'rejected' | 'blocked' | 'fatal';
  readonly reason: string;
  /** How far it reaches; `message` unless told. */
  readonly scope?: Scope;
  /** Wait before the next try, ms. */
  readonly afterMs?: number;
  /** The wait is a second times this to the power of the tries so far. */
  readonly growth?: number;
  /** After so many tries it is rejected. */
  readonly most?: number;
  /** Where the meaning is written: section of the channel reference, and the vendor's page it restates. */
  readonly source: string;
}

type More = Omit<Line, 'code' | 'verdict' | 'reason' | 'source'>;

function on(code: Line['code'], verdict: Line['verdict'], reason: string, source: string, more: More = {}): Line {
  return { code, verdict, reason, source, ...more };
}

/**
 * The codes of both channels, once. More than one line may fit: one with the subcode wins, then the first without. Sources:
 * `§1.x` WhatsApp Cloud API error codes (Nov 2025 to June 2026), `§2.x` Messenger Platform error codes.
 */
export const LINES: readonly Line[] = [
  // Credentials and permissions: nothing goes out until somebody acts, and nothing is dropped.
  on(0, 'fatal', 'token', '§1.13', { channel: 'whatsapp', scope: 'sender', afterMs: 60_000 }),
  on(190, 'fatal', 'token', '§1.13, §2.8', { scope: 'sender', afterMs: 60_000 }),
  on(3, 'fatal', 'permission', '§1.13', { scope: 'sender', afterMs: 60_000 }),
  on(10, 'fatal', 'permission', '§1.13', { channel: 'whatsapp', scope: 'sender', afterMs: 60_000 }),
  on(33, 'fatal', 'sender_unknown', '§1.13', { channel: 'whatsapp', scope: 'sender', afterMs: 300_000 }),
  on([200, 299], 'fatal', 'permission', '§1.13, §2.8', { scope: 'sender', afterMs: 60_000 }),
  on(368, 'fatal', 'policy_block', '§1.13', { channel: 'whatsapp', scope: 'app', afterMs: 900_000 }),
  on(131005, 'fatal', 'permission', '§1.13', { channel: 'whatsapp', scope: 'sender', afterMs: 60_000 }),
  on(131031, 'fatal', 'account_locked', '§1.13', { channel: 'whatsapp', scope: 'app', afterMs: 900_000 }),
  on(131037, 'fatal', 'display_name', '§1.13', { channel: 'whatsapp', scope: 'sender', afterMs: 900_000 }),
  on(131042, 'fatal', 'payment', '§1.13', { channel: 'whatsapp', scope: 'app', afterMs: 900_000 }),
  on(131044, 'fatal', 'payment', '§1.13', { channel: 'whatsapp', scope: 'app', afterMs: 900_000 }),
  on(131045, 'fatal', 'registration', '§1.13', { channel: 'whatsapp', scope: 'sender', afterMs: 300_000 }),
  on([133000, 133003], 'fatal', 'registration', '§1.13', { channel: 'whatsapp', scope: 'sender', afterMs: 300_000 }),
  on([133005, 133009], 'fatal', 'registration', '§1.13', { channel: 'whatsapp', scope: 'sender', afterMs: 300_000 }),
  on(133010, 'fatal', 'registration', '§1.13', { channel: 'whatsapp', scope: 'sender', afterMs: 300_000 }),
  on(133015, 'fatal', 'registration', '§1.13', { channel: 'whatsapp', scope: 'sender', afterMs: 300_000 }),
  on(133016, 'fatal', 'registration', '§1.13', { channel: 'whatsapp', scope: 'sender', afterMs: 3_600_000 }),
  on(134011, 'fatal', 'payment', '§1.13', { channel: 'whatsapp', scope: 'app', afterMs: 900_000 }),
  // Temporary troubles of Meta: the same message again, a few times.
  on(1, 'retry', 'temporary', '§1.13', { channel: 'whatsapp', most: 1 }),
  on(1, 'retry', 'temporary', '§2.8', { channel: 'messenger', most: 4 }),
  on(2, 'retry', 'temporary', '§1.13, §2.8', { most: 8 }),
  on(131000, 'retry', 'temporary', '§1.13', { channel: 'whatsapp', most: 4 }),
  on(131016, 'retry', 'temporary', '§1.13', { channel: 'whatsapp', most: 8 }),
  on(133004, 'retry', 'temporary', '§1.13', { channel: 'whatsapp', most: 8 }),
  on(135000, 'retry', 'temporary', '§1.13', { channel: 'whatsapp', most: 1 }),
  on(131053, 'retry', 'media_upload', '§1.13', { channel: 'whatsapp', most: 2 }),
  on(1200, 'retry', 'temporary', '§2.8', { channel: 'messenger', most: 4 }),
  // Too much at once: whoever is named waits.
  on(4, 'retry', 'app_rate', '§1.13, §2.8', { scope: 'app', afterMs: 120_000 }),
  on(613, 'retry', 'rate', '§1.13, §2.8', { scope: 'sender', afterMs: 30_000 }),
  on(80007, 'retry', 'account_rate', '§1.13', { channel: 'whatsapp', scope: 'app', afterMs: 300_000 }),
  on(130429, 'retry', 'sender_rate', '§1.13', { channel: 'whatsapp', scope: 'sender', growth: 2 }),
  on(131048, 'retry', 'spam_rate', '§1.13', { channel: 'whatsapp', scope: 'sender', afterMs: 3_600_000 }),
  on(131056, 'retry', 'pair_rate', '§1.13, §1.12', { channel: 'whatsapp', scope: 'person', growth: 4 }),
  on(131057, 'retry', 'maintenance', '§1.13', { channel: 'whatsapp', scope: 'sender', afterMs: 60_000 }),
  // A template that is not approved (yet, or any more): somebody at Meta or here puts it right, and nothing is lost meanwhile.
  on(132001, 'retry', 'template_missing', '§1.13', { channel: 'whatsapp', afterMs: 900_000 }),
  on(132015, 'retry', 'template_paused', '§1.13', { channel: 'whatsapp', afterMs: 3_600_000 }),
  on(132016, 'retry', 'template_disabled', '§1.13', { channel: 'whatsapp', afterMs: 3_600_000 }),
  on(132069, 'retry', 'flow_throttled', '§1.13', { channel: 'whatsapp', afterMs: 600_000 }),
  // This person cannot be reached (now), or does not want to be.
  on(131026, 'blocked', 'undeliverable', '§1.13', { channel: 'whatsapp', scope: 'person' }),
  on(131030, 'blocked', 'not_allowed', '§1.13', { channel: 'whatsapp', scope: 'person' }),
  on(131050, 'blocked', 'opted_out', '§1.13', { channel: 'whatsapp', scope: 'person' }),
  on(130497, 'blocked', 'country', '§1.13', { channel: 'whatsapp', scope: 'person' }),
  on(551, 'blocked', 'unreachable', '§2.8', { channel: 'messenger', scope: 'person' }),
  on(200, 'blocked', 'unreachable', '§2.8', { subcode: 1_545_041, channel: 'messenger', scope: 'person' }),
  on(10, 'blocked', 'unreachable', '§2.8', { subcode: 2_018_108, channel: 'messenger', scope: 'person' }),
  on(10, 'blocked', 'opted_out', '§2.8', { subcode: 1_893_015, channel: 'messenger', scope: 'person' }),
  on(10, 'blocked', 'privacy', '§2.8', { subcode: 2_018_336, channel: 'messenger', scope: 'person' }),
  on(100, 'blocked', 'unreachable', '§2.8', { subcode: 2_018_001, channel: 'messenger', scope: 'person' }),
  // The window is closed, or somebody else has the thread: this message is not for now.
  on(131047, 'rejected', 'window_closed', '§1.13', { channel: 'whatsapp', scope: 'person' }),
  on(10, 'rejected', 'window_closed', '§2.5, §2.8', { subcode: 2_018_278, channel: 'messenger', scope: 'person' }),
  on(10, 'rejected', 'window_closed', '§2.5, §2.8', { subcode: 2_534_022, channel: 'messenger', scope: 'person' }),
  on(10, 'rejected', 'window_closed', '§2.5, §2.8', { subcode: 2_018_065, channel: 'messenger', scope: 'person' }),
  on(10, 'fatal', 'page_restricted', '§2.8', {
    subcode: 1_893_063,
    channel: 'messenger',
    scope: 'sender',
    afterMs: 900_000,
  }),
  on(10, 'fatal', 'permission', '§2.8', { channel: 'messenger', scope: 'sender', afterMs: 60_000 }),
  on(100, 'rejected', 'not_owner', '§2.3, §2.8', { subcode: 2_534_037, channel: 'messenger', scope: 'person' }),
  on(100, 'rejected', 'not_owner', '§2.3, §2.8', { subcode: 2_018_300, channel: 'messenger', scope: 'person' }),
  on(100, 'rejected', 'not_owner', '§2.3, §2.8', { subcode: 2_018_321, channel: 'messenger', scope: 'person' }),
  on(100, 'rejected', 'not_owner', '§2.3, §2.8', { subcode: 2_018_171, channel: 'messenger', scope: 'person' }),
  on(2018300, 'rejected', 'not_owner', '§2.3', { channel: 'messenger', scope: 'person' }),
  on(2018321, 'rejected', 'not_owner', '§2.3', { channel: 'messenger', scope: 'person' }),
  on(100, 'retry', 'media_upload', '§2.8', { subcode: 2_018_008, channel: 'messenger', most: 1 }),
  // The message is wrong: sending it again changes nothing.
  on(100, 'rejected', 'parameter', '§1.13, §2.8'),
  on(130472, 'rejected', 'experiment', '§1.13', { channel: 'whatsapp', scope: 'person' }),
  on(131008, 'rejected', 'parameter', '§1.13', { channel: 'whatsapp' }),
  on(131009, 'rejected', 'parameter', '§1.13', { channel: 'whatsapp' }),
  on(131021, 'rejected', 'self', '§1.13', { channel: 'whatsapp' }),
  on(131049, 'rejected', 'withheld', '§1.13', { channel: 'whatsapp', scope: 'person' }),
  on(131051, 'rejected', 'unsupported', '§1.13', { channel: 'whatsapp' }),
  on(131052, 'rejected', 'media_download', '§1.13', { channel: 'whatsapp' }),
  on(131055, 'rejected', 'method', '§1.13', { channel: 'whatsapp' }),
  on(131062, 'rejected', 'needs_phone', '§1.4, §1.13', { channel: 'whatsapp', scope: 'person' }),
  on(131063, 'rejected', 'marketing_disabled', '§1.13', { channel: 'whatsapp' }),
  on(131064, 'rejected', 'limit_cut', '§1.12, §1.13', { channel: 'whatsapp' }),
  on(132000, 'rejected', 'template_parameters', '§1.13', { channel: 'whatsapp' }),
  on(132005, 'rejected', 'template_too_long', '§1.13', { channel: 'whatsapp' }),
  on(132007, 'rejected', 'template_policy', '§1.13', { channel: 'whatsapp' }),
  on(132008, 'rejected', 'template_parameters', '§1.13', { channel: 'whatsapp' }),
  on(132012, 'rejected', 'template_parameters', '§1.13', { channel: 'whatsapp' }),
  on(132068, 'rejected', 'flow_blocked', '§1.13', { channel: 'whatsapp' }),
  on(137000, 'rejected', 'identity_changed', '§1.13', { channel: 'whatsapp', scope: 'person' }),
  on(2022, 'rejected', 'commerce_disabled', '§2.8', { channel: 'messenger' }),
  on(2018218, 'rejected', 'profile', '§2.8', { channel: 'messenger' }),
  on(2018247, 'rejected', 'profile', '§2.8', { channel: 'messenger' }),
  on([2300000, 2300080], 'rejected', 'marketing_message', '§2.5', { channel: 'messenger' }),
];
