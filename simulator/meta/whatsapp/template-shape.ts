/** The `template` part of a message. Whether it fits the approved template is `template-send.ts`. */
import { z } from 'zod';

const link = z.url({ protocol: /^https?$/ });
const media = z
  .strictObject({ id: z.string().optional(), link: link.optional(), filename: z.string().optional() })
  .refine((one) => (one.id === undefined) !== (one.link === undefined), '131009: Either id or link is required');
const text = z.strictObject({
  type: z.literal('text'),
  text: z.string(),
  parameter_name: z.string().optional(),
});
const parameter = z.discriminatedUnion('type', [
  text,
  z.strictObject({
    type: z.literal('currency'),
    currency: z.strictObject({ fallback_value: z.string(), code: z.string().length(3), amount_1000: z.number().int() }),
    parameter_name: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal('date_time'),
    date_time: z.strictObject({ fallback_value: z.string() }),
    parameter_name: z.string().optional(),
  }),
  z.strictObject({ type: z.literal('image'), image: media }),
  z.strictObject({ type: z.literal('video'), video: media }),
  z.strictObject({ type: z.literal('document'), document: media }),
  z.strictObject({
    type: z.literal('location'),
    location: z.strictObject({
      ...{ latitude: z.coerce.number(), longitude: z.coerce.number() },
      ...{ name: z.string().optional(), address: z.string().optional() },
    }),
  }),
  z.strictObject({ type: z.literal('payload'), payload: z.string().min(1).max(128) }),
  z.strictObject({ type: z.literal('coupon_code'), coupon_code: z.string().min(1).max(15) }),
  z.strictObject({ type: z.literal('action'), action: z.record(z.string(), z.unknown()) }),
]);
export type Parameter = z.infer<typeof parameter>;

const component = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('header'), parameters: z.array(parameter).length(1) }),
  z.strictObject({ type: z.literal('body'), parameters: z.array(parameter).min(1) }),
  z.strictObject({
    type: z.literal('button'),
    sub_type: z.enum(['quick_reply', 'url', 'copy_code', 'flow', 'catalog']),
    index: z.union([z.string().regex(/^\d$/), z.number().int().min(0).max(9)]),
    parameters: z.array(parameter).length(1),
  }),
]);

export const templateShape = z.strictObject({
  name: z.string().regex(/^[a-z0-9_]{1,512}$/, '132001: Template name does not exist in the translation'),
  language: z.strictObject({ code: z.string().min(2), policy: z.literal('deterministic').optional() }),
  components: z.array(component).optional(),
});
export type TemplateMessage = z.infer<typeof templateShape>;
