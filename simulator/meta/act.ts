import { z } from 'zod';

/** What a citizen can do on a phone. The HTTP API takes the same as JSON. */
export const actShape = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), text: z.string().min(1).max(4096), quote: z.string().optional() }),
  /** A button by its place, its title or its payload; a row of a list by its id or title. */
  z.strictObject({
    kind: z.literal('tap'),
    bubble: z.string(),
    button: z.union([z.number().int().min(0), z.string()]),
    row: z.string().optional(),
    card: z.number().int().min(0).optional(),
  }),
  z.strictObject({
    kind: z.literal('location'),
    ...{ latitude: z.number(), longitude: z.number(), name: z.string().optional(), address: z.string().optional() },
    quote: z.string().optional(),
  }),
  z.strictObject({
    kind: z.literal('media'),
    type: z.enum(['image', 'voice', 'audio', 'video', 'document', 'sticker']),
    caption: z.string().max(1024).optional(),
    filename: z.string().max(240).optional(),
  }),
  /** The own number, after it was asked for. */
  z.strictObject({ kind: z.literal('contact'), quote: z.string().optional() }),
  z.strictObject({ kind: z.literal('reaction'), bubble: z.string(), emoji: z.string().max(16) }),
  z.strictObject({ kind: z.literal('edit'), bubble: z.string(), text: z.string().min(1).max(4096) }),
  z.strictObject({ kind: z.literal('revoke'), bubble: z.string() }),
  z.strictObject({ kind: z.literal('flow'), bubble: z.string(), answer: z.unknown() }),
  /** Messenger: opens the chat for the first time, or through an m.me link with a `ref`. */
  z.strictObject({ kind: z.literal('start'), ref: z.string().max(250).optional() }),
  /** Messenger: a line of the persistent menu, or a question to begin with, by its words. */
  z.strictObject({ kind: z.literal('menu'), title: z.string() }),
  /** Messenger: a link to the page opened while the chat exists. */
  z.strictObject({ kind: z.literal('referral'), ref: z.string().max(250) }),
  /** Anything else that Meta may send, word for word: an order, an unsupported poll, what comes next year. */
  z.strictObject({
    kind: z.literal('raw'),
    type: z.string(),
    parts: z.record(z.string(), z.unknown()),
    quote: z.string().optional(),
  }),
]);
export type Act = z.infer<typeof actShape>;

/** A phone cannot do this: no such button, message or function. */
export class Impossible extends Error {
  override readonly name = 'Impossible';
}
