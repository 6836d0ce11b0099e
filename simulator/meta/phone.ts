/** Something that a citizen can press. What a press sends depends on `kind`. */
export interface Button {
  readonly kind:
    | 'reply'
    | 'list'
    | 'template'
    | 'url'
    | 'call'
    | 'copy'
    | 'location'
    | 'contact'
    | 'flow'
    | 'quick'
    | 'postback';
  readonly title: string;
  /** What the business gets back: a reply's id, a postback's payload. */
  readonly payload?: string;
  readonly url?: string;
  readonly sections?: readonly ListSection[];
}

export interface ListSection {
  readonly title?: string | undefined;
  readonly rows: readonly { readonly id: string; readonly title: string; readonly description?: string | undefined }[];
}

export interface Card {
  readonly title: string;
  readonly subtitle?: string | undefined;
  readonly image?: string | undefined;
  readonly buttons: readonly Button[];
}

export type Tick = 'waiting' | 'sent' | 'delivered' | 'read' | 'failed';

/** One message on a phone, as the app shows it. */
export interface Bubble {
  readonly id: string;
  readonly from: 'citizen' | 'business';
  /** Ms since 1970. */
  readonly at: number;
  /** The type of the channel: `text`, `image`, `interactive`, `template`, `generic`. */
  readonly type: string;
  readonly text?: string | undefined;
  readonly header?: string | undefined;
  readonly footer?: string | undefined;
  /** An id of the media shelf. */
  readonly media?: string | undefined;
  readonly mime?: string | undefined;
  readonly filename?: string | undefined;
  readonly place?:
    | {
        readonly latitude: number;
        readonly longitude: number;
        readonly name?: string | undefined;
        readonly address?: string | undefined;
      }
    | undefined;
  readonly buttons?: readonly Button[] | undefined;
  readonly cards?: readonly Card[] | undefined;
  /** The message it answers. */
  readonly quote?: string | undefined;
  tick: Tick;
  /** Code of the error that a failed message met. */
  error?: number;
  reaction?: string;
  /** Taken back by its sender. */
  gone?: boolean;
}

/** What is true of one citizen and decides what Meta does. */
export interface Traits {
  /** Has the app at all. */
  registered: boolean;
  /** Has blocked the business. */
  blocked: boolean;
  /** Has stopped marketing messages. */
  stopped: boolean;
  /** Agreed to templates; who did not may report them. */
  optedIn: boolean;
  /** Shows when something was read. */
  receipts: boolean;
  /** The phone is on: only then something is delivered. */
  online: boolean;
  /** Looks at the chat: reads what comes. */
  looking: boolean;
  /** In Meta's experiment group, which gets no marketing. */
  experiment: boolean;
}

export interface Phone {
  readonly id: string;
  readonly channel: 'whatsapp' | 'messenger';
  name: string;
  /** Digits with country code; empty on Messenger. */
  number: string;
  /** Business-scoped user id, or PSID. */
  userId: string;
  /** With a name of this kind the number is not shown to the business. */
  username?: string | undefined;
  readonly traits: Traits;
  readonly threads: Map<string, Thread>;
  /** What happens when the phone is on again, and when its owner looks at the chat. */
  readonly later: { arrive: (() => void)[]; look: (() => void)[] };
}

/** One phone's chat with one business number or page. */
export interface Thread {
  lastInboundAt: number;
  lastInboundId: string;
  /** Pair limit: when the borrowed messages will be paid back, ms. */
  pairAt: number;
  /** Marketing templates since the citizen last wrote. */
  marketing: number;
  /** Messenger: another app holds the thread. */
  owner?: string | undefined;
  readonly bubbles: Bubble[];
}

export interface NewPhone {
  readonly channel: Phone['channel'];
  readonly number?: string | undefined;
  readonly userId?: string | undefined;
  readonly name?: string | undefined;
  readonly username?: string | undefined;
  readonly traits?: { readonly [Name in keyof Traits]?: boolean | undefined } | undefined;
}
