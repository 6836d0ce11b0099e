import type { Bubble, Button } from '../phone.ts';
import type { Interactive } from './interactive-shape.ts';
import type { Message } from './message-shape.ts';
import type { Hydrated } from './template-send.ts';

/** What a phone shows of a message, without id, time and ticks. Media is put in when it has been fetched. */
export type Face = Omit<Bubble, 'id' | 'from' | 'at' | 'tick'>;

function buttonsOf(one: Interactive): Button[] {
  switch (one.type) {
    case 'button':
      return one.action.buttons.map(({ reply }) => ({ kind: 'reply', title: reply.title, payload: reply.id }));
    case 'list':
      return [{ kind: 'list', title: one.action.button, sections: one.action.sections }];
    case 'cta_url':
      return [{ kind: 'url', title: one.action.parameters.display_text, url: one.action.parameters.url }];
    case 'location_request_message':
      return [{ kind: 'location', title: 'Kirim lokasi' }];
    case 'flow':
      return [{ kind: 'flow', title: one.action.parameters.flow_cta, payload: one.action.parameters.flow_token ?? '' }];
    default:
      return [{ kind: 'contact', title: 'Bagikan nomor' }];
  }
}

/** A file that a message brings along. */
export interface Brought {
  readonly type: 'image' | 'video' | 'audio' | 'document' | 'sticker';
  readonly id?: string | undefined;
  readonly link?: string | undefined;
  readonly filename?: string | undefined;
}

/** The file of a message, if it has one. */
export function broughtBy(message: Message, filled: Hydrated | undefined): Brought | undefined {
  if (filled?.media && filled.mediaType) return { ...filled.media, type: filled.mediaType };
  switch (message.type) {
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker':
      return { ...message.content, type: message.type };
    case 'interactive': {
      const header = 'header' in message.content ? message.content.header : undefined;
      if (header?.type === 'image') return { ...header.image, type: 'image' };
      if (header?.type === 'video') return { ...header.video, type: 'video' };
      return header?.type === 'document' ? { ...header.document, type: 'document' } : undefined;
    }
    default:
      return undefined;
  }
}

function interactiveFace(one: Interactive): Face {
  const header = 'header' in one && one.header?.type === 'text' ? one.header.text : undefined;
  const footer = 'footer' in one ? one.footer?.text : undefined;
  return { type: 'interactive', text: one.body.text, header, footer, buttons: buttonsOf(one) };
}

export function faceOf(message: Message, filled: Hydrated | undefined): Face {
  const quote = message.replyTo;
  switch (message.type) {
    case 'text':
      return { type: 'text', text: message.content.body, quote };
    case 'interactive':
      return { ...interactiveFace(message.content), quote };
    case 'template':
      return {
        ...{ type: 'template', text: filled?.body, header: filled?.header, footer: filled?.footer },
        buttons: filled?.buttons,
      };
    case 'location':
      return { type: 'location', place: message.content, quote };
    case 'contacts':
      return { type: 'contacts', text: message.content.map((one) => one.name.formatted_name).join('\n'), quote };
    case 'reaction':
      return { type: 'reaction', text: message.content.emoji };
    case 'document':
      return { type: 'document', text: message.content.caption, filename: message.content.filename, quote };
    case 'audio':
    case 'sticker':
      return { type: message.type, quote };
    default:
      return { type: message.type, text: message.content.caption, quote };
  }
}
