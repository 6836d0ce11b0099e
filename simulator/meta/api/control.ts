import { z } from 'zod';
import type { HttpRequest, Route } from '../../../domain/http.ts';
import type { Sim } from '../sim.ts';
import {
  setCategory,
  setSenderQuality,
  setStatus,
  setTemplateQuality,
  setThroughput,
  setTier,
  tell,
} from '../whatsapp/events.ts';
import { pause } from '../whatsapp/quality.ts';
import { templateById } from '../whatsapp/templates.ts';
import { bodyAs, json, NotThere } from './answer.ts';

const channel = z.enum(['whatsapp', 'messenger']);
const fault = z.strictObject({
  door: z.enum(['graph', 'webhook']),
  kind: z.enum([
    ...(['delay', 'status', 'text', 'cut_before', 'cut_after', 'ok_error', 'no_id'] as const),
    ...(['repeat', 'hold', 'bad_signature', 'lose'] as const),
  ]),
  channel: channel.optional(),
  path: z.string().optional(),
  times: z.number().int().min(1).optional(),
  share: z.number().min(0).max(1).optional(),
  ms: z.number().min(0).max(600_000).optional(),
  status: z.number().int().min(400).max(599).optional(),
  code: z.number().int().optional(),
});
const share = z.number().min(0).max(1).optional();
const range = z.tuple([z.number().min(0), z.number().min(0)]).optional();
const settings = z.strictObject({
  timeScale: z.number().min(0).max(10).optional(),
  ...{ disorder: share, withheldShare: share, heldShare: share, reportShare: share },
  throughput: z.number().int().min(1).optional(),
  tier: z.number().int().min(1).optional(),
  pairLimit: z.boolean().optional(),
  refusals: z.enum(['async', 'sync']).optional(),
  reviewMs: z.number().min(0).optional(),
  ...{ sentMs: range, deliveredMs: range },
  batch: z.number().int().min(1).max(1_000).optional(),
  sideBySide: z.number().int().min(1).max(1_000).optional(),
});
const quality = z.enum(['GREEN', 'YELLOW', 'RED', 'UNKNOWN']);
const sender = z.strictObject({
  quality: quality.optional(),
  state: z.enum(['open', 'locked', 'maintenance', 'unpaid', 'revoked']).optional(),
});
const template = z.strictObject({
  status: z.enum(['PENDING', 'APPROVED', 'REJECTED', 'PAUSED', 'DISABLED']).optional(),
  quality: quality.optional(),
  category: z.enum(['UTILITY', 'MARKETING', 'AUTHENTICATION']).optional(),
});

function setSettings(sim: Sim, request: HttpRequest): object {
  const { batch, sideBySide, tier, throughput, ...given } = bodyAs(settings, request);
  if (batch !== undefined) sim.webhooks.batch = batch;
  if (sideBySide !== undefined) sim.webhooks.sideBySide = sideBySide;
  if (tier !== undefined) setTier(sim, tier);
  const [first] = sim.whatsapp.senders;
  if (throughput !== undefined && first) setThroughput(sim, first, throughput);
  Object.assign(sim.settings, given);
  return shownSettings(sim);
}

const shownSettings = (sim: Sim): object => ({
  ...sim.settings,
  batch: sim.webhooks.batch,
  sideBySide: sim.webhooks.sideBySide,
});

function setSender(sim: Sim, request: HttpRequest): object {
  const one = sim.whatsapp.senders.find(({ phoneNumberId }) => phoneNumberId === request.params['number']);
  if (!one) throw new NotThere();
  const given = bodyAs(sender, request);
  if (given.quality !== undefined) setSenderQuality(sim, one, given.quality);
  if (given.state !== undefined) one.state = given.state;
  if (given.state === 'locked')
    tell(sim, 'account_update', {
      event: 'ACCOUNT_RESTRICTION',
      restriction_info: [
        { restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', expiration: Math.floor(sim.clock() / 1000) + 86_400 },
      ],
    });
  return { phoneNumberId: one.phoneNumberId, quality: one.quality, state: one.state };
}

function setTemplate(sim: Sim, request: HttpRequest): object {
  const one = templateById(sim, request.params['template'] ?? '');
  if (!one) throw new NotThere();
  const given = bodyAs(template, request);
  if (given.quality !== undefined) setTemplateQuality(sim, one, given.quality);
  if (given.category !== undefined) setCategory(sim, one, given.category);
  if (given.status === 'PAUSED') pause(sim, one);
  else if (given.status !== undefined) setStatus(sim, one, given.status);
  return { id: one.id, status: one.status, quality: one.quality, category: one.category };
}

function shownState(sim: Sim): object {
  const { whatsapp, messenger, webhooks, faults } = sim;
  return {
    whatsapp: {
      ...{ businessAccountId: whatsapp.businessAccountId, subscribed: webhooks.targets.whatsapp.subscribed },
      numbers: whatsapp.senders.map((one) => ({
        phoneNumberId: one.phoneNumberId,
        number: one.number,
        quality: one.quality,
        state: one.state,
        commands: one.automation,
      })),
      reached: whatsapp.reached.size,
      deliveries: webhooks.counts.whatsapp,
    },
    messenger: {
      subscribed: webhooks.targets.messenger.subscribed,
      pages: messenger.pages.map((one) => ({
        pageId: one.pageId,
        name: one.name,
        profile: one.profile,
        restricted: one.restricted,
      })),
      deliveries: webhooks.counts.messenger,
    },
    templates: [...sim.templates.values()],
    faults: { waiting: faults.list(), met: faults.met, downForMs: Math.max(0, faults.downUntil - sim.clock()) },
  };
}

/** Faults, settings and Meta's own decisions over HTTP. */
export function controlRoutes(sim: Sim): readonly Route[] {
  const listed = (): object => ({ waiting: sim.faults.list(), met: sim.faults.met });
  return [
    { method: 'GET', path: '/simulator/state', handle: json(() => shownState(sim)) },
    { method: 'GET', path: '/simulator/settings', handle: json(() => shownSettings(sim)) },
    { method: 'PUT', path: '/simulator/settings', handle: json((request) => setSettings(sim, request)) },
    { method: 'GET', path: '/simulator/faults', handle: json(listed) },
    {
      method: 'POST',
      path: '/simulator/faults',
      handle: json((request) => {
        sim.faults.add(bodyAs(fault, request));
        return listed();
      }),
    },
    {
      method: 'DELETE',
      path: '/simulator/faults',
      handle: json(() => {
        sim.faults.clear();
        return listed();
      }),
    },
    {
      method: 'POST',
      path: '/simulator/down',
      handle: json((request) => {
        const { ms } = bodyAs(z.strictObject({ ms: z.number().min(0).max(86_400_000) }), request);
        sim.faults.downUntil = sim.clock() + ms;
        return { downForMs: ms };
      }),
    },
    { method: 'PUT', path: '/simulator/numbers/:number', handle: json((request) => setSender(sim, request)) },
    { method: 'PUT', path: '/simulator/templates/:template', handle: json((request) => setTemplate(sim, request)) },
    {
      method: 'POST',
      path: '/simulator/webhooks/:field',
      handle: json((request) => {
        tell(sim, request.params['field'] ?? '', bodyAs(z.record(z.string(), z.unknown()), request));
        return {};
      }),
    },
  ];
}
