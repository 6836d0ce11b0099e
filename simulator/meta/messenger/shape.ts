/** What Messenger's Send API takes, and nothing beside. Limits: Meta, Messenger Platform, "Send API" and templates. */
import { z } from 'zod';

const short = (most: number) => z.string().min(1).max(most);
const payload = short(1000);
const url = z.url({ protocol: /^https?$/ });

const button = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('web_url'),
    ...{ title: short(20), url, webview_height_ratio: z.enum(['compact', 'tall', 'full']).optional() },
  }),
  z.strictObject({ type: z.literal('postback'), title: short(20), payload }),
  z.strictObject({ type: z.literal('phone_number'), title: short(20), payload: z.string().regex(/^\+\d{6,15}$/) }),
  z.strictObject({ type: z.literal('account_link'), url }),
]);
export type MessengerButton = z.infer<typeof button>;

const element = z
  .strictObject({
    title: short(80),
    subtitle: short(80).optional(),
    image_url: url.optional(),
    default_action: z.strictObject({ type: z.literal('web_url'), url }).optional(),
    buttons: z.array(button).min(1).max(3).optional(),
  })
  .refine((one) => Object.keys(one).length > 1, '100: An element needs a title and one more property');

const template = z.discriminatedUnion('template_type', [
  z.strictObject({
    template_type: z.literal('generic'),
    elements: z.array(element).min(1).max(10),
    image_aspect_ratio: z.enum(['horizontal', 'square']).optional(),
  }),
  z.strictObject({ template_type: z.literal('button'), text: short(640), buttons: z.array(button).min(1).max(3) }),
]);

const file = z
  .strictObject({ url: url.optional(), attachment_id: z.string().optional(), is_reusable: z.boolean().optional() })
  .refine((one) => (one.url === undefined) !== (one.attachment_id === undefined), '100: Either url or attachment_id');
export const attachmentShape = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('template'), payload: template }),
  z.strictObject({ type: z.enum(['image', 'audio', 'video', 'file']), payload: file }),
]);

const quickReply = z.discriminatedUnion('content_type', [
  // Longer titles are cut, not refused.
  z.strictObject({ content_type: z.literal('text'), title: z.string().min(1), payload, image_url: url.optional() }),
  z.strictObject({ content_type: z.literal('user_phone_number') }),
  z.strictObject({ content_type: z.literal('user_email') }),
]);

const filled = z.strictObject({ type: z.literal('text'), text: z.string(), parameter_name: z.string().optional() });
const utility = z.strictObject({
  name: z.string(),
  language: z.strictObject({ code: z.string() }),
  components: z
    .array(
      z.discriminatedUnion('type', [
        z.strictObject({ type: z.literal('header'), parameters: z.array(filled).length(1) }),
        z.strictObject({ type: z.literal('body'), parameters: z.array(filled).min(1) }),
        // All in one, in the order of the template's buttons: an `index` is refused.
        z.strictObject({
          type: z.literal('buttons'),
          parameters: z
            .array(
              z.discriminatedUnion('type', [
                z.strictObject({ type: z.literal('POSTBACK'), payload }),
                z.strictObject({ type: z.literal('URL'), url: z.string().min(1) }),
              ]),
            )
            .min(1)
            .max(3),
        }),
      ]),
    )
    .optional(),
});

const message = z
  .strictObject({
    text: short(2000).optional(),
    attachment: attachmentShape.optional(),
    quick_replies: z.array(quickReply).min(1).max(13).optional(),
    metadata: z.string().max(1000).optional(),
    sticker_id: z.number().optional(),
    template: utility.optional(),
  })
  .refine(
    (one) => [one.text, one.attachment, one.sticker_id, one.template].filter((part) => part !== undefined).length === 1,
    '100: Exactly one of text, attachment, sticker_id and template',
  );

export const sendShape = z.strictObject({
  recipient: z.strictObject({
    id: z.string().optional(),
    user_ref: z.string().optional(),
    comment_id: z.string().optional(),
    post_id: z.string().optional(),
    notification_messages_token: z.string().optional(),
  }),
  messaging_type: z.enum(['RESPONSE', 'UPDATE', 'MESSAGE_TAG', 'UTILITY']).optional(),
  tag: z.string().optional(),
  notification_type: z.enum(['REGULAR', 'SILENT_PUSH', 'NO_PUSH']).optional(),
  reply_to: z.strictObject({ mid: z.string() }).optional(),
  message: message.optional(),
  sender_action: z.enum(['typing_on', 'typing_off', 'mark_seen', 'react', 'unreact']).optional(),
  payload: z.strictObject({ message_id: z.string(), reaction: z.string().optional() }).optional(),
});
export type MessengerSend = z.infer<typeof sendShape>;
export type MessengerMessage = NonNullable<MessengerSend['message']>;

const menuItem = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('postback'), title: short(30), payload }),
  z.strictObject({
    type: z.literal('web_url'),
    ...{ title: short(30), url, webview_height_ratio: z.enum(['compact', 'tall', 'full']).optional() },
  }),
]);
const hasDefault = (all: readonly { locale: string }[]): boolean => all.some((one) => one.locale === 'default');

export const profileShape = z.strictObject({
  get_started: z.strictObject({ payload }).optional(),
  greeting: z
    .array(z.strictObject({ locale: z.string(), text: short(160) }))
    .refine(hasDefault, '100: The locale default is required')
    .optional(),
  persistent_menu: z
    .array(
      z.strictObject({
        locale: z.string(),
        composer_input_disabled: z.boolean().optional(),
        call_to_actions: z.array(menuItem).min(1).max(20),
      }),
    )
    .refine(hasDefault, '100: The locale default is required')
    .optional(),
  ice_breakers: z
    .array(
      z.strictObject({
        locale: z.string().optional(),
        call_to_actions: z
          .array(z.strictObject({ question: short(80), payload }))
          .min(1)
          .max(4),
      }),
    )
    .optional(),
  commands: z
    .array(
      z.strictObject({
        locale: z.string(),
        commands: z.array(z.strictObject({ name: short(32), description: short(64) })).min(1),
      }),
    )
    .optional(),
  whitelisted_domains: z.array(url).max(50).optional(),
});
