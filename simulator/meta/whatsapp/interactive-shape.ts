/** What an `interactive` message may look like. Limits: Meta, Cloud API reference, "Interactive messages". */
import { z } from 'zod';

const text = (most: number, what: string) =>
  z
    .string()
    .min(1, `131009: ${what} length invalid. Min length: 1, Max length: ${most}`)
    .max(most, `131009: ${what} length invalid. Min length: 1, Max length: ${most}`);

const body = z.strictObject({ text: text(1024, 'Body text') });
const footer = z.strictObject({ text: text(60, 'Footer text') });
const textHeader = z.strictObject({ type: z.literal('text'), text: text(60, 'Header text') });
const mediaRef = z
  .strictObject({
    id: z.string().optional(),
    link: z.url({ protocol: /^https?$/ }).optional(),
    filename: z.string().optional(),
  })
  .refine((media) => (media.id === undefined) !== (media.link === undefined), '131009: Either id or link is required');
const header = z.discriminatedUnion('type', [
  textHeader,
  z.strictObject({ type: z.literal('image'), image: mediaRef }),
  z.strictObject({ type: z.literal('video'), video: mediaRef }),
  z.strictObject({ type: z.literal('document'), document: mediaRef }),
]);

const unique =
  <T>(of: (item: T) => string) =>
  (items: readonly T[]): boolean =>
    new Set(items.map(of)).size === items.length;
const id = (most: number) =>
  text(most, 'Id').refine((value) => value === value.trim(), '131009: An id must not begin or end with a space');

const replyButton = z.strictObject({
  type: z.literal('reply'),
  reply: z.strictObject({ id: id(256), title: text(20, 'Button title') }),
});
type Reply = z.infer<typeof replyButton>;
const buttons = z.strictObject({
  type: z.literal('button'),
  ...{ header: header.optional(), body, footer: footer.optional() },
  action: z.strictObject({
    buttons: z
      .array(replyButton)
      .min(1, '131009: Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: 3')
      .max(3, '131009: Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: 3')
      .refine(
        unique(({ reply }: Reply) => reply.title),
        '131009: Duplicated title for some buttons',
      )
      .refine(
        unique(({ reply }: Reply) => reply.id),
        '131009: Duplicated id for some buttons',
      ),
  }),
});

const row = z.strictObject({
  id: id(200),
  title: text(24, 'Row title'),
  description: z.string().max(72, '131009: Row description is too long. Max length is 72').optional(),
});
const section = z.strictObject({
  title: z.string().max(24, '131009: Section title is too long. Max length is 24').optional(),
  rows: z.array(row).min(1, '131009: A section needs a row'),
});
const list = z.strictObject({
  type: z.literal('list'),
  ...{ header: textHeader.optional(), body, footer: footer.optional() },
  action: z.strictObject({
    button: text(20, 'Button label'),
    sections: z
      .array(section)
      .min(1, '131009: Invalid sections count. Min allowed sections: 1')
      .max(10, '131009: Invalid sections count. Max allowed sections: 10')
      .refine(
        (all) => all.reduce((sum, one) => sum + one.rows.length, 0) <= 10,
        '131009: Total row count exceed max allowed count: 10',
      )
      .refine((all) => all.length === 1 || all.every((one) => one.title), '131009: Section title is required')
      .refine(
        (all) => unique((one: { id: string }) => one.id)(all.flatMap((one) => one.rows)),
        '131009: Duplicated row id',
      ),
  }),
});

const link = z.strictObject({
  type: z.literal('cta_url'),
  ...{ header: header.optional(), body, footer: footer.optional() },
  action: z.strictObject({
    name: z.literal('cta_url'),
    parameters: z.strictObject({ display_text: text(20, 'Display text'), url: z.url({ protocol: /^https?$/ }) }),
  }),
});
const askLocation = z.strictObject({
  type: z.literal('location_request_message'),
  body,
  action: z.strictObject({ name: z.literal('send_location') }),
});
/** Both names are seen in Meta's texts of 2026. */
const askNumber = (type: 'contact_request' | 'request_contact_info') =>
  z.strictObject({ type: z.literal(type), body, action: z.strictObject({ name: z.literal('request_contact_info') }) });
const flow = z.strictObject({
  type: z.literal('flow'),
  ...{ header: header.optional(), body, footer: footer.optional() },
  action: z.strictObject({
    name: z.literal('flow'),
    parameters: z
      .strictObject({
        flow_message_version: z.literal('3'),
        flow_id: z.string().optional(),
        flow_name: z.string().optional(),
        flow_cta: text(30, 'Flow cta').regex(/^\P{Extended_Pictographic}*$/u, '131009: A flow cta takes no emoji'),
        flow_token: z.string().optional(),
        mode: z.enum(['draft', 'published']).optional(),
        flow_action: z.enum(['navigate', 'data_exchange']).optional(),
        flow_action_payload: z
          .strictObject({
            screen: z.string().optional(),
            data: z
              .record(z.string(), z.unknown())
              .refine((data) => Object.keys(data).length > 0, '131009: data must not be empty')
              .optional(),
          })
          .optional(),
      })
      .refine((one) => (one.flow_id === undefined) !== (one.flow_name === undefined), '131009: flow_id or flow_name'),
  }),
});

export const interactiveShape = z.discriminatedUnion('type', [
  buttons,
  list,
  link,
  askLocation,
  askNumber('contact_request'),
  askNumber('request_contact_info'),
  flow,
]);
export type Interactive = z.infer<typeof interactiveShape>;
