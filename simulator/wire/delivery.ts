import { sign } from '../../adapters/meta/signature.ts';

/** One message of a simulated citizen. */
export interface WireText {
  readonly id: string;
  readonly from: string;
  readonly text: string;
  /** Unix seconds. */
  readonly at: number;
  /** Payload of a button, when the citizen pressed one; `text` is its title then. */
  readonly button?: string;
}

/** A delivery in WhatsApp's envelope, and the header that signs it. */
export function delivery(messages: readonly WireText[], secret: string): { body: Buffer; signature: string } {
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '622150000000', phone_number_id: '100000000000001' },
    contacts: messages.map((one) => ({ profile: { name: 'Warga' }, wa_id: one.from, user_id: `ID.${one.from}` })),
    messages: messages.map((one) => ({
      from: one.from,
      from_user_id: `ID.${one.from}`,
      id: one.id,
      timestamp: String(one.at),
      ...(one.button === undefined
        ? { type: 'text', text: { body: one.text } }
        : {
            type: 'interactive',
            interactive: { type: 'button_reply', button_reply: { id: one.button, title: one.text } },
          }),
    })),
  };
  const entry = [{ id: '102290129340398', changes: [{ field: 'messages', value }] }];
  const body = Buffer.from(JSON.stringify({ object: 'whatsapp_business_account', entry }));
  return { body, signature: sign(body, secret) };
}
