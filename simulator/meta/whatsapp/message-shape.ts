/** What `POST /{phone_number_id}/messages` takes, and nothing beside. Limits: Meta, Cloud API reference, "Messages". */
import { z } from 'zod';
import { check } from '../check.ts';
import { GraphError } from '../graph-error.ts';
import { interactiveShape } from './interactive-shape.ts';
import { templateShape } from './template-shape.ts';

const link = z.url({ protocol: /^https?$/ });
const oneOf = (media: { id?: string | undefined; link?: string | undefined }): boolean =>
  (media.id === undefined) !== (media.link === undefined);
const ONE = '131009: Either id or link is required, and not both';
const media = <T extends z.ZodRawShape>(more: T) =>
  z.strictObject({ id: z.string().min(1).optional(), link: link.optional(), ...more });
const caption = z.string().max(1024).optional();

const coordinate = (most: number) => z.number().min(-most).max(most);
const contact = z.strictObject({
  name: z
    .strictObject({
      formatted_name: z.string().min(1),
      ...{ first_name: z.string().optional(), last_name: z.string().optional(), middle_name: z.string().optional() },
      ...{ suffix: z.string().optional(), prefix: z.string().optional() },
    })
    .refine((name) => Object.keys(name).length > 1, '131009: One more part of the name is required'),
  phones: z
    .array(z.strictObject({ phone: z.string(), wa_id: z.string().optional(), type: z.string().optional() }))
    .optional(),
  emails: z.array(z.strictObject({ email: z.string(), type: z.string().optional() })).optional(),
  addresses: z.array(z.record(z.string(), z.string())).optional(),
  urls: z.array(z.strictObject({ url: z.string(), type: z.string().optional() })).optional(),
  org: z.record(z.string(), z.string()).optional(),
  birthday: z.string().optional(),
});

const CONTENT = {
  text: z.strictObject({ body: z.string().min(1).max(4096), preview_url: z.boolean().optional() }),
  image: media({ caption }).refine(oneOf, ONE),
  video: media({ caption }).refine(oneOf, ONE),
  audio: media({ voice: z.boolean().optional() }).refine(oneOf, ONE),
  document: media({ caption, filename: z.string().max(240).optional() }).refine(oneOf, ONE),
  sticker: media({}).refine(oneOf, ONE),
  location: z.strictObject({
    latitude: coordinate(90),
    longitude: coordinate(180),
    name: z.string().max(1000).optional(),
    address: z.string().max(1000).optional(),
  }),
  contacts: z.array(contact).min(1).max(5),
  reaction: z.strictObject({
    message_id: z.string().min(1),
    emoji: z.string().regex(/^(\P{ASCII}{1,16})?$/u, '131009: Not an emoji'),
  }),
  interactive: interactiveShape,
  template: templateShape,
} as const;

export type MessageType = keyof typeof CONTENT;
/** A message whose shape is right. `content` is the part under its type. */
export type Message = {
  [Type in MessageType]: {
    readonly type: Type;
    readonly content: z.infer<(typeof CONTENT)[Type]>;
    readonly to: string | undefined;
    readonly recipient: string | undefined;
    readonly replyTo: string | undefined;
    readonly callback: string | undefined;
  };
}[MessageType];

const isType = (type: string): type is MessageType => Object.hasOwn(CONTENT, type);

const frame = (type: MessageType) =>
  z.strictObject({
    messaging_product: z.literal('whatsapp'),
    recipient_type: z.literal('individual').optional(),
    to: z.string().optional(),
    recipient: z.string().optional(),
    type: z.string().optional(),
    context: z.strictObject({ message_id: z.string().min(1) }).optional(),
    biz_opaque_callback_data: z.string().max(512).optional(),
    [type]: CONTENT[type],
  });
const FRAMES = new Map(
  Object.keys(CONTENT)
    .filter(isType)
    .map((type) => [type, frame(type)]),
);

/** Throws the `GraphError` that Meta would answer with. */
export function readMessage(value: unknown): Message {
  const type = typeof value === 'object' && value && 'type' in value ? value.type : 'text';
  if (typeof type !== 'string' || !isType(type))
    throw new GraphError(131051, { details: 'Message type is not supported.' });
  const shape = FRAMES.get(type);
  if (!shape) throw new GraphError(131051);
  const body = check(shape, value) as Record<string, unknown>;
  const {
    to,
    recipient,
    context,
    biz_opaque_callback_data: callback,
  } = body as Record<string, string | undefined> & {
    context?: { message_id: string };
  };
  if (to === undefined && recipient === undefined)
    throw new GraphError(100, { title: 'The parameter to is required.' });
  if (type === 'reaction' && context) throw new GraphError(131009, { details: 'A reaction takes no context.' });
  return { type, content: body[type], to, recipient, replyTo: context?.message_id, callback } as Message;
}

/** "Read", with or without the sign that somebody writes. */
export const readShape = z.strictObject({
  messaging_product: z.literal('whatsapp'),
  status: z.literal('read'),
  message_id: z.string().min(1),
  typing_indicator: z.strictObject({ type: z.literal('text') }).optional(),
});
