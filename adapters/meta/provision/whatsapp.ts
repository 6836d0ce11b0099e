import type { Graph } from '../graph.ts';
import { ask, type Body, type Change, dataOf, holds } from './change.ts';
import type { TemplateContent, WhatsappContent } from './content.ts';
import { planTemplates } from './templates.ts';

export interface WhatsappPlace {
  readonly graph: Graph;
  /** Phone number id -> its token. */
  readonly senders: ReadonlyMap<string, string>;
  /** WhatsApp business account; without it subscriptions and templates are left alone. */
  readonly account: string | undefined;
  /** Shown in the profile when citizens can open it. */
  readonly publicUrl: string | undefined;
  readonly content: WhatsappContent;
  readonly templates: readonly TemplateContent[];
}

async function planSubscription(graph: Graph, account: string, token: string): Promise<Change[]> {
  const path = `/${account}/subscribed_apps`;
  const what = 'subscription of the WhatsApp account';
  const body = await ask(graph, { method: 'GET', path, token }, what);
  if (dataOf(body).length > 0) return [];
  const apply = async (): Promise<void> => void (await ask(graph, { method: 'POST', path, token }, what));
  return [{ text: 'WhatsApp account: no app is subscribed, so nothing is delivered', apply }];
}

/** Fields of `declared` that are not so. */
function unlike(declared: Body, there: Body): string[] {
  return Object.keys(declared).filter((key) => !holds(declared[key], there[key]));
}

async function planProfile({ graph, content, publicUrl }: WhatsappPlace, id: string, token: string): Promise<Change[]> {
  const websites = publicUrl?.startsWith('https://') ? { websites: [`${publicUrl}/`] } : {};
  const wanted: Body = { ...content.profile, ...websites };
  const path = `/${id}/whatsapp_business_profile`;
  const what = 'WhatsApp profile';
  const fields = Object.keys(wanted).join(',');
  const [there = {}] = dataOf(await ask(graph, { method: 'GET', path: `${path}?fields=${fields}`, token }, what));
  const other = unlike(wanted, there);
  if (other.length === 0) return [];
  const body = { messaging_product: 'whatsapp', ...wanted };
  const apply = async (): Promise<void> => void (await ask(graph, { method: 'POST', path, token, body }, what));
  return [{ text: `WhatsApp profile of ${id}: ${other.join(', ')}`, apply }];
}

async function planAutomation({ graph, content }: WhatsappPlace, id: string, token: string): Promise<Change[]> {
  const { commands, prompts } = content;
  const wanted: Body = { commands, prompts };
  const what = 'WhatsApp commands and ice breakers';
  const path = `/${id}?fields=conversational_automation`;
  const read = await ask(graph, { method: 'GET', path, token }, what);
  const other = unlike(wanted, (read['conversational_automation'] ?? {}) as Body);
  if (other.length === 0) return [];
  const call = { method: 'POST', path: `/${id}/conversational_automation`, token, body: wanted } as const;
  const names = other.map((key) => (key === 'prompts' ? 'ice breakers' : key));
  return [{ text: `WhatsApp ${names.join(' and ')} of ${id}`, apply: async () => void (await ask(graph, call, what)) }];
}

/** What the numbers and their account lack. Rejects with `ProvisionError`. */
export async function planWhatsapp(place: WhatsappPlace): Promise<readonly Change[]> {
  const { graph, senders, account, templates } = place;
  const changes: Change[] = [];
  const [token = ''] = senders.values();
  if (account !== undefined) changes.push(...(await planSubscription(graph, account, token)));
  for (const [id, own] of senders) {
    changes.push(...(await planProfile(place, id, own)), ...(await planAutomation(place, id, own)));
  }
  if (account !== undefined) changes.push(...(await planTemplates({ graph, id: account, token }, templates)));
  return changes;
}
