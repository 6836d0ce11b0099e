import { z } from 'zod';
import type { HttpRequest, HttpResponse, Route } from '../../../domain/http.ts';
import { problem } from '../../../domain/http.ts';
import { actShape } from '../act.ts';
import { localised, menuOf } from '../messenger/acts.ts';
import type { Phone } from '../phone.ts';
import { describePhone } from '../phones.ts';
import type { Sim } from '../sim.ts';
import { act, newNumber, setTraits, showTemplate, stopMarketing } from '../use-phone.ts';
import { bodyAs, json, NotThere } from './answer.ts';

const traits = z.strictObject({
  ...{ registered: z.boolean().optional(), blocked: z.boolean().optional(), stopped: z.boolean().optional() },
  ...{ optedIn: z.boolean().optional(), receipts: z.boolean().optional(), online: z.boolean().optional() },
  ...{ looking: z.boolean().optional(), experiment: z.boolean().optional() },
});
const newPhone = z.strictObject({
  channel: z.enum(['whatsapp', 'messenger']),
  number: z
    .string()
    .regex(/^\d{8,15}$/)
    .optional(),
  userId: z.string().optional(),
  name: z.string().max(100).optional(),
  username: z.string().optional(),
  traits: traits.optional(),
});
const change = z.strictObject({
  name: z.string().max(100).optional(),
  username: z.string().nullable().optional(),
  number: z
    .string()
    .regex(/^\d{8,15}$/)
    .optional(),
  stopMarketing: z.boolean().optional(),
  traits: traits.optional(),
});

const LONGEST_WAIT_MS = 20_000;

function phoneOf(sim: Sim, { params }: HttpRequest): Phone {
  const phone = sim.phones.get(params['phone'] ?? '');
  if (!phone) throw new NotThere();
  return phone;
}

/** What the app shows besides the chat: greeting, menu, questions to begin with, commands. Of the first business, or the one named. */
function offerOf(sim: Sim, phone: Phone, business?: string): object {
  if (phone.channel === 'whatsapp') {
    const all = sim.whatsapp.senders;
    const sender = all.find((one) => one.phoneNumberId === business) ?? all[0];
    return { questions: sender?.automation['prompts'] ?? [], commands: sender?.automation['commands'] ?? [] };
  }
  const all = sim.messenger.pages;
  const page = all.find((one) => one.pageId === business) ?? all[0];
  if (!page) return {};
  const questions = localised<{ call_to_actions: { question: string }[] }>(page, 'ice_breakers')?.call_to_actions;
  return {
    menu: menuOf(page),
    greeting: localised<{ text: string }>(page, 'greeting')?.text ?? '',
    questions: (questions ?? []).map((one) => one.question),
  };
}

/** With everything the phone shows: each chat's bubbles, and what the business offers. */
function whole(sim: Sim, phone: Phone): object {
  const chats = [...phone.threads].map(([business, { bubbles, lastInboundAt }]) => {
    const spoke = Number.isFinite(lastInboundAt) ? lastInboundAt : null;
    return { business, lastInboundAt: spoke, ...offerOf(sim, phone, business), bubbles };
  });
  return { ...describePhone(phone), chats, offer: offerOf(sim, phone) };
}

function add(sim: Sim, request: HttpRequest): object {
  const made = bodyAs(newPhone, request);
  const known = sim.phones.find(made.channel, made.number ?? made.userId ?? '');
  return whole(sim, known ?? sim.phones.add(made));
}

function update(sim: Sim, request: HttpRequest): object {
  const phone = phoneOf(sim, request);
  const given = bodyAs(change, request);
  if (given.name !== undefined) phone.name = given.name;
  if (given.username !== undefined) phone.username = given.username ?? undefined;
  if (given.traits) setTraits(sim, phone, given.traits);
  if (given.stopMarketing !== undefined) stopMarketing(sim, phone, given.stopMarketing);
  if (given.number !== undefined && given.number !== phone.number) newNumber(sim, phone, given.number);
  return whole(sim, phone);
}

/** What happened after `after`; waits for it up to `wait` ms. `reset` when so much happened that it is no longer known. */
async function events(sim: Sim, { query }: HttpRequest): Promise<object> {
  const { feed } = sim.phones;
  const after = Number(query.get('after') ?? feed.newest);
  const wait = Math.min(LONGEST_WAIT_MS, Number(query.get('wait') ?? 0) || 0);
  if (feed.newest === after && wait > 0) await feed.next(wait);
  const found = feed.after(after);
  return { newest: feed.newest, reset: found === undefined, events: found ?? [] };
}

function media(sim: Sim, { params }: HttpRequest): HttpResponse {
  const item = sim.media.get(params['media'] ?? '');
  if (!item) return problem(404, 'not_found', 'There is no such file.');
  // Never as a page: what a bot sends is only looked at as a picture, or saved.
  const headers = {
    'content-type': item.mime,
    'content-disposition': 'attachment',
    'x-content-type-options': 'nosniff',
  };
  return { status: 200, headers, body: item.bytes };
}

/** The phones over HTTP: list, make, look at, use, and what happens on them. */
export function phoneRoutes(sim: Sim): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/simulator/phones',
      handle: json(() => ({
        newest: sim.phones.feed.newest,
        phones: sim.phones.all().slice(0, 1_000).map(describePhone),
      })),
    },
    { method: 'POST', path: '/simulator/phones', handle: json((request) => add(sim, request)) },
    {
      method: 'GET',
      path: '/simulator/phones/:phone',
      handle: json((request) => ({ newest: sim.phones.feed.newest, ...whole(sim, phoneOf(sim, request)) })),
    },
    { method: 'PUT', path: '/simulator/phones/:phone', handle: json((request) => update(sim, request)) },
    {
      method: 'POST',
      path: '/simulator/phones/:phone/acts',
      handle: json((request) => {
        const phone = phoneOf(sim, request);
        const business = request.query.get('business') ?? undefined;
        return { id: act(sim, phone, bodyAs(actShape, request), business) ?? null };
      }),
    },
    {
      method: 'POST',
      path: '/simulator/phones/:phone/templates',
      handle: json((request) => {
        const { name } = bodyAs(z.strictObject({ name: z.string().optional() }), request);
        return { id: showTemplate(sim, phoneOf(sim, request), name) };
      }),
    },
    { method: 'GET', path: '/simulator/events', handle: json((request) => events(sim, request)) },
    { method: 'GET', path: '/simulator/media/:media', handle: async (request) => media(sim, request) },
  ];
}
