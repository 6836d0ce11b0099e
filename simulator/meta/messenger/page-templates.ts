/**
 * Utility templates of a page: what differs from WhatsApp's. Source: Messenger Platform, "Send a utility message" (13 March
 * 2026), "Use a template with customizable postback button"; subcodes as seen by those who send them.
 */
import { z } from 'zod';
import { checkPage } from '../check.ts';
import { GraphError } from '../graph-error.ts';
import type { Button } from '../phone.ts';
import type { Template, TemplateComponent } from '../sim.ts';
import { readCreation } from '../whatsapp/template-rules.ts';
import { type Hydrated, hydrate, variablesOf } from '../whatsapp/template-send.ts';
import type { MessengerMessage } from './shape.ts';

const label = z.string().min(1).max(20);
const declared = z.strictObject({
  type: z.literal('BUTTONS'),
  buttons: z
    .array(
      z.discriminatedUnion('type', [
        // No sample: what a payload is filled with is not for the reviewers.
        z.strictObject({ type: z.literal('POSTBACK'), text: label, payload: z.string().min(1).max(1_000) }),
        z.strictObject({
          type: z.literal('URL'),
          text: label,
          url: z.url({ protocol: /^https?$/ }),
          example: z.strictObject({ url_suffix_example: z.string() }).optional(),
        }),
        z.strictObject({ type: z.literal('PHONE_NUMBER'), text: label, phone_number: z.string().min(5).max(20) }),
      ]),
    )
    .min(1)
    .max(3),
});

const isButtons = (one: unknown): one is { buttons?: unknown } =>
  typeof one === 'object' && one !== null && 'type' in one && one.type === 'BUTTONS';

/** What a page's template is made of. */
export interface PageCreation extends Omit<ReturnType<typeof readCreation>, 'components'> {
  readonly components: readonly TemplateComponent[];
}

/** Checks a new template of a page. Throws the `GraphError` that Meta answers with. */
export function readPageCreation(value: unknown): PageCreation {
  const all: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'components') : undefined;
  const components: readonly unknown[] = Array.isArray(all) ? all : [];
  const words = components.filter((one) => !isButtons(one));
  const made = readCreation({ ...(value as object), components: words });
  if (made.category !== 'UTILITY') throw new GraphError(100, { title: 'Pages have templates of category UTILITY' });
  const buttons = components.filter(isButtons);
  if (buttons.length > 1) throw new GraphError(100, { title: 'components: one of each kind' });
  const quick = buttons.some(
    ({ buttons: list }) => Array.isArray(list) && list.some((one: { type?: unknown }) => one?.type === 'QUICK_REPLY'),
  );
  if (quick) throw new GraphError(100, { subcode: 2018416, title: 'Message Template Creation Failed' });
  return { ...made, components: [...made.components, ...buttons.map((one) => checkPage(declared, one))] };
}

type Parameters = Extract<
  NonNullable<NonNullable<MessengerMessage['template']>['components']>[number],
  { type: 'buttons' }
>['parameters'];

/** The buttons with their parameters, which stand in the order of the buttons and are never fewer. */
function buttonsOf(template: Template, parameters: Parameters): Button[] {
  const buttons = template.components.find((one) => one.type === 'BUTTONS')?.buttons ?? [];
  const open = buttons.filter(({ payload, url }) => variablesOf(payload ?? url).length > 0);
  if (parameters.length < open.length)
    throw new GraphError(100, { subcode: 1893029, title: 'User pass less payload than required for POSTBACK button' });
  if (parameters.length > open.length) throw new GraphError(100, { title: 'More button parameters than buttons' });
  return buttons.map((one): Button => {
    const title = one.text ?? '';
    const given = parameters[open.indexOf(one)];
    const fill = (text = '', by = ''): string => text.replace(/\{\{\s*\w+\s*\}\}/, () => by);
    if (given && given.type !== one.type) throw new GraphError(100, { title: `buttons: expected ${one.type}` });
    if (one.type === 'POSTBACK')
      return {
        kind: 'postback',
        title,
        payload: fill(one.payload, given?.type === 'POSTBACK' ? given.payload : undefined),
      };
    if (one.type === 'URL')
      return { kind: 'url', title, url: fill(one.url, given?.type === 'URL' ? given.url : undefined) };
    return { kind: 'call', title, payload: one.phone_number ?? '' };
  });
}

/** An approved template of a page with its parameters, as the phone shows it. */
export function hydratePage(template: Template, message: NonNullable<MessengerMessage['template']>): Hydrated {
  const { name, language, components = [] } = message;
  const words = components.flatMap(({ type, parameters }) => (type === 'buttons' ? [] : [{ type, parameters }]));
  const sent = components.flatMap((one) => (one.type === 'buttons' ? [one.parameters] : []));
  if (sent.length > 1) throw new GraphError(100, { title: 'components: buttons twice' });
  const plain = { ...template, components: template.components.filter(({ type }) => type !== 'BUTTONS') };
  return { ...hydrate(plain, { name, language, components: words }), buttons: buttonsOf(template, sent[0] ?? []) };
}
