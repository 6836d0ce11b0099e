import { GraphError } from '../graph-error.ts';
import { type PageCreation, readPageCreation } from '../messenger/page-templates.ts';
import { readJson } from '../read-json.ts';
import type { GraphAnswer, GraphRequest, Sim, Template } from '../sim.ts';
import { setCategory, setStatus } from './events.ts';
import { readCreation, type TemplateCreation } from './template-rules.ts';

/** Words by which a review finds marketing in what calls itself utility. */
const PROMOTION = /\b(diskon|promo|gratis|hadiah|bonus|beli|penawaran|discount|offer|free gift|sale)\b/i;
/** Words by which a review rejects: what no business may ask for in a message. */
const FORBIDDEN = /\b(kata sandi|password|pin atm|nomor kartu kredit)\b/i;
const MOST = 250;

type Creation = TemplateCreation | PageCreation;

/** Pages have rules of their own. */
const readFor = (sim: Sim, account: string, value: unknown): Creation =>
  sim.messenger.pages.some(({ pageId }) => pageId === account) ? readPageCreation(value) : readCreation(value);

const keyOf = (one: Pick<Template, 'account' | 'name' | 'language'>): string =>
  `${one.account} ${one.name} ${one.language}`;

const shown = (one: Template): object => ({
  ...{ id: one.id, name: one.name, language: one.language, status: one.status, category: one.category },
  parameter_format: one.format,
  quality_score: { score: one.quality },
  components: one.components,
});

/** What the reviewers say after a while. */
function review(sim: Sim, template: Template, mayChange: boolean): void {
  sim.timers.after(sim.settings.reviewMs, () => {
    if (template.status !== 'PENDING') return;
    const text = template.components.map((one) => one.text ?? '').join(' ');
    if (FORBIDDEN.test(text)) return setStatus(sim, template, 'REJECTED');
    if (template.category === 'UTILITY' && PROMOTION.test(text)) {
      if (!mayChange) return setStatus(sim, template, 'REJECTED');
      setCategory(sim, template, 'MARKETING');
    }
    setStatus(sim, template, 'APPROVED');
  });
}

/** Adds a template as if it had been made; for the API and for tests. `approved` leaves the review out. */
export function addTemplate(sim: Sim, account: string, made: Creation, approved: boolean): Template {
  const template: Template = {
    ...{ id: `9${sim.random.digits(14)}`, account, name: made.name, language: made.language, category: made.category },
    status: approved ? 'APPROVED' : 'PENDING',
    quality: 'UNKNOWN',
    format: made.parameter_format?.toUpperCase() === 'NAMED' ? 'NAMED' : 'POSITIONAL',
    components: made.components,
    ...{ reports: 0, sent: 0, pauses: 0 },
  };
  sim.templates.set(keyOf(template), template);
  if (!approved) review(sim, template, made.allow_category_change !== false);
  return template;
}

function create(sim: Sim, account: string, request: GraphRequest): GraphAnswer {
  const made = readFor(sim, account, readJson(request));
  if (sim.templates.has(keyOf({ account, ...made }))) {
    const details = 'There is already content in this language for this template';
    throw new GraphError(100, { subcode: 2388024, title: 'Invalid parameter', details });
  }
  if (listed(sim, account).length >= MOST)
    throw new GraphError(100, { subcode: 2388019, title: 'Message template limit exceeded' });
  const { id, status, category } = addTemplate(sim, account, made, false);
  return { status: 200, body: { id, status, category } };
}

const listed = (sim: Sim, account: string): Template[] =>
  [...sim.templates.values()].filter((one) => one.account === account);

/** A page of templates, with Graph's cursors. */
function list(sim: Sim, account: string, { query }: GraphRequest): GraphAnswer {
  const [name, status, limit] = ['name', 'status', 'limit'].map((key) => query.get(key));
  const fits = listed(sim, account).filter((one) => (!name || one.name === name) && (!status || one.status === status));
  const size = Math.min(100, Math.max(1, Number(limit ?? 25) || 25));
  const from = Number(Buffer.from(query.get('after') ?? '', 'base64').toString()) || 0;
  const data = fits.slice(from, from + size).map(shown);
  const after = Buffer.from(String(from + size)).toString('base64');
  const more = from + size < fits.length;
  const before = Buffer.from(String(from)).toString('base64');
  const next = more ? { next: `${sim.origin()}/v24.0/${account}/message_templates?limit=${size}&after=${after}` } : {};
  return { status: 200, body: { data, paging: { cursors: { before, after }, ...next } } };
}

function remove(sim: Sim, account: string, { query }: GraphRequest): GraphAnswer {
  const [name, id] = [query.get('name'), query.get('hsm_id')];
  const gone = listed(sim, account).filter((one) => one.name === name && (!id || one.id === id));
  if (gone.length === 0) throw new GraphError(100, { subcode: 2593002, title: 'Message template not found' });
  for (const one of gone) sim.templates.delete(keyOf(one));
  return { status: 200, body: { success: true } };
}

/** `/{account}/message_templates`. */
export function accountTemplates(sim: Sim, account: string, request: GraphRequest): GraphAnswer {
  if (request.method === 'POST') return create(sim, account, request);
  if (request.method === 'GET') return list(sim, account, request);
  if (request.method === 'DELETE') return remove(sim, account, request);
  throw new GraphError(100, { title: 'Unsupported request' });
}

export const templateById = (sim: Sim, id: string): Template | undefined =>
  [...sim.templates.values()].find((one) => one.id === id);

/** `/{template}`: shows it, or changes its parts and has it reviewed again. */
export function oneTemplate(sim: Sim, template: Template, request: GraphRequest): GraphAnswer {
  if (request.method === 'GET') return { status: 200, body: shown(template) };
  if (request.method !== 'POST') throw new GraphError(100, { title: 'Unsupported request' });
  if (template.status === 'PENDING' || template.status === 'DISABLED') {
    throw new GraphError(100, { subcode: 2388003, title: 'This template cannot be edited now' });
  }
  const { name, language, category } = template;
  const given = readJson(request);
  const made = readFor(sim, template.account, {
    name,
    language,
    category,
    parameter_format: template.format,
    ...given,
  });
  Object.assign(template, { components: made.components, category: made.category, status: 'PENDING' });
  review(sim, template, true);
  return { status: 200, body: { success: true, id: template.id, name, category: template.category } };
}
