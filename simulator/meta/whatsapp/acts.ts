import type { Act } from '../act.ts';
import { Impossible } from '../act.ts';
import type { Bubble, Button, Phone } from '../phone.ts';
import type { Sender, Sim } from '../sim.ts';
import { mediaSaid, type Said, say } from './inbound.ts';

function bubbleOf(sim: Sim, sender: Sender, phone: Phone, id: string): Bubble {
  const found = sim.phones.thread(phone, sender.phoneNumberId).bubbles.find((one) => one.id === id);
  if (!found) throw new Impossible('there is no such message on this phone');
  return found;
}

function listReply(button: Button, rowId: string | undefined): Said {
  const rows = button.sections?.flatMap((section) => section.rows) ?? [];
  const row = rows.find((one) => one.id === rowId) ?? rows.find((one) => one.title === rowId);
  if (!row) throw new Impossible('there is no such row in this list');
  const { id, title, description } = row;
  const reply = { id, title, ...(description === undefined ? {} : { description }) };
  const text = description === undefined ? title : `${title}\n${description}`;
  return {
    type: 'interactive',
    parts: { interactive: { type: 'list_reply', list_reply: reply } },
    face: { type: 'text', text },
  };
}

/** A press on a button. What opens something on the phone (a link, a call, a code) tells the business nothing. */
function tap(bubble: Bubble, { button: which, row }: Extract<Act, { kind: 'tap' }>): Said | undefined {
  const buttons = bubble.buttons ?? [];
  const button =
    typeof which === 'number' ? buttons[which] : buttons.find((one) => one.title === which || one.payload === which);
  if (!button) throw new Impossible('there is no such button on this message');
  const { title, payload = title } = button;
  const face = { type: 'text', text: title };
  switch (button.kind) {
    case 'reply':
      return {
        type: 'interactive',
        parts: { interactive: { type: 'button_reply', button_reply: { id: payload, title } } },
        face,
      };
    case 'list':
      return listReply(button, row);
    case 'template':
      return { type: 'button', parts: { button: { payload, text: title } }, face };
    default:
      return undefined;
  }
}

function contactCard(phone: Phone): Said {
  const own = {
    name: { formatted_name: phone.name, first_name: phone.name },
    phones: [{ phone: `+${phone.number}`, wa_id: phone.number }],
  };
  const text = `${phone.name}\n+${phone.number}`;
  return {
    type: 'contacts',
    parts: { contacts: [{ ...own, origin: 'contact_request' }] },
    face: { type: 'contacts', text },
  };
}

function unsend(sim: Sim, sender: Sender, phone: Phone, id: string): Said {
  const bubble = bubbleOf(sim, sender, phone, id);
  bubble.gone = true;
  sim.phones.changed(phone, bubble);
  return { type: 'revoke', parts: { revoke: { original_message_id: id } } };
}

function edit(sim: Sim, sender: Sender, phone: Phone, { bubble: id, text }: Extract<Act, { kind: 'edit' }>): Said {
  const bubble = bubbleOf(sim, sender, phone, id);
  Object.assign(bubble, { text });
  sim.phones.changed(phone, bubble);
  const message = { type: 'text', text: { body: text }, context: { id: 'M0' } };
  return { type: 'edit', parts: { edit: { original_message_id: id, message } } };
}

function saidOf(sim: Sim, sender: Sender, phone: Phone, act: Act): Said | undefined {
  switch (act.kind) {
    case 'text':
      return { type: 'text', parts: { text: { body: act.text } }, face: { text: act.text }, quote: act.quote };
    case 'tap': {
      const said = tap(bubbleOf(sim, sender, phone, act.bubble), act);
      return said && { ...said, quote: act.bubble };
    }
    case 'location': {
      const { kind: _kind, quote, ...place } = act;
      return { type: 'location', parts: { location: place }, face: { place }, quote };
    }
    case 'media':
      return mediaSaid(sim, sender, {
        ...act,
        kind: act.type === 'voice' ? 'audio' : act.type,
        voice: act.type === 'voice',
      });
    case 'contact':
      return { ...contactCard(phone), quote: act.quote };
    case 'reaction': {
      const bubble = bubbleOf(sim, sender, phone, act.bubble);
      bubble.reaction = act.emoji;
      sim.phones.changed(phone, bubble);
      return { type: 'reaction', parts: { reaction: { message_id: act.bubble, emoji: act.emoji } } };
    }
    case 'edit':
      return edit(sim, sender, phone, act);
    case 'revoke':
      return unsend(sim, sender, phone, act.bubble);
    case 'flow': {
      const reply = { name: 'flow', body: 'Sent', response_json: JSON.stringify(act.answer) };
      return {
        type: 'interactive',
        parts: { interactive: { type: 'nfm_reply', nfm_reply: reply } },
        quote: act.bubble,
      };
    }
    case 'raw':
      return { type: act.type, parts: act.parts, quote: act.quote };
    default:
      throw new Impossible(`WhatsApp has no ${act.kind}`);
  }
}

/** Does what a citizen does on the phone. The id of the message it made; nothing when the business does not hear of it. */
export function actOnWhatsApp(sim: Sim, sender: Sender, phone: Phone, act: Act): string | undefined {
  const said = saidOf(sim, sender, phone, act);
  return said && say(sim, sender, phone, said);
}
