import type { Graph } from '../graph.ts';
import { PAGE_PAYLOAD } from '../template.ts';
import { cut } from '../text.ts';
import { ask, type Body, type Change, dataOf, holds, ProvisionError } from './change.ts';
import type { MessengerContent, TemplateContent } from './content.ts';
import { type PageContent, planTemplates, type TemplateAccount } from './templates.ts';

/** What the bot must be told. `message_echoes` settles sends in doubt; `standby` and handovers keep it silent in time. */
export const FIELDS = [
  ...['messages', 'messaging_postbacks', 'messaging_optins', 'messaging_referrals', 'message_deliveries'],
  ...['message_reads', 'message_echoes', 'message_reactions', 'message_edits', 'messaging_handovers', 'standby'],
  ...['messaging_policy_enforcement', 'messaging_feedback'],
] as const;

async function planSubscription(
  graph: Graph,
  page: string,
  token: string,
  appId: string | undefined,
): Promise<Change[]> {
  const path = `/${page}/subscribed_apps`;
  const what = `subscription of page ${page}`;
  const apps = dataOf(await ask(graph, { method: 'GET', path, token }, what));
  const ours = appId === undefined ? apps : apps.filter(({ id }) => id === appId);
  const there = new Set(ours.flatMap(({ subscribed_fields: all }) => (Array.isArray(all) ? all.map(String) : [])));
  const missing = FIELDS.filter((field) => !there.has(field));
  if (missing.length === 0) return [];
  // Fields that somebody else has set stay: the call replaces the whole list.
  const body = { subscribed_fields: [...new Set([...there, ...FIELDS])] };
  const apply = async (): Promise<void> => void (await ask(graph, { method: 'POST', path, token, body }, what));
  return [{ text: `page ${page}: not subscribed to ${missing.join(', ')}`, apply }];
}

async function planProfile(graph: Graph, page: string, token: string, content: MessengerContent): Promise<Change[]> {
  const path = `/${page}/messenger_profile`;
  const what = `profile of page ${page}`;
  const keys = Object.keys(content);
  const [there = {}] = dataOf(
    await ask(graph, { method: 'GET', path: `${path}?fields=${keys.join(',')}`, token }, what),
  );
  const wanted: Body = content;
  const other = keys.filter((key) => !holds(wanted[key], there[key]));
  if (other.length === 0) return [];
  // One call for all: the menu is refused without "Get Started", and there are ten calls in ten minutes.
  const body = Object.fromEntries(keys.map((key) => [key, wanted[key]]));
  const apply = async (): Promise<void> => void (await ask(graph, { method: 'POST', path, token, body }, what));
  return [{ text: `page ${page}: ${other.join(', ')}`, apply }];
}

export interface MessengerPlace {
  readonly graph: Graph;
  /** Page id -> its token. */
  readonly pages: ReadonlyMap<string, string>;
  readonly appId: string | undefined;
  readonly content: MessengerContent;
  readonly templates: readonly TemplateContent[];
  /** How answers to templates are given: by buttons unless told. */
  readonly answers?: 'postback' | 'numbers' | undefined;
}

/** What comes before the numbered answers. */
const ANSWER_WITH: Readonly<Record<string, string>> = {
  id: 'Balas dengan nomornya:',
  en: 'Reply with its number:',
};

/** A button's title. */
const TITLE = { most: 20, unit: 'utf16' } as const;

/**
 * The utility templates as a page has them (§2.5): a body, and the quick replies as postback buttons, which are the only ones
 * that a page's template takes for an answer. Or, with `numbers`, as numbered lines in the body, which the bot understands
 * as it does everywhere. Source: Messenger Platform, "Send a utility message" (13 March 2026).
 */
export function pageTemplates(
  contents: readonly TemplateContent[],
  answers: 'postback' | 'numbers' = 'postback',
): readonly PageContent[] {
  return contents.flatMap((content): PageContent[] => {
    if (content.category !== 'UTILITY') return [];
    const languages = Object.entries(content.languages).map(([language, { body, samples, buttons = [] }]) => {
      if (buttons.length === 0) return [language, { body, samples }] as const;
      const titles = buttons.map(({ text }) => text);
      if (answers === 'postback') {
        const own = titles.map((title) => ({ type: 'POSTBACK', text: cut(title, TITLE), payload: PAGE_PAYLOAD }));
        return [language, { body, samples, buttons: own }] as const;
      }
      const lines = titles.map((title, index) => `${index + 1}. ${title}`);
      return [language, { body: [body, '', ANSWER_WITH[language] ?? '', ...lines].join('\n'), samples }] as const;
    });
    return [{ ...content, languages: Object.fromEntries(languages) }];
  });
}

/** A page without the permission for utility messages lacks nothing else by it: its notices wait for the citizen. */
async function planUtility(account: TemplateAccount, contents: readonly PageContent[]): Promise<readonly Change[]> {
  try {
    return await planTemplates(account, contents);
  } catch (error) {
    if (!(error instanceof ProvisionError)) throw error;
    return [
      { text: `${account.label}utility templates left alone (permission page_utility_messaging?): ${error.message}` },
    ];
  }
}

/** What the pages lack. Rejects with `ProvisionError`. */
export async function planMessenger(place: MessengerPlace): Promise<readonly Change[]> {
  const { graph, pages, appId, content } = place;
  const templates = pageTemplates(place.templates, place.answers);
  const changes: Change[] = [];
  for (const [page, token] of pages) {
    changes.push(...(await planSubscription(graph, page, token, appId)));
    changes.push(...(await planProfile(graph, page, token, content)));
    changes.push(...(await planUtility({ graph, id: page, token, label: `page ${page}: ` }, templates)));
  }
  return changes;
}
