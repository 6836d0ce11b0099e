import type { Faults } from './faults.ts';
import type { Media } from './media.ts';
import type { Phones } from './phones.ts';
import type { Random } from './random.ts';
import type { Timers } from './timers.ts';
import type { Webhooks } from './webhooks.ts';

/** How Meta behaves. Times are Meta's, before the scale. Changeable while it runs. */
export interface Settings {
  /** What Meta's waits are multiplied with: 0.001 for tests. */
  timeScale: number;
  /** Share of statuses that come twice, in the wrong order, or `read` without `delivered`. */
  disorder: number;
  /** Messages a second for one number: 80, or 1,000 after the upgrade. */
  throughput: number;
  /** People who may be written to first in 24 hours: 250, 2,000, 10,000, 100,000 or `Infinity`. */
  tier: number;
  /** 1 message in 6 s to one person, 45 at once. */
  pairLimit: boolean;
  /** Where window and recipient errors come: at once, or as a status, as Meta mostly does. */
  refusals: 'async' | 'sync';
  /** How long templates are reviewed, ms. */
  reviewMs: number;
  /** Share of marketing that is withheld (131049), and of templates held for assessment. */
  withheldShare: number;
  heldShare: number;
  /** How likely somebody who never agreed reports a template. */
  reportShare: number;
  /** From accepted to sent, and from sent to delivered: the shortest and the longest, ms. */
  sentMs: readonly [number, number];
  deliveredMs: readonly [number, number];
}

export type Quality = 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN';

/** A business number. */
export interface Sender {
  readonly phoneNumberId: string;
  /** Digits with country code. */
  readonly number: string;
  readonly token: string;
  quality: Quality;
  /** Reports and template sends since the last judgement. */
  reports: number;
  judged: number;
  /** `locked`: 131031; `maintenance`: 131057; `unpaid`: 131042. */
  state: 'open' | 'locked' | 'maintenance' | 'unpaid' | 'revoked';
  /** Send times of the last second, a ring. */
  readonly pace: { times: Float64Array; at: number };
  profile: Record<string, unknown>;
  automation: Record<string, unknown>;
}

export interface Template {
  readonly id: string;
  readonly account: string;
  readonly name: string;
  readonly language: string;
  category: 'UTILITY' | 'MARKETING' | 'AUTHENTICATION';
  status: 'PENDING' | 'APPROVED' | 'REJECTED' | 'PAUSED' | 'DISABLED';
  quality: Quality;
  format: 'POSITIONAL' | 'NAMED';
  components: readonly TemplateComponent[];
  reports: number;
  sent: number;
  pauses: number;
}

export interface TemplateComponent {
  readonly type: 'HEADER' | 'BODY' | 'FOOTER' | 'BUTTONS';
  readonly format?: 'TEXT' | 'IMAGE' | 'VIDEO' | 'DOCUMENT' | 'LOCATION' | undefined;
  readonly text?: string | undefined;
  readonly example?: object | undefined;
  readonly buttons?: readonly TemplateButton[] | undefined;
}

export interface TemplateButton {
  /** `POSTBACK`: of a page; the others are WhatsApp's, and pages have `URL` and `PHONE_NUMBER` too. */
  readonly type: 'QUICK_REPLY' | 'URL' | 'PHONE_NUMBER' | 'COPY_CODE' | 'REQUEST_CONTACT_INFO' | 'POSTBACK';
  readonly text?: string | undefined;
  readonly url?: string | undefined;
  readonly payload?: string | undefined;
  readonly phone_number?: string | undefined;
  readonly example?: string | readonly string[] | object | undefined;
}

export interface WhatsAppAccount {
  readonly appId: string;
  readonly appSecret: string;
  readonly verifyToken: string;
  readonly businessAccountId: string;
  readonly senders: readonly Sender[];
  /** People written to first, by business-scoped id, with the time. */
  readonly reached: Map<string, number>;
}

export interface Page {
  readonly pageId: string;
  readonly token: string;
  readonly name: string;
  profile: Record<string, unknown>;
  fields: readonly string[];
  restricted: boolean;
}

export interface MessengerAccount {
  readonly appId: string;
  readonly appSecret: string;
  readonly verifyToken: string;
  readonly pages: readonly Page[];
}

/** Everything a part of the simulator may need. */
export interface Sim {
  readonly settings: Settings;
  readonly clock: () => number;
  readonly random: Random;
  readonly timers: Timers;
  readonly phones: Phones;
  readonly media: Media;
  readonly faults: Faults;
  readonly webhooks: Webhooks;
  readonly whatsapp: WhatsAppAccount;
  readonly messenger: MessengerAccount;
  /** Of both platforms, by `account name language`. */
  readonly templates: Map<string, Template>;
  /** Where media is fetched from, `http://127.0.0.1:PORT`; known once it listens. */
  origin(): string;
}

/** A request at the Graph API, its version taken off the path. */
export interface GraphRequest {
  readonly method: string;
  /** `123/messages` as parts. */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

export interface GraphAnswer {
  readonly status: number;
  readonly body: object | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}
