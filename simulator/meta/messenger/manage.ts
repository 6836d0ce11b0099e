/** What an operator reads and sets at the Graph API about a page. */
import { checkPage } from '../check.ts';
import { plainMime } from '../fetch-media.ts';
import { GraphError } from '../graph-error.ts';
import { readForm } from '../multipart.ts';
import { readJson } from '../read-json.ts';
import type { GraphAnswer, GraphRequest, Page, Sim } from '../sim.ts';
import { profileShape } from './shape.ts';

const done: GraphAnswer = { status: 200, body: { success: true } };
const result: GraphAnswer = { status: 200, body: { result: 'success' } };

function fieldsIn({ query }: GraphRequest, body: Record<string, unknown>): readonly string[] {
  const given = body['fields'] ?? query.get('fields')?.split(',');
  return Array.isArray(given) ? given.map(String) : [];
}

/** `/{page}/messenger_profile`. */
export function messengerProfile(page: Page, request: GraphRequest): GraphAnswer {
  if (request.method === 'GET') {
    const fields = fieldsIn(request, {});
    const chosen = Object.fromEntries(Object.entries(page.profile).filter(([key]) => fields.includes(key)));
    return { status: 200, body: { data: Object.keys(chosen).length > 0 ? [chosen] : [] } };
  }
  const body = readJson(request);
  if (request.method === 'DELETE') {
    const fields = fieldsIn(request, body);
    if (fields.includes('get_started') && page.profile['persistent_menu'] && !fields.includes('persistent_menu')) {
      throw new GraphError(100, { title: 'get_started is needed by the persistent menu' });
    }
    page.profile = Object.fromEntries(Object.entries(page.profile).filter(([key]) => !fields.includes(key)));
    return result;
  }
  const given = checkPage(profileShape, body);
  if (given.persistent_menu && !given.get_started && !page.profile['get_started']) {
    throw new GraphError(100, {
      subcode: 2018144,
      title: 'You must set a Get Started button if you also wish to use persistent menu',
    });
  }
  page.profile = { ...page.profile, ...given };
  return result;
}

const FIELDS = new Set(
  `messages messaging_postbacks messaging_optins messaging_referrals message_deliveries message_reads message_echoes
  message_reactions message_edits messaging_handovers standby messaging_account_linking messaging_policy_enforcement
  messaging_feedback response_feedback messaging_game_plays send_cart messenger_template_status_update feed`.split(
    /\s+/,
  ),
);

/** `/{page}/subscribed_apps`. */
export function pageSubscriptions(sim: Sim, page: Page, request: GraphRequest): GraphAnswer {
  const target = sim.webhooks.targets.messenger;
  if (request.method === 'GET') {
    const app = {
      id: sim.messenger.appId,
      name: 'Sapa Vaksin',
      link: 'https://sapa.example/',
      subscribed_fields: page.fields,
    };
    return { status: 200, body: { data: target.subscribed ? [app] : [] } };
  }
  if (request.method === 'DELETE') {
    target.subscribed = false;
    return done;
  }
  const given = readJson(request)['subscribed_fields'];
  const fields = Array.isArray(given)
    ? given.map(String)
    : String(given ?? '')
        .split(',')
        .filter(Boolean);
  const unknown = fields.find((field) => !FIELDS.has(field));
  if (fields.length === 0) throw new GraphError(100, { title: 'The parameter subscribed_fields is required.' });
  if (unknown !== undefined) throw new GraphError(100, { title: `Param subscribed_fields: ${unknown} is not a field` });
  page.fields = fields;
  target.subscribed = true;
  return done;
}

/** `pass_`, `take_`, `request_` and `release_thread_control`. */
export function threadControl(sim: Sim, page: Page, kind: string, request: GraphRequest): GraphAnswer {
  const body = readJson(request);
  const recipient = body['recipient'];
  const id = typeof recipient === 'object' && recipient && 'id' in recipient ? String(recipient.id) : '';
  const phone = sim.phones.find('messenger', id);
  if (!phone) throw new GraphError(100, { subcode: 2018001, title: 'No matching user found' });
  const thread = sim.phones.thread(phone, page.pageId);
  const { appId } = sim.messenger;
  const mine = thread.owner === undefined || thread.owner === appId;
  if (kind === 'pass_thread_control') {
    if (!mine) throw new GraphError(100, { subcode: 2534037, title: 'The app is not the owner of the thread' });
    thread.owner = String(body['target_app_id'] ?? '');
  } else if (kind !== 'request_thread_control') thread.owner = kind === 'take_thread_control' ? appId : undefined;
  return done;
}

/** `GET /{psid}?fields=first_name,...`. */
export function userProfile(sim: Sim, page: Page, psid: string): GraphAnswer {
  const phone = sim.phones.find('messenger', psid);
  if (!phone?.threads.has(page.pageId)) throw new GraphError(100, { subcode: 33, title: 'Unsupported get request.' });
  const [first = '', ...rest] = phone.name.split(' ');
  return {
    status: 200,
    body: { first_name: first, last_name: rest.join(' '), locale: 'id_ID', timezone: 7, id: psid },
  };
}

/** `POST /{page}/message_attachments` with a file: an id that may be sent many times. */
export async function uploadAttachment(sim: Sim, page: Page, request: GraphRequest): Promise<GraphAnswer> {
  const form = await readForm(request);
  const file = form.get('filedata');
  if (typeof file === 'string' || file === null)
    throw new GraphError(100, { title: 'The parameter filedata is required.' });
  const bytes = Buffer.from(await file.arrayBuffer());
  const item = sim.media.put({
    mime: plainMime(file.type),
    bytes,
    filename: file.name,
    owner: page.pageId,
    at: sim.clock(),
  });
  return { status: 200, body: { attachment_id: item.id } };
}
