/** What an operator reads and sets at the Graph API about a number and an account. */
import { z } from 'zod';
import { check } from '../check.ts';
import { GraphError } from '../graph-error.ts';
import { readJson } from '../read-json.ts';
import type { GraphAnswer, GraphRequest, Sender, Sim } from '../sim.ts';
import { tierName } from './events.ts';

const profileShape = z.strictObject({
  messaging_product: z.literal('whatsapp'),
  about: z.string().min(1).max(139).optional(),
  address: z.string().max(256).optional(),
  description: z.string().max(512).optional(),
  email: z
    .string()
    .max(128)
    .regex(/^\S+@\S+$/)
    .optional(),
  websites: z
    .array(
      z
        .string()
        .max(256)
        .regex(/^https?:\/\//),
    )
    .max(2)
    .optional(),
  vertical: z.enum(['OTHER', 'EDU', 'GOVT', 'HEALTH', 'NONPROFIT', 'PROF_SERVICES']).optional(),
  profile_picture_handle: z.string().optional(),
});

const automationShape = z.strictObject({
  enable_welcome_message: z.boolean().optional(),
  commands: z
    .array(
      z.strictObject({
        command_name: z.string().regex(/^[^\s/]{1,32}$/),
        command_description: z.string().min(1).max(256),
      }),
    )
    .max(30)
    .optional(),
  prompts: z.array(z.string().min(1).max(80)).max(4).optional(),
});

const done: GraphAnswer = { status: 200, body: { success: true } };
const unsupported = (): never => {
  throw new GraphError(100, { title: 'Unsupported request' });
};

/** `/{phone_number_id}/whatsapp_business_profile`. */
export function businessProfile(sender: Sender, request: GraphRequest): GraphAnswer {
  if (request.method === 'GET') {
    const fields = request.query.get('fields')?.split(',') ?? ['about'];
    const chosen = Object.fromEntries(Object.entries(sender.profile).filter(([key]) => fields.includes(key)));
    return { status: 200, body: { data: [{ messaging_product: 'whatsapp', ...chosen }] } };
  }
  if (request.method !== 'POST') return unsupported();
  const { messaging_product: _product, ...given } = check(profileShape, readJson(request));
  sender.profile = { ...sender.profile, ...given };
  return done;
}

/** `/{phone_number_id}/conversational_automation`: ice breakers and commands. */
export function automation(sender: Sender, request: GraphRequest): GraphAnswer {
  if (request.method === 'GET') return { status: 200, body: { conversational_automation: sender.automation } };
  if (request.method !== 'POST') return unsupported();
  sender.automation = { ...sender.automation, ...check(automationShape, readJson(request)) };
  return done;
}

function fieldsOf(sim: Sim, sender: Sender): Record<string, unknown> {
  return {
    id: sender.phoneNumberId,
    display_phone_number: `+${sender.number}`,
    verified_name: 'Sapa Vaksin',
    quality_rating: sender.quality,
    code_verification_status: 'VERIFIED',
    platform_type: 'CLOUD_API',
    status: sender.state === 'locked' ? 'BANNED' : 'CONNECTED',
    throughput: { level: sim.settings.throughput > 80 ? 'HIGH' : 'STANDARD' },
    whatsapp_business_manager_messaging_limit: tierName(sim.settings.tier),
    messaging_limit_tier: tierName(sim.settings.tier),
    conversational_automation: { id: sender.phoneNumberId, ...sender.automation },
    webhook_configuration: { application: sim.webhooks.targets.whatsapp.url ?? '' },
  };
}

const USUAL = ['id', 'display_phone_number', 'verified_name', 'quality_rating', 'code_verification_status'];

/** `GET /{phone_number_id}?fields=`. */
export function numberFields(sim: Sim, sender: Sender, { query }: GraphRequest): GraphAnswer {
  const all = fieldsOf(sim, sender);
  const wanted = query.get('fields')?.split(',') ?? USUAL;
  const unknown = wanted.find((name) => !Object.hasOwn(all, name));
  if (unknown !== undefined) {
    throw new GraphError(100, {
      title: `Tried accessing nonexisting field (${unknown}) on node type (WhatsAppBusinessPhoneNumber)`,
    });
  }
  return {
    status: 200,
    body: { ...Object.fromEntries(wanted.map((name) => [name, all[name]])), id: sender.phoneNumberId },
  };
}

/** `GET /{account}/phone_numbers`. */
export function numbersOf(sim: Sim): GraphAnswer {
  const data = sim.whatsapp.senders.map((sender) => {
    const all = fieldsOf(sim, sender);
    return Object.fromEntries(USUAL.map((name) => [name, all[name]]));
  });
  return { status: 200, body: { data } };
}

/** `/{account}/subscribed_apps`: whether anything is delivered at all. */
export function subscribedApps(sim: Sim, request: GraphRequest): GraphAnswer {
  const target = sim.webhooks.targets.whatsapp;
  if (request.method === 'GET') {
    const app = {
      whatsapp_business_api_data: { id: sim.whatsapp.appId, name: 'Sapa Vaksin', link: 'https://sapa.example/' },
    };
    return { status: 200, body: { data: target.subscribed ? [app] : [] } };
  }
  target.subscribed = request.method === 'POST';
  return done;
}
