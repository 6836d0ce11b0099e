/** The shapes that the Send API takes, and their limits. Source: Messenger Platform, Send API reference (June 2026). */
import type { Limit } from '../meta/text.ts';

export interface QuickReply {
  readonly content_type: 'text';
  readonly title: string;
  readonly payload: string;
}

export type Button =
  | { readonly type: 'postback'; readonly title: string; readonly payload: string }
  | { readonly type: 'web_url'; readonly title: string; readonly url: string }
  | { readonly type: 'phone_number'; readonly title: string; readonly payload: string };

export interface Element {
  readonly title: string;
  readonly subtitle?: string;
  readonly image_url?: string;
  readonly default_action?: { readonly type: 'web_url'; readonly url: string };
  readonly buttons?: readonly Button[];
}

export type MediaType = 'image' | 'audio' | 'video' | 'file';

export type MessageAttachment =
  | { readonly type: MediaType; readonly payload: { readonly url: string } | { readonly attachment_id: string } }
  | {
      readonly type: 'template';
      readonly payload:
        | { readonly template_type: 'button'; readonly text: string; readonly buttons: readonly Button[] }
        | { readonly template_type: 'generic'; readonly elements: readonly Element[] };
    };

export interface Message {
  readonly text?: string;
  readonly attachment?: MessageAttachment;
  readonly quick_replies?: readonly QuickReply[];
}

/** A file that travels with the activity and must be uploaded before it can be sent. */
export interface Upload {
  readonly type: MediaType;
  readonly contentType: string;
  readonly name: string;
  readonly bytes: Buffer;
}

/** One call of the Send API. With `upload` the message gets its attachment when the upload has an id. */
export interface Part {
  readonly message: Message;
  readonly upload?: Upload;
}

const chars = (most: number): Limit => ({ most, unit: 'utf16' });

/** "Less than 2000 characters". Counted in UTF-16, the strictest way to read it. */
export const TEXT = chars(1_999);
export const BUTTON_TEXT = chars(640);
export const TITLE = chars(20);
export const ELEMENT_TEXT = chars(80);
export const PAYLOAD_MOST = 1_000;
export const QUICK_REPLIES_MOST = 13;
export const BUTTONS_MOST = 3;
export const ELEMENTS_MOST = 10;
export const URL_MOST = 2_000;
