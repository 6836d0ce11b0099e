import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { check } from './check.ts';
import { GraphError } from './graph-error.ts';
import { readJson } from './read-json.ts';
import type { GraphAnswer, GraphRequest, Sim } from './sim.ts';

const shape = z.looseObject({
  object: z.enum(['whatsapp_business_account', 'page']),
  callback_url: z.url({ protocol: /^https?$/ }),
  verify_token: z.string().min(1),
  fields: z.union([z.string(), z.array(z.string())]),
});

const PATIENCE_MS = 5_000;

/** Meta's handshake: whether the address answers with 200 and exactly the challenge. */
export async function handshake(url: string, token: string): Promise<boolean> {
  const challenge = String(randomBytes(4).readUInt32BE());
  const address = new URL(url);
  address.searchParams.set('hub.mode', 'subscribe');
  address.searchParams.set('hub.verify_token', token);
  address.searchParams.set('hub.challenge', challenge);
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE_MS), redirect: 'manual' });
    return (await answer.text()) === challenge && answer.status === 200;
  } catch {
    return false;
  }
}

/** `POST /{app}/subscriptions`: where an app wants its deliveries. The address must pass the handshake. */
export async function subscribe(sim: Sim, app: string, request: GraphRequest): Promise<GraphAnswer> {
  const { whatsapp, messenger, webhooks } = sim;
  if (app !== whatsapp.appId && app !== messenger.appId) throw new GraphError(100, { subcode: 33 });
  if (request.method === 'GET') {
    const of = (object: string, url: string | undefined): object[] =>
      url === undefined ? [] : [{ object, callback_url: url, active: true }];
    const data = [
      ...of('whatsapp_business_account', webhooks.targets.whatsapp.url),
      ...of('page', webhooks.targets.messenger.url),
    ];
    return { status: 200, body: { data } };
  }
  const given = check(shape, readJson(request));
  if (!(await handshake(given.callback_url, given.verify_token))) {
    throw new GraphError(2200, {
      title: 'Callback verification failed: the address did not answer with the challenge',
    });
  }
  webhooks.targets[given.object === 'page' ? 'messenger' : 'whatsapp'].url = given.callback_url;
  return { status: 200, body: { success: true } };
}
