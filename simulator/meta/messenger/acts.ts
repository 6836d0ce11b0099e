import { type Act, Impossible } from '../act.ts';
import type { Bubble, Button, Phone } from '../phone.ts';
import { SAMPLES } from '../samples.ts';
import type { Page, Sim } from '../sim.ts';
import { type MessengerSaid, sayOnMessenger } from './inbound.ts';

interface MenuItem {
  readonly type: string;
  readonly title: string;
  readonly payload?: string;
}

/** A part of the page's profile in the citizen's language, as the provider set it. */
export function localised<T>(page: Page, name: string): T | undefined {
  const all = page.profile[name];
  if (!Array.isArray(all)) return undefined;
  const of = (locale: string): T | undefined => all.find((one: { locale?: string }) => one.locale === locale);
  return of('id_ID') ?? of('default') ?? all[0];
}

/** The persistent menu of the page. */
export const menuOf = (page: Page): readonly MenuItem[] =>
  localised<{ call_to_actions: MenuItem[] }>(page, 'persistent_menu')?.call_to_actions ?? [];

interface Question {
  readonly question: string;
  readonly payload: string;
}

/** What a line of the menu or a question to begin with sends. */
function chosen(page: Page, title: string): MessengerSaid | undefined {
  const item = menuOf(page).find((one) => one.title === title);
  if (item) return item.type === 'postback' ? postback(item.title, item.payload ?? item.title) : undefined;
  const questions = localised<{ call_to_actions: Question[] }>(page, 'ice_breakers')?.call_to_actions ?? [];
  const question = questions.find((one) => one.question === title);
  if (!question) throw new Impossible('there is no such line in the menu');
  return postback(question.question, question.payload);
}

const postback = (title: string, payload: string, more: object = {}): MessengerSaid => ({
  event: { postback: { title, payload, ...more } },
  face: { text: title },
});

function start(page: Page, ref: string | undefined): MessengerSaid {
  const started = page.profile['get_started'];
  const payload =
    typeof started === 'object' && started && 'payload' in started ? String(started.payload) : 'GET_STARTED';
  const more = ref === undefined ? {} : { referral: { ref, source: 'SHORTLINK', type: 'OPEN_THREAD' } };
  return postback('Mulai', payload, more);
}

function buttonOf(bubble: Bubble, { button: which, card }: Extract<Act, { kind: 'tap' }>): Button {
  const buttons = (card === undefined ? bubble.buttons : bubble.cards?.[card]?.buttons) ?? [];
  const found =
    typeof which === 'number' ? buttons[which] : buttons.find((one) => one.title === which || one.payload === which);
  if (!found) throw new Impossible('there is no such button on this message');
  return found;
}

function press({ kind, title, payload = title }: Button): MessengerSaid | undefined {
  if (kind === 'quick') return { event: { message: { text: title, quick_reply: { payload } } }, face: { text: title } };
  if (kind === 'postback' || kind === 'template') return postback(title, payload);
  return undefined;
}

const TYPES = {
  image: 'image',
  voice: 'audio',
  audio: 'audio',
  video: 'video',
  document: 'file',
  sticker: 'sticker',
} as const;
/** Meta's own thumb. */
const THUMB = 369_239_263_222_822;

/** The address works without a token, as those of Meta's CDN do. */
function attachment(sim: Sim, page: Page, act: Extract<Act, { kind: 'media' }>): MessengerSaid {
  const type = TYPES[act.type];
  const sample = SAMPLES[act.type === 'voice' ? 'audio' : act.type];
  const { mime = 'application/octet-stream', bytes = Buffer.alloc(0) } = sample ?? {};
  const { id } = sim.media.put({ mime, bytes, owner: page.pageId, at: sim.clock() });
  const url = `${sim.origin()}/attachment/${id}`;
  const payload = { url, ...(type === 'sticker' ? { sticker_id: THUMB } : {}) };
  return {
    event: { message: { attachments: [{ type, payload }] } },
    face: { type: act.type === 'voice' ? 'audio' : act.type },
  };
}

function place(act: Extract<Act, { kind: 'location' }>): MessengerSaid {
  const { latitude: lat, longitude: long, name = 'Lokasi' } = act;
  const payload = { coordinates: { lat, long } };
  return {
    event: { message: { attachments: [{ type: 'location', title: name, payload }] } },
    face: { type: 'location', place: { latitude: lat, longitude: long, name: act.name } },
  };
}

function saidOf(sim: Sim, page: Page, phone: Phone, act: Act): MessengerSaid | undefined {
  const { bubbles } = sim.phones.thread(phone, page.pageId);
  const bubbleOf = (id: string): Bubble => {
    const found = bubbles.find((one) => one.id === id);
    if (!found) throw new Impossible('there is no such message on this phone');
    return found;
  };
  switch (act.kind) {
    case 'text': {
      const reply = act.quote === undefined ? {} : { reply_to: { mid: act.quote } };
      return { event: { message: { text: act.text, ...reply } }, face: { text: act.text, quote: act.quote } };
    }
    case 'tap':
      return press(buttonOf(bubbleOf(act.bubble), act));
    case 'start':
      return start(page, act.ref);
    case 'menu':
      return chosen(page, act.title);
    case 'referral':
      return { event: { referral: { ref: act.ref, source: 'SHORTLINK', type: 'OPEN_THREAD' } } };
    case 'media':
      return attachment(sim, page, act);
    case 'location':
      return place(act);
    case 'reaction': {
      const bubble = bubbleOf(act.bubble);
      bubble.reaction = act.emoji;
      sim.phones.changed(phone, bubble);
      const action = act.emoji === '' ? 'unreact' : 'react';
      return { event: { reaction: { reaction: 'other', emoji: act.emoji, action, mid: act.bubble } } };
    }
    case 'revoke': {
      const bubble = bubbleOf(act.bubble);
      bubble.gone = true;
      sim.phones.changed(phone, bubble);
      return { event: { message: { mid: act.bubble, is_deleted: true } } };
    }
    case 'raw':
      return { event: { [act.type]: act.parts } };
    default:
      throw new Impossible(`Messenger has no ${act.kind}`);
  }
}

/** Does what a citizen does on the phone. The id of the event; nothing when the page does not hear of it. */
export function actOnMessenger(sim: Sim, page: Page, phone: Phone, act: Act): string | undefined {
  const said = saidOf(sim, page, phone, act);
  return said && sayOnMessenger(sim, page, phone, said);
}
