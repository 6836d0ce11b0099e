import { createHash } from 'node:crypto';
import type { Bubble, Phone } from '../phone.ts';
import { SAMPLES } from '../samples.ts';
import type { Sender, Sim } from '../sim.ts';
import { contactOf, fromOf, metadata } from './metadata.ts';
import { takeThroughput } from './policy.ts';

/** A message of a citizen as it goes into the webhook, without what all of them share. */
export interface Said {
  readonly type: string;
  /** The part named after the type, and what stands beside it. */
  readonly parts: Readonly<Record<string, unknown>>;
  /** The message it answers. */
  readonly quote?: string | undefined;
  /** How it looks on the citizen's own phone; without it nothing is shown there. */
  readonly face?: Partial<Bubble> | undefined;
  /** System messages carry no contact. */
  readonly silent?: boolean;
}

/** Sends one message of a citizen: shown on the phone, the window opened, the webhook on its way. Gives its id. */
export function say(sim: Sim, sender: Sender, phone: Phone, said: Said): string {
  const now = sim.clock();
  const id = `wamid.${Buffer.from(`${phone.userId}|${sim.random.letters(18)}`).toString('base64url')}`;
  const thread = sim.phones.thread(phone, sender.phoneNumberId);
  takeThroughput(sim, sender, false);
  const shown = { id, from: 'citizen' as const, at: now, type: said.type, tick: 'sent' as const, quote: said.quote };
  const bubble: Bubble | undefined = said.face && { ...shown, ...said.face };
  if (bubble) sim.phones.show(phone, sender.phoneNumberId, bubble);
  Object.assign(thread, { lastInboundAt: now, lastInboundId: id, marketing: 0 });
  const context = said.quote === undefined ? {} : { context: { from: sender.number, id: said.quote } };
  const message = {
    ...fromOf(phone),
    ...{ id, timestamp: String(Math.floor(now / 1000)), type: said.type },
    ...context,
    ...said.parts,
  };
  const value = {
    messaging_product: 'whatsapp',
    metadata: metadata(sender),
    ...(said.silent ? {} : { contacts: [contactOf(phone)] }),
    messages: [message],
  };
  sim.webhooks.send({
    channel: 'whatsapp',
    entry: sim.whatsapp.businessAccountId,
    place: 'changes',
    item: { field: 'messages', value },
    taken: () => sim.phones.arrived(phone, bubble),
  });
  return id;
}

export interface SaidMedia {
  readonly kind: 'image' | 'audio' | 'video' | 'document' | 'sticker';
  readonly voice?: boolean | undefined;
  readonly caption?: string | undefined;
  readonly filename?: string | undefined;
  readonly bytes?: Buffer | undefined;
  readonly mime?: string | undefined;
}

/** A file of a citizen: on the shelf, where the business may fetch it, and in a message. */
export function mediaSaid(sim: Sim, sender: Sender, one: SaidMedia): Said {
  const sample = SAMPLES[one.kind];
  const mime = one.mime ?? sample?.mime ?? 'application/octet-stream';
  const bytes = one.bytes ?? sample?.bytes ?? Buffer.alloc(0);
  const filename = one.kind === 'document' ? (one.filename ?? 'dokumen.pdf') : undefined;
  const item = sim.media.put({ mime, bytes, filename, owner: sender.phoneNumberId, at: sim.clock() });
  const sha256 = createHash('sha256').update(bytes).digest('base64');
  const part = {
    ...{ id: item.id, mime_type: mime, sha256 },
    ...(one.kind === 'audio' ? { voice: one.voice ?? false } : {}),
    ...(one.kind === 'sticker' ? { animated: false } : {}),
    ...(one.caption === undefined ? {} : { caption: one.caption }),
    ...(filename === undefined ? {} : { filename }),
  };
  const type = one.kind;
  return { type, parts: { [type]: part }, face: { type, media: item.id, mime, text: one.caption, filename } };
}

/** A citizen has a new number: the old one says so, and its business-scoped id changes too. */
export function changeNumber(sim: Sim, sender: Sender, phone: Phone, number: string): string {
  const [old, before] = [phone.number, phone.userId];
  const after = `${before.slice(0, 2)}.${sim.random.digits(18)}`;
  const body = `User ${phone.name} changed from ${old} to ${number}`;
  const system = { body, type: 'user_changed_number', wa_id: number, user_id: after, previous_user_id: before };
  const id = say(sim, sender, phone, { type: 'system', parts: { system }, silent: true });
  sim.phones.renumber(phone, number, after);
  sim.webhooks.send({
    channel: 'whatsapp',
    entry: sim.whatsapp.businessAccountId,
    place: 'changes',
    item: {
      field: 'user_id_update',
      value: {
        messaging_product: 'whatsapp',
        metadata: metadata(sender),
        user_id_update: [
          {
            wa_id: number,
            detail: 'user_id changed',
            user_id: { previous: before, current: after },
            timestamp: Math.floor(sim.clock() / 1000),
          },
        ],
      },
    },
  });
  return id;
}

/** Stops or resumes marketing from this business, as the citizen can in the app. */
export function preferMarketing(sim: Sim, sender: Sender, phone: Phone, stop: boolean): void {
  phone.traits.stopped = stop;
  const preference = {
    ...{ wa_id: phone.number, user_id: phone.userId, category: 'marketing_messages', value: stop ? 'stop' : 'resume' },
    detail: stop ? 'User requested to stop marketing messages' : 'User requested to resume marketing messages',
    timestamp: Math.floor(sim.clock() / 1000),
  };
  sim.webhooks.send({
    channel: 'whatsapp',
    entry: sim.whatsapp.businessAccountId,
    place: 'changes',
    item: {
      field: 'user_preferences',
      value: {
        messaging_product: 'whatsapp',
        metadata: metadata(sender),
        contacts: [{ wa_id: phone.number }],
        user_preferences: [preference],
      },
    },
  });
}
