/** What a template may look like when it is made. Limits: Meta, "Message templates", components and guidelines. */
import { z } from 'zod';
import { check } from '../check.ts';
import { GraphError } from '../graph-error.ts';
import type { TemplateButton, TemplateComponent } from '../sim.ts';
import { expandCode } from './auth-template.ts';
import { variablesOf } from './template-send.ts';

const label = z.string().min(1).max(25);
const button = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('QUICK_REPLY'), text: label }),
  z.strictObject({
    type: z.literal('URL'),
    text: label,
    url: z
      .string()
      .max(2000)
      .regex(/^https?:\/\//),
    example: z.union([z.string(), z.array(z.string()).length(1)]).optional(),
  }),
  z.strictObject({ type: z.literal('PHONE_NUMBER'), text: label, phone_number: z.string().min(5).max(20) }),
  z.strictObject({
    type: z.literal('COPY_CODE'),
    example: z.union([z.string().max(15), z.array(z.string().max(15)).length(1)]),
  }),
  z.strictObject({ type: z.literal('REQUEST_CONTACT_INFO'), text: label.optional() }),
]);

const namedExample = z.array(z.strictObject({ param_name: z.string(), example: z.string().min(1) }));
const component = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('HEADER'),
    format: z.enum(['TEXT', 'IMAGE', 'VIDEO', 'DOCUMENT', 'LOCATION']),
    text: z.string().min(1).max(60).optional(),
    example: z
      .strictObject({
        header_text: z.array(z.string().min(1)).optional(),
        header_text_named_params: namedExample.optional(),
        header_handle: z.array(z.string().min(1)).optional(),
      })
      .optional(),
  }),
  z.strictObject({
    type: z.literal('BODY'),
    text: z.string().min(1).max(1024),
    example: z
      .strictObject({
        body_text: z
          .array(z.array(z.string().min(1)))
          .length(1)
          .optional(),
        body_text_named_params: namedExample.optional(),
      })
      .optional(),
  }),
  z.strictObject({ type: z.literal('FOOTER'), text: z.string().min(1).max(60) }),
  z.strictObject({ type: z.literal('BUTTONS'), buttons: z.array(button).min(1).max(10) }),
]);

const creation = z.strictObject({
  name: z.string().regex(/^[a-z0-9_]{1,512}$/, '100: name may only have small letters, digits and underscores'),
  language: z.string().regex(/^[a-z]{2,3}(_[A-Z]{2})?$/),
  category: z.enum(['UTILITY', 'MARKETING', 'AUTHENTICATION']),
  parameter_format: z.enum(['POSITIONAL', 'NAMED', 'positional', 'named']).optional(),
  allow_category_change: z.boolean().optional(),
  message_send_ttl_seconds: z.number().int().min(-1).max(2_592_000).optional(),
  components: z.array(component).min(1),
});
export type TemplateCreation = z.infer<typeof creation>;

const refuse = (subcode: number, details: string): never => {
  throw new GraphError(100, { subcode, details, title: 'Invalid parameter' });
};

function examplesOf(one: TemplateComponent): number {
  const example: Record<string, unknown> = { ...one.example };
  const flat = example['header_text'] ?? example['header_text_named_params'] ?? example['body_text_named_params'];
  if (Array.isArray(flat)) return flat.length;
  const [first] = Array.isArray(example['body_text']) ? example['body_text'] : [];
  return Array.isArray(first) ? first.length : 0;
}

/** Variables: numbered from one or all named, not at the edges, not side by side, with enough words, and with samples. */
function checkVariables(one: TemplateComponent, named: boolean): void {
  const text = one.text ?? '';
  const variables = variablesOf(text);
  const where = one.type.toLowerCase();
  if (variables.length === 0) return;
  if (one.type === 'FOOTER') refuse(2388072, 'footer: a variable is not allowed here');
  if (one.type === 'HEADER' && variables.length > 1) refuse(2388072, 'header: one variable at most');
  const numbered = variables.every((name, index) => name === String(index + 1));
  if (named ? variables.some((name) => /^\d/.test(name)) : !numbered) {
    refuse(2388047, `${where}: variables must be ${named ? 'named' : 'numbered from {{1}} on'}`);
  }
  if (one.type === 'BODY' && /^\s*\{\{|\}\}\s*$/.test(text))
    refuse(2388299, "body: variables can't be at the start or end");
  if (/\}\}\s*\{\{/.test(text)) refuse(2388293, `${where}: variables side by side`);
  const words = text
    .replaceAll(/\{\{.*?\}\}/g, ' ')
    .split(/\s+/)
    .filter((word) => /\p{L}/u.test(word)).length;
  if (one.type === 'BODY' && words < variables.length * 2 + 1)
    refuse(2388293, 'body: too many variables for its length');
  if (examplesOf(one) !== variables.length) refuse(2388043, `${where}: a sample is needed for every variable`);
}

const count = (buttons: readonly TemplateButton[], type: TemplateButton['type']): number =>
  buttons.filter((one) => one.type === type).length;

function checkButtons(buttons: readonly TemplateButton[]): void {
  if (count(buttons, 'URL') > 2) refuse(2388085, 'buttons: two urls at most');
  if (count(buttons, 'PHONE_NUMBER') > 1) refuse(2388085, 'buttons: one phone number at most');
  if (count(buttons, 'COPY_CODE') > 1) refuse(2388085, 'buttons: one code at most');
  const kinds = buttons.map((one) => one.type === 'QUICK_REPLY');
  const turns = kinds.filter((kind, index) => index > 0 && kind !== kinds[index - 1]).length;
  if (turns > 1) refuse(2388085, 'buttons: quick replies must stand together');
  const labels = buttons.flatMap((one) => one.text ?? []);
  if (new Set(labels).size !== labels.length) refuse(2388085, 'buttons: two have the same text');
  for (const one of buttons) {
    const variables = variablesOf(one.url);
    if (variables.length > 1 || (variables.length === 1 && !/\{\{\w+\}\}$/.test(one.url ?? ''))) {
      refuse(2388047, 'buttons: one variable, at the end of the url');
    }
    if (variables.length === 1 && one.example === undefined) refuse(2388043, 'buttons: a sample is needed for the url');
  }
}

/** Checks a new template. Throws the `GraphError` that Meta answers with. */
export function readCreation(value: unknown): TemplateCreation {
  const code = expandCode(value);
  const made = check(creation, code ?? value);
  // Their words stand as Meta wrote them, with the code in front.
  if (code) return made;
  const types = made.components.map((one) => one.type);
  if (new Set(types).size !== types.length) refuse(2388040, 'components: one of each kind');
  if (!types.includes('BODY')) refuse(2388040, 'components: a body is required');
  const named = made.parameter_format?.toUpperCase() === 'NAMED';
  for (const one of made.components) {
    if (one.type === 'BUTTONS') checkButtons(one.buttons);
    else checkVariables(one, named);
    if (one.type !== 'HEADER') continue;
    if ((one.format === 'TEXT') !== (one.text !== undefined))
      refuse(2388040, 'header: text is for TEXT, and only for it');
    const needsSample = one.format === 'IMAGE' || one.format === 'VIDEO' || one.format === 'DOCUMENT';
    if (needsSample && !one.example?.header_handle) refuse(2388043, 'header: a sample file is needed');
  }
  return made;
}
