import type { Activity } from 'botframework-schema';
import type { Contact } from '../meta/contacts.ts';
import type { Content } from './content.ts';
import { digitsOf, idOf, part, type Raw, text } from './reading.ts';

export const CHANNEL_ID = 'whatsapp';

/** Where a conversation is: one of our numbers, and a contact. Stays the same when the citizen's number changes. */
export interface Address {
  readonly sender: string;
  readonly contact: string;
}

export const addressText = ({ sender, contact }: Address): string => `${sender}:${contact}`;

/** Reads `addressText`; `undefined` for anything else. */
export function readAddress(address: string): Address | undefined {
  const [sender = '', contact = '', ...more] = address.split(':');
  return /^\d{1,20}$/.test(sender) && contact !== '' && more.length === 0 ? { sender, contact } : undefined;
}

/** What a message answers, and how far it has travelled (§1.6, `context`). */
function contextOf(message: Raw): Readonly<Record<string, unknown>> | undefined {
  const context = part(message, 'context');
  const id = idOf(context, 'id');
  const forwarded = context['forwarded'] === true || context['frequently_forwarded'] === true;
  if (id === undefined && !forwarded) return undefined;
  return { ...(id === undefined ? {} : { id }), ...(forwarded ? { forwarded } : {}) };
}

/** The advertisement that brought somebody: enough to know which, without its texts. */
function referralOf(message: Raw): Readonly<Record<string, unknown>> | undefined {
  const referral = part(message, 'referral');
  const source = text(referral, 'source_id');
  return source === undefined ? undefined : { source, type: text(referral, 'source_type') };
}

/** What is known around a message. `at`: when it was written, ms. `name`: as the citizen shows it. */
export interface Envelope {
  readonly contact: Contact;
  readonly sender: string;
  readonly at: number;
  readonly name: string;
}

/** A message of a known contact as an Activity of the SDK. */
export function activityOf(message: Raw, content: Content, { contact, sender, at, name }: Envelope): Partial<Activity> {
  const { extra, ...fields } = content;
  const address = addressText({ sender, contact: contact.id });
  const context = contextOf(message);
  const referral = referralOf(message);
  const replyToId = context?.['id'];
  return {
    type: 'message',
    id: idOf(message, 'id', 512) ?? '',
    channelId: CHANNEL_ID,
    timestamp: new Date(at),
    serviceUrl: '',
    from: { id: address, name, role: 'user' },
    recipient: { id: sender, name: '', role: 'bot' },
    conversation: { id: address, isGroup: false, conversationType: 'personal', name: '' },
    textFormat: 'plain',
    ...fields,
    ...(typeof replyToId === 'string' ? { replyToId } : {}),
    channelData: {
      whatsapp: {
        type: text(message, 'type', 64),
        ...extra,
        ...(context ? { context } : {}),
        ...(referral ? { referral } : {}),
      },
    },
  };
}

/** Whether a message is one to one and for one of our numbers; the reason when it is not. */
export function strangeness(message: Raw, ours: boolean): 'group' | 'other_number' | 'no_id' | undefined {
  if (!ours) return 'other_number';
  if (message['group_id'] !== undefined) return 'group';
  return idOf(message, 'id', 512) === undefined ? 'no_id' : undefined;
}

/** The number that a change is about. */
export function senderOf(value: Raw): string {
  const { phone_number_id: id } = part(value, 'metadata');
  return typeof id === 'number' ? String(id) : (digitsOf(part(value, 'metadata'), 'phone_number_id') ?? '');
}
