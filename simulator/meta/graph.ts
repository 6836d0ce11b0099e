import { GraphError } from './graph-error.ts';
import {
  messengerProfile,
  pageSubscriptions,
  threadControl,
  uploadAttachment,
  userProfile,
} from './messenger/manage.ts';
import { sendOnMessenger } from './messenger/messages.ts';
import { readJson } from './read-json.ts';
import type { GraphAnswer, GraphRequest, Page, Sender, Sim } from './sim.ts';
import { subscribe } from './subscriptions.ts';
import { automation, businessProfile, numberFields, numbersOf, subscribedApps } from './whatsapp/manage.ts';
import { oneMedia, upload } from './whatsapp/media-routes.ts';
import { sendMessage } from './whatsapp/messages.ts';
import { accountTemplates, oneTemplate, templateById } from './whatsapp/templates.ts';

/** Whom a token belongs to. */
type Caller = { readonly kind: 'whatsapp' } | { readonly kind: 'app' } | { readonly kind: 'page'; readonly page: Page };

function callerOf(sim: Sim, { headers, query }: GraphRequest): Caller {
  const token = headers['authorization']?.replace(/^Bearer +/i, '') ?? query.get('access_token') ?? '';
  if (token === '') {
    throw new GraphError(190, { status: 400, title: 'An access token is required to request this resource.' });
  }
  if (sim.whatsapp.senders.some((one) => one.token === token)) return { kind: 'whatsapp' };
  const page = sim.messenger.pages.find((one) => one.token === token);
  if (page) return { kind: 'page', page };
  const apps = [sim.whatsapp, sim.messenger].map((one) => `${one.appId}|${one.appSecret}`);
  if (apps.includes(token)) return { kind: 'app' };
  throw new GraphError(190);
}

const missing = (id: string): GraphError =>
  new GraphError(100, { subcode: 33, title: `Unsupported request. Object with ID '${id}' does not exist` });

function ofNumber(sim: Sim, sender: Sender, edge: string, request: GraphRequest): GraphAnswer | Promise<GraphAnswer> {
  switch (edge) {
    case '':
      return numberFields(sim, sender, request);
    case 'messages':
      return sendMessage(sim, sender, readJson(request));
    case 'media':
      return upload(sim, sender, request);
    case 'whatsapp_business_profile':
      return businessProfile(sender, request);
    case 'conversational_automation':
      return automation(sender, request);
    default:
      throw missing(edge);
  }
}

function ofAccount(sim: Sim, edge: string, request: GraphRequest): GraphAnswer {
  const { businessAccountId } = sim.whatsapp;
  if (edge === 'message_templates') return accountTemplates(sim, businessAccountId, request);
  if (edge === 'phone_numbers') return numbersOf(sim);
  if (edge === 'subscribed_apps') return subscribedApps(sim, request);
  if (edge === '')
    return { status: 200, body: { id: businessAccountId, name: 'Sapa Vaksin', account_review_status: 'APPROVED' } };
  throw missing(edge);
}

function ofPage(sim: Sim, page: Page, edge: string, request: GraphRequest): GraphAnswer | Promise<GraphAnswer> {
  switch (edge) {
    case '':
      return { status: 200, body: { id: page.pageId, name: page.name } };
    case 'messages':
      return sendOnMessenger(sim, page, readJson(request));
    case 'messenger_profile':
      return messengerProfile(page, request);
    case 'subscribed_apps':
      return pageSubscriptions(sim, page, request);
    case 'message_templates':
      return accountTemplates(sim, page.pageId, request);
    case 'message_attachments':
      return uploadAttachment(sim, page, request);
    default:
      if (/^(pass|take|request|release)_thread_control$/.test(edge)) return threadControl(sim, page, edge, request);
      throw missing(edge);
  }
}

/** What a WhatsApp token may reach. */
function asBusiness(sim: Sim, id: string, edge: string, request: GraphRequest): GraphAnswer | Promise<GraphAnswer> {
  const sender = sim.whatsapp.senders.find((one) => one.phoneNumberId === id);
  if (sender) return ofNumber(sim, sender, edge, request);
  if (id === sim.whatsapp.businessAccountId) return ofAccount(sim, edge, request);
  const item = sim.media.get(id);
  if (item) return oneMedia(sim, item, request);
  const template = templateById(sim, id);
  if (template?.account === sim.whatsapp.businessAccountId) return oneTemplate(sim, template, request);
  throw edge === 'messages' ? new GraphError(33) : missing(id);
}

function asPage(
  sim: Sim,
  page: Page,
  id: string,
  edge: string,
  request: GraphRequest,
): GraphAnswer | Promise<GraphAnswer> {
  if (id === 'me' || id === page.pageId) return ofPage(sim, page, edge, request);
  const template = templateById(sim, id);
  if (template?.account === page.pageId) return oneTemplate(sim, template, request);
  if (edge === '' && request.method === 'GET') return userProfile(sim, page, id);
  throw missing(id);
}

/** The channel that a request is about, for faults: by whose token it carries. */
export function channelOf(sim: Sim, request: GraphRequest): 'whatsapp' | 'messenger' | undefined {
  try {
    const { kind } = callerOf(sim, request);
    return kind === 'page' ? 'messenger' : kind === 'whatsapp' ? 'whatsapp' : undefined;
  } catch {
    return undefined;
  }
}

/** Answers one request of the Graph API. Throws `GraphError` for what Meta refuses. */
export async function graph(sim: Sim, request: GraphRequest): Promise<GraphAnswer> {
  const [id = '', edge = '', ...rest] = request.path;
  if (rest.length > 0 || id === '') throw missing(id);
  const caller = callerOf(sim, request);
  if (caller.kind === 'page') return asPage(sim, caller.page, id, edge, request);
  if (edge === 'subscriptions') return subscribe(sim, id, request);
  if (caller.kind === 'whatsapp') return asBusiness(sim, id, edge, request);
  throw new GraphError(10);
}
