import type { Graph } from '../graph.ts';
import { ask, type Body, type Change, dataOf, holds } from './change.ts';
import { type TemplateContent, variablesOf } from './content.ts';

/** One template in one language, as it is created. */
export interface Declared {
  readonly name: string;
  readonly language: string;
  readonly category: string;
  readonly parameter_format?: 'NAMED';
  readonly components: readonly Body[];
}

type Written = Extract<TemplateContent, { readonly category: 'UTILITY' | 'MARKETING' }>;
type Words = Omit<Written['languages'][string], 'buttons'> & { readonly buttons?: readonly Body[] | undefined };

/** A template of a page: its buttons are others than WhatsApp's. */
export type PageContent = Omit<Written, 'languages'> & { readonly languages: Readonly<Record<string, Words>> };

function componentsOf({ header, body, samples, footer, buttons = [] }: Words): Body[] {
  const named = variablesOf(body).map((param_name) => ({ param_name, example: samples[param_name] ?? '' }));
  return [
    ...(header === undefined ? [] : [{ type: 'HEADER', format: 'TEXT', text: header }]),
    { type: 'BODY', text: body, ...(named.length === 0 ? {} : { example: { body_text_named_params: named } }) },
    ...(footer === undefined ? [] : [{ type: 'FOOTER', text: footer }]),
    ...(buttons.length === 0 ? [] : [{ type: 'BUTTONS', buttons }]),
  ];
}

function codeComponents(minutes: number, button: string): Body[] {
  return [
    { type: 'BODY', add_security_recommendation: true },
    { type: 'FOOTER', code_expiration_minutes: minutes },
    { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE', text: button }] },
  ];
}

/** Every template in every language, as the Graph API takes it. */
export function declaredOf(contents: readonly (TemplateContent | PageContent)[]): readonly Declared[] {
  return contents.flatMap((content): Declared[] => {
    const { name, category } = content;
    if (content.category === 'AUTHENTICATION')
      return Object.entries(content.languages).map(([language, { button }]) => {
        return { name, language, category, components: codeComponents(content.minutes, button) };
      });
    return Object.entries(content.languages).map(([language, words]) => {
      return { name, language, category, parameter_format: 'NAMED', components: componentsOf(words) };
    });
  });
}

/**
 * Without samples and payloads: Meta does not always give them back. Authentication: its words are Meta's, so being there is
 * enough.
 */
function comparable({ category, components }: Declared): readonly Body[] {
  if (category === 'AUTHENTICATION') return [];
  return components.map(({ example: _example, buttons, ...rest }) => {
    if (!Array.isArray(buttons)) return rest;
    return { ...rest, buttons: buttons.map(({ payload: _payload, ...button }: Body) => button) };
  });
}

function isSame(declared: Declared, there: Body): boolean {
  const wanted = comparable(declared);
  if (wanted.length === 0) return true;
  const { components } = there;
  return Array.isArray(components) && components.length === wanted.length && holds(wanted, components);
}

/** Whose templates they are: a WhatsApp business account, or a page. */
export interface TemplateAccount {
  readonly graph: Graph;
  readonly id: string;
  readonly token: string;
  /** Put before what is said of them. */
  readonly label?: string;
}

/** Pages of a list that are read: far more templates than an account may have. */
const PAGES_MOST = 100;

/** Every template there is, ours or not. Rejects with `ProvisionError`. */
export async function listTemplates({ graph, id, token }: TemplateAccount): Promise<readonly Body[]> {
  const all: Body[] = [];
  let after = '';
  for (let pages = 0; pages < PAGES_MOST; pages += 1) {
    const path = `/${id}/message_templates?fields=name,language,status,category,components&limit=100${after}`;
    const body = await ask(graph, { method: 'GET', path, token }, 'reading templates');
    all.push(...dataOf(body));
    const { next, cursors } = (body['paging'] ?? {}) as { next?: unknown; cursors?: { after?: unknown } };
    if (next === undefined || typeof cursors?.after !== 'string') break;
    after = `&after=${encodeURIComponent(cursors.after)}`;
  }
  return all;
}

/** States in which a template may not be edited, and what there is to do. */
const STUCK: Readonly<Record<string, string>> = {
  PENDING: 'is being reviewed with other words: run this again when Meta is done',
  DISABLED: 'was disabled by Meta: give it another name',
};

function changeOf(account: TemplateAccount, declared: Declared, there: Body | undefined): Change[] {
  const { graph, id, token, label = '' } = account;
  const { name, language, components } = declared;
  const what = `${label}template ${name} (${language})`;
  const post = (path: string, body: object) => async (): Promise<void> => {
    await ask(graph, { method: 'POST', path, token, body }, what);
  };
  if (!there) return [{ text: `${what}: missing`, apply: post(`/${id}/message_templates`, declared) }];
  const status = String(there['status']);
  if (isSame(declared, there))
    return status === 'REJECTED' ? [{ text: `${what}: rejected by Meta; change its words` }] : [];
  const stuck = STUCK[status];
  if (stuck !== undefined) return [{ text: `${what}: ${stuck}` }];
  return [{ text: `${what}: other words or buttons`, apply: post(`/${String(there['id'])}`, { components }) }];
}

/** What the account's templates lack. Templates of others are left alone. */
export async function planTemplates(
  account: TemplateAccount,
  contents: readonly (TemplateContent | PageContent)[],
): Promise<readonly Change[]> {
  const listed = await listTemplates(account);
  return declaredOf(contents).flatMap((declared) => {
    const there = listed.find(({ name, language }) => name === declared.name && language === declared.language);
    return changeOf(account, declared, there);
  });
}
