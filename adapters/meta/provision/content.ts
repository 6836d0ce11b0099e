/** What is declared for the channels, from `content/`: data only, checked before Meta sees it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ProvisionError } from './change.ts';

const CONTENT = join(import.meta.dirname, '..', '..', '..', 'content');
const short = (most: number) => z.string().trim().min(1).max(most);
const payload = z.string().min(1).max(1_000);

/** Limits: WhatsApp Cloud API, "Business profile" and "Conversational components". */
const whatsappSchema = z.strictObject({
  profile: z.strictObject({
    about: short(139),
    description: short(512),
    address: short(256).optional(),
    email: z.email().max(128).optional(),
    vertical: z.enum(['GOVT', 'HEALTH', 'NONPROFIT', 'OTHER']),
  }),
  commands: z
    .array(z.strictObject({ command_name: z.string().regex(/^[^\s/]{1,32}$/), command_description: short(256) }))
    .max(30),
  prompts: z.array(short(80)).max(4),
});
export type WhatsappContent = z.infer<typeof whatsappSchema>;

const hasDefault = (all: readonly { locale: string }[]): boolean => all.some(({ locale }) => locale === 'default');
const locale = z.string().regex(/^(?:default|[a-z]{2}_[A-Z]{2})$/);

/** Limits: Messenger Platform, "Messenger profile". */
const messengerSchema = z.strictObject({
  get_started: z.strictObject({ payload }),
  greeting: z.array(z.strictObject({ locale, text: short(160) })).refine(hasDefault),
  persistent_menu: z
    .array(
      z.strictObject({
        locale,
        call_to_actions: z
          .array(z.strictObject({ type: z.literal('postback'), title: short(30), payload }))
          .min(1)
          .max(20),
      }),
    )
    .refine(hasDefault),
  ice_breakers: z
    .array(
      z.strictObject({
        locale,
        call_to_actions: z
          .array(z.strictObject({ question: short(80), payload }))
          .min(1)
          .max(4),
      }),
    )
    .refine(hasDefault),
});
export type MessengerContent = z.infer<typeof messengerSchema>;

const button = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('QUICK_REPLY'), text: short(25) }),
  z.strictObject({
    type: z.literal('URL'),
    text: short(25),
    url: z.string().max(2_000),
    example: z.string().optional(),
  }),
  z.strictObject({ type: z.literal('PHONE_NUMBER'), text: short(25), phone_number: z.string().regex(/^\+?\d{3,20}$/) }),
]);

export const variablesOf = (text: string): string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '');

/** §1.11: no variable at the edges or beside another, a sample for each, enough words around them. */
function checkBody({ body, samples }: { body: string; samples: Readonly<Record<string, string>> }): boolean {
  const variables = variablesOf(body);
  if (new Set(variables).size !== variables.length) return false;
  if (/^\s*\{\{|\}\}\s*$|\}\}\s*\{\{/.test(body)) return false;
  const words = body
    .replaceAll(/\{\{\w+\}\}/g, ' ')
    .split(/\s+/)
    .filter((word) => /\p{L}/u.test(word)).length;
  if (words < variables.length * 2 + 1) return false;
  return variables.every((name) => samples[name]) && Object.keys(samples).length === variables.length;
}

const words = z
  .strictObject({
    header: short(60).optional(),
    body: short(1_024),
    samples: z.record(z.string().regex(/^[a-z][a-z0-9_]*$/), short(100)),
    footer: short(60).optional(),
    buttons: z.array(button).max(10).optional(),
  })
  .refine(checkBody, { error: 'body: a sample for every variable, none at an edge or beside another, enough words' });
const LANGUAGE = /^[a-z]{2,3}(?:_[A-Z]{2})?$/;
const name = z.string().regex(/^[a-z0-9_]{1,512}$/);

const templateSchema = z.discriminatedUnion('category', [
  z.strictObject({
    name,
    category: z.enum(['UTILITY', 'MARKETING']),
    /** What it is for, for whoever reads the file. */
    about: short(300),
    languages: z.record(z.string().regex(LANGUAGE), words),
  }),
  // The words of codes are Meta's own: only how long one is good, and the button, are ours to say.
  z.strictObject({
    name,
    category: z.literal('AUTHENTICATION'),
    about: short(300),
    minutes: z.int().min(1).max(90),
    languages: z.record(z.string().regex(LANGUAGE), z.strictObject({ button: short(25) })),
  }),
]);
export type TemplateContent = z.infer<typeof templateSchema>;

function read<T>(schema: z.ZodType<T>, path: string): T {
  const parsed = schema.safeParse(JSON.parse(readFileSync(join(CONTENT, path), 'utf8')));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ProvisionError(`content/${path}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? 'is wrong'}`);
}

export const readWhatsappContent = (): WhatsappContent => read(whatsappSchema, 'channels/whatsapp.json');
export const readMessengerContent = (): MessengerContent => read(messengerSchema, 'channels/messenger.json');

/** Every file of `content/templates`, by name. Throws `ProvisionError` naming the file and what is wrong in it. */
export function readTemplates(): readonly TemplateContent[] {
  const files = readdirSync(join(CONTENT, 'templates')).filter((file) => file.endsWith('.json'));
  return files.sort().map((file) => read(templateSchema, `templates/${file}`));
}
