import { checkPage } from '../check.ts';
import { fetchMedia, mediaFault } from '../fetch-media.ts';
import { GraphError } from '../graph-error.ts';
import type { Bubble, Phone, Thread } from '../phone.ts';
import type { GraphAnswer, Page, Sim } from '../sim.ts';
import { messengerFace } from './bubble.ts';
import { newMid, tellEcho, tellPage } from './inbound.ts';
import { hydratePage } from './page-templates.ts';
import { type MessengerMessage, type MessengerSend, sendShape } from './shape.ts';

const DAY_MS = 86_400_000;
/** Tags that are left since 27 April 2026, and how long after the citizen's last word they may be used. */
const TAGS: Readonly<Record<string, number>> = { HUMAN_AGENT: 7 * DAY_MS, CUSTOMER_FEEDBACK: 7 * DAY_MS };

function recipientOf(sim: Sim, page: Page, { recipient }: MessengerSend): Phone {
  if (recipient.id === undefined) throw new GraphError(100, { title: 'Param recipient[id] is required' });
  const phone = sim.phones.find('messenger', recipient.id);
  // A page-scoped id means nothing on another page.
  if (!phone?.threads.has(page.pageId))
    throw new GraphError(100, { subcode: 2018001, title: 'No matching user found' });
  return phone;
}

function checkWindow(sim: Sim, thread: Thread, send: MessengerSend): void {
  const silence = sim.clock() - thread.lastInboundAt;
  const { messaging_type: type, tag } = send;
  const closed = new GraphError(10, {
    ...{ subcode: 2018278, status: 400 },
    title: 'This message is sent outside of allowed window.',
  });
  if (send.message?.template) {
    if (type !== 'UTILITY') throw new GraphError(100, { title: 'A utility template needs messaging_type UTILITY' });
  } else if (type === undefined) throw new GraphError(100, { title: 'The parameter messaging_type is required.' });
  else if (type === 'UTILITY') throw new GraphError(100, { title: 'messaging_type UTILITY needs a template' });
  else if (type === 'MESSAGE_TAG') {
    const longest = TAGS[tag ?? ''];
    if (longest === undefined) throw new GraphError(100, { title: `Invalid parameter: the tag is not supported` });
    if (silence >= longest) throw closed;
  } else if (tag !== undefined) throw new GraphError(100, { title: 'tag needs messaging_type MESSAGE_TAG' });
  else if (silence >= DAY_MS) throw closed;
}

function checkPerson(sim: Sim, page: Page, phone: Phone, thread: Thread): void {
  if (page.restricted) throw new GraphError(10, { subcode: 1893063, title: 'The Page is temporarily restricted' });
  if (thread.owner !== undefined && thread.owner !== sim.messenger.appId) {
    throw new GraphError(100, { subcode: 2018300, title: 'Another app is controlling this thread now.' });
  }
  if (!phone.traits.registered || phone.traits.blocked) throw new GraphError(551, { subcode: 1545041 });
}

function act(sim: Sim, page: Page, phone: Phone, action: string): GraphAnswer {
  if (action === 'typing_on') sim.phones.feed.add('typing', phone.id, { business: page.pageId });
  if (action === 'mark_seen') {
    for (const bubble of sim.phones.thread(phone, page.pageId).bubbles) {
      if (bubble.from !== 'citizen' || bubble.tick === 'read') continue;
      bubble.tick = 'read';
      sim.phones.changed(phone, bubble);
    }
  }
  return { status: 200, body: { recipient_id: phone.userId } };
}

/** The file of a message, fetched before it is accepted: Messenger refuses at once when it cannot. */
async function fileOf(sim: Sim, page: Page, { attachment }: MessengerMessage): Promise<Partial<Bubble>> {
  if (!attachment || attachment.type === 'template') return {};
  const { attachment_id: id, url } = attachment.payload;
  const item =
    url === undefined
      ? sim.media.get(id ?? '')
      : await fetchMedia(sim, { channel: 'messenger', kind: attachment.type, link: url, owner: page.pageId });
  if (typeof item === 'string')
    throw new GraphError(100, { subcode: 2018008, title: `Failed to fetch the file from the url: ${item}` });
  if (item?.owner !== page.pageId) throw new GraphError(100, { subcode: 2018074, title: 'Upload attachment failure.' });
  const fault = mediaFault('messenger', attachment.type, item.mime, item.bytes.length);
  if (fault !== undefined) throw new GraphError(100, { subcode: 2018047, title: fault });
  return { media: item.id, mime: item.mime, filename: item.filename };
}

function templateFace(sim: Sim, page: Page, message: MessengerMessage): Partial<Bubble> {
  if (!message.template) return {};
  const { name, language } = message.template;
  const template = sim.templates.get(`${page.pageId} ${name} ${language.code}`);
  if (template?.status !== 'APPROVED')
    throw new GraphError(100, { title: 'The template does not exist or is not approved' });
  const filled = hydratePage(template, message.template);
  return { type: 'template', text: filled.body, header: filled.header, footer: filled.footer, buttons: filled.buttons };
}

/** Delivered and read: watermarks, which speak for everything before them. */
function travel(sim: Sim, page: Page, phone: Phone, bubble: Bubble): void {
  const { random, timers, settings } = sim;
  const turn = (tick: 'delivered' | 'read'): void => {
    if (bubble.tick === 'read') return;
    bubble.tick = tick;
    sim.phones.changed(phone, bubble);
  };
  const seen = (): void => {
    turn('read');
    if (phone.traits.receipts) tellPage(sim, page, phone, { read: { watermark: bubble.at } });
  };
  const arrive = (): void => {
    if (!phone.traits.online) return void phone.later.arrive.push(arrive);
    turn('delivered');
    const mids = random.chance(settings.disorder) ? {} : { mids: [bubble.id] };
    const tell = (): void => tellPage(sim, page, phone, { delivery: { ...mids, watermark: bubble.at } });
    tell();
    if (random.chance(settings.disorder)) timers.after(random.between(100, 2_000), tell);
    if (phone.traits.looking) timers.after(random.between(200, 900), seen);
    else phone.later.look.push(seen);
  };
  timers.after(random.between(...settings.deliveredMs), arrive);
}

/** `POST /{page}/messages`. Throws the `GraphError` that Meta answers with. */
export async function sendOnMessenger(sim: Sim, page: Page, value: unknown): Promise<GraphAnswer> {
  const send = checkPage(sendShape, value);
  const { message, sender_action: action } = send;
  if (message && action)
    throw new GraphError(100, { subcode: 2018014, title: 'message and sender_action in one request' });
  const phone = recipientOf(sim, page, send);
  const thread = sim.phones.thread(phone, page.pageId);
  checkPerson(sim, page, phone, thread);
  if (action) return act(sim, page, phone, action);
  if (!message) throw new GraphError(100, { title: 'The parameter message is required.' });
  checkWindow(sim, thread, send);
  const more = { ...templateFace(sim, page, message), ...(await fileOf(sim, page, message)) };
  const at = sim.clock();
  const mid = newMid(sim);
  const bubble: Bubble = { id: mid, from: 'business', at, tick: 'sent', ...messengerFace(message), ...more };
  sim.phones.show(phone, page.pageId, bubble);
  const { text, metadata } = message;
  tellEcho(sim, page, phone, { is_echo: true, app_id: Number(sim.messenger.appId), mid, text, metadata }, at);
  travel(sim, page, phone, bubble);
  return { status: 200, body: { recipient_id: phone.userId, message_id: mid } };
}
