import { GraphError } from '../graph-error.ts';
import type { Button } from '../phone.ts';
import type { Template, TemplateButton, TemplateComponent } from '../sim.ts';
import type { Parameter, TemplateMessage } from './template-shape.ts';

/** A template with its parameters filled in, as the phone shows it. */
export interface Hydrated {
  readonly header?: string | undefined;
  readonly body: string;
  readonly footer?: string | undefined;
  readonly buttons: readonly Button[];
  readonly media?:
    | { readonly id?: string | undefined; readonly link?: string | undefined; readonly filename?: string | undefined }
    | undefined;
  readonly mediaType?: 'image' | 'video' | 'document' | undefined;
}

const LIMITS = { HEADER: 60, BODY: 1024, FOOTER: 60, BUTTONS: 2000 } as const;
const VARIABLE = /\{\{\s*([a-z0-9_]+)\s*\}\}/g;

/** Names of the variables in a text, each once, in order. */
export const variablesOf = (text: string | undefined): string[] => [
  ...new Set([...(text ?? '').matchAll(VARIABLE)].map((match) => match[1] ?? '')),
];

function textOf(parameter: Parameter): string {
  if (parameter.type === 'text') return parameter.text;
  if (parameter.type === 'currency') return parameter.currency.fallback_value;
  if (parameter.type === 'date_time') return parameter.date_time.fallback_value;
  throw new GraphError(132012, { details: `A ${parameter.type} parameter does not fit here` });
}

const nameOf = (parameter: Parameter): string | undefined =>
  'parameter_name' in parameter ? parameter.parameter_name : undefined;

/** Puts values in place of variables. Throws 132000 for another number, 132012 for another kind, 132005 for too long. */
function fill(template: Template, { text = '', type }: TemplateComponent, parameters: readonly Parameter[]): string {
  const variables = variablesOf(text);
  if (parameters.length !== variables.length) {
    throw new GraphError(132000, {
      details: `${type.toLowerCase()}: number of localizable_params (${parameters.length}) does not match the expected number of params (${variables.length})`,
    });
  }
  const values = new Map<string, string>();
  parameters.forEach((parameter, index) => {
    const name = nameOf(parameter);
    if ((name !== undefined) !== (template.format === 'NAMED')) {
      throw new GraphError(132012, {
        details: `${type.toLowerCase()}: parameter_name is for named templates, and only for them`,
      });
    }
    const key = name ?? String(index + 1);
    if (!variables.includes(key))
      throw new GraphError(132000, { details: `Parameter name ${key} is not in the template` });
    const value = textOf(parameter);
    if (value === '') throw new GraphError(131008, { details: `Parameter of type text is missing text value` });
    if (/[\n\r\t]| {5,}/.test(value)) {
      throw new GraphError(132012, {
        details: 'Param text cannot have new-line/tab characters or more than 4 consecutive spaces',
      });
    }
    values.set(key, value);
  });
  const filled = text.replaceAll(VARIABLE, (_all, name: string) => values.get(name) ?? '');
  if (filled.length > LIMITS[type]) throw new GraphError(132005, { details: `${type.toLowerCase()} is too long` });
  return filled;
}

type Sent = NonNullable<TemplateMessage['components']>[number];
type SentButton = Extract<Sent, { type: 'button' }>;

const OTP_LINK = 'https://www.whatsapp.com/otp/';

const KINDS: Readonly<Record<string, TemplateButton['type']>> = {
  quick_reply: 'QUICK_REPLY',
  url: 'URL',
  copy_code: 'COPY_CODE',
};

function button(one: TemplateButton, sent: SentButton | undefined): Button {
  const title = one.text ?? 'Salin kode';
  const [parameter] = sent?.parameters ?? [];
  if (one.type === 'QUICK_REPLY') {
    if (parameter && parameter.type !== 'payload')
      throw new GraphError(132012, { details: 'A quick reply takes a payload' });
    return { kind: 'template', title, payload: parameter?.payload ?? title };
  }
  if (one.type === 'URL') {
    const needs = variablesOf(one.url).length > 0;
    if (needs !== (parameter !== undefined)) throw new GraphError(132000, { details: 'button: url parameter' });
    if (parameter && (parameter.type !== 'text' || parameter.text === '')) {
      throw new GraphError(132012, { details: 'A url button takes a text' });
    }
    const value = parameter?.type === 'text' ? parameter.text : '';
    // To whoever sends it the button of a code is a link; on the phone it copies.
    if (one.url?.startsWith(OTP_LINK)) return { kind: 'copy', title, payload: value };
    return { kind: 'url', title, url: (one.url ?? '').replace(VARIABLE, value) };
  }
  if (one.type === 'COPY_CODE') {
    if (parameter?.type !== 'coupon_code')
      throw new GraphError(132012, { details: 'A copy code button takes a coupon_code' });
    return { kind: 'copy', title, payload: parameter.coupon_code };
  }
  if (parameter) throw new GraphError(132000, { details: 'This button takes no parameter' });
  if (one.type === 'REQUEST_CONTACT_INFO') return { kind: 'contact', title };
  return { kind: 'call', title, payload: one.phone_number ?? '' };
}

function buttonsOf(template: Template, sent: readonly SentButton[]): Button[] {
  const declared = template.components.find((one) => one.type === 'BUTTONS')?.buttons ?? [];
  const byIndex = new Map<number, SentButton>();
  for (const one of sent) {
    const index = Number(one.index);
    const there = declared[index];
    if (!there || KINDS[one.sub_type] !== there.type) {
      throw new GraphError(132012, { details: `button: no ${one.sub_type} button at index ${index}` });
    }
    if (byIndex.has(index)) throw new GraphError(132012, { details: `button: index ${index} twice` });
    byIndex.set(index, one);
  }
  return declared.map((one, index) => button(one, byIndex.get(index)));
}

function headerOf(template: Template, sent: readonly Parameter[]): Pick<Hydrated, 'header' | 'media' | 'mediaType'> {
  const declared = template.components.find((one) => one.type === 'HEADER');
  if (!declared) {
    if (sent.length > 0) throw new GraphError(132000, { details: 'header: the template has none' });
    return {};
  }
  if (declared.format === undefined || declared.format === 'TEXT') return { header: fill(template, declared, sent) };
  const [parameter] = sent;
  const type = declared.format.toLowerCase();
  if (parameter?.type !== type) throw new GraphError(132012, { details: `header: expected ${declared.format}` });
  if (parameter.type === 'image') return { media: parameter.image, mediaType: 'image' };
  if (parameter.type === 'video') return { media: parameter.video, mediaType: 'video' };
  if (parameter.type === 'document') return { media: parameter.document, mediaType: 'document' };
  return parameter.type === 'location' ? { header: parameter.location.name ?? 'Lokasi' } : {};
}

/** Fills an approved template. Throws the `GraphError` that Meta answers with when the parameters do not fit it. */
export function hydrate(template: Template, message: TemplateMessage): Hydrated {
  const sent = message.components ?? [];
  const of = (type: 'header' | 'body'): readonly Parameter[] => {
    const all = sent.filter((one) => one.type === type);
    if (all.length > 1) throw new GraphError(132012, { details: `${type}: twice` });
    return all[0]?.parameters ?? [];
  };
  const declaredBody = template.components.find((one) => one.type === 'BODY');
  return {
    ...headerOf(template, of('header')),
    body: declaredBody ? fill(template, declaredBody, of('body')) : '',
    footer: template.components.find((one) => one.type === 'FOOTER')?.text,
    buttons: buttonsOf(
      template,
      sent.filter((one) => one.type === 'button'),
    ),
  };
}
