import type { Bubble, Button, Card } from '../phone.ts';
import type { MessengerButton, MessengerMessage } from './shape.ts';

function buttonOf(one: MessengerButton): Button {
  switch (one.type) {
    case 'postback':
      return { kind: 'postback', title: one.title, payload: one.payload };
    case 'phone_number':
      return { kind: 'call', title: one.title, payload: one.payload };
    case 'web_url':
      return { kind: 'url', title: one.title, url: one.url };
    default:
      return { kind: 'url', title: 'Masuk', url: one.url };
  }
}

const TITLE_MOST = 20;

function chipsOf(message: MessengerMessage): Button[] {
  return (message.quick_replies ?? []).map((one) => {
    if (one.content_type !== 'text') return { kind: 'contact', title: one.content_type };
    return { kind: 'quick', title: one.title.slice(0, TITLE_MOST), payload: one.payload };
  });
}

/** What the phone shows of a message. Files come when they have been fetched. */
export function messengerFace(message: MessengerMessage): Omit<Bubble, 'id' | 'from' | 'at' | 'tick'> {
  const { attachment, text } = message;
  const chips = chipsOf(message);
  if (attachment?.type === 'template') {
    const { payload } = attachment;
    if (payload.template_type === 'button') {
      return { type: 'button', text: payload.text, buttons: [...payload.buttons.map(buttonOf), ...chips] };
    }
    const cards = payload.elements.map(
      (one): Card => ({
        ...{ title: one.title, subtitle: one.subtitle, image: one.image_url },
        buttons: (one.buttons ?? []).map(buttonOf),
      }),
    );
    return { type: 'generic', cards, buttons: chips };
  }
  if (attachment) return { type: attachment.type === 'file' ? 'document' : attachment.type, buttons: chips };
  if (message.sticker_id !== undefined) return { type: 'sticker', buttons: chips };
  return { type: 'text', text, buttons: chips };
}
