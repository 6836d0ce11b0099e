import type { Activity, CardAction } from 'botframework-schema';
import type { Channel, Outcome } from '../port.ts';
import { isRecord } from '../webchat/plain.ts';
import { type Address, readAddress } from './address.ts';
import type { Cloud } from './cloud.ts';
import { TokenRefused } from './identity.ts';
import { CHANNEL_ID } from './inbound.ts';

const FATAL_MS = 60_000;
const SOON_MS = 1_000;
/** The longest `Retry-After` that is believed, ms. */
const BELIEVED_MS = 3_600_000;
/** Clients that give a button's value back as it is. Elsewhere a button says its title, which the bot understands too. */
const KEEPS_VALUES = new Set(['webchat', 'directline', 'emulator']);
/** Never sent: no connection came about. */
const UNREACHED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

function field(error: unknown, name: string): unknown {
  return typeof error === 'object' && error !== null && name in error
    ? (error as Record<string, unknown>)[name]
    : undefined;
}

function retryAfter(error: unknown): number {
  const headers = field(field(error, 'response'), 'headers');
  const get = field(headers, 'get');
  const value: unknown = typeof get === 'function' ? get.call(headers, 'retry-after') : undefined;
  const seconds = typeof value === 'string' && /^\d{1,6}$/.test(value) ? Number(value) : 0;
  return Math.min(BELIEVED_MS, seconds * 1000);
}

/** What an error of the connector means. By status and code only: its message may quote what was sent. */
export function judge(error: unknown): Outcome {
  if (error instanceof TokenRefused) {
    const known = error.status >= 400 && error.status < 500 && error.status !== 429;
    return known
      ? { kind: 'fatal', reason: 'token', afterMs: FATAL_MS }
      : { kind: 'retry', reason: 'token_endpoint', afterMs: SOON_MS };
  }
  const status = field(error, 'statusCode');
  const code = field(error, 'code');
  if (typeof status !== 'number') {
    const unreached = typeof code === 'string' && UNREACHED.has(code);
    return {
      kind: 'retry',
      afterMs: SOON_MS,
      ...(unreached ? { reason: 'unreached' } : { doubt: true, reason: 'cut' }),
    };
  }
  if (status === 401) return { kind: 'fatal', reason: 'token', afterMs: FATAL_MS };
  if (status === 403) return { kind: 'blocked', reason: 'forbidden' };
  if (status === 429) return { kind: 'retry', reason: 'throttled', afterMs: Math.max(5_000, retryAfter(error)) };
  if (status >= 500 || status === 408)
    return { kind: 'retry', reason: 'server_error', afterMs: Math.max(SOON_MS, retryAfter(error)), doubt: true };
  return { kind: 'rejected', reason: status === 404 ? 'conversation_gone' : 'parameter' };
}

/** Buttons as the client understands them. */
function forChannel(activity: Partial<Activity>, { channelId }: Address): Partial<Activity> {
  const { suggestedActions } = activity;
  if (!suggestedActions || KEEPS_VALUES.has(channelId)) return activity;
  const actions = suggestedActions.actions.map(
    (one): CardAction => (one.type === 'messageBack' ? { type: 'imBack', title: one.title, value: one.title } : one),
  );
  return { ...activity, suggestedActions: { to: [], actions } };
}

/** Azure Bot Service as a channel of the bot. `cloud` is made with the first message that needs it. */
export function createBotServiceChannel(cloud: () => Promise<Cloud>, clock: () => number): Channel {
  return {
    id: CHANNEL_ID,
    async speak(text, outgoing, { until }) {
      const address = readAddress(text);
      if (!address) return outgoing.map(() => ({ kind: 'rejected', reason: 'address' }) as const);
      const outcomes: Outcome[] = [];
      let rest: Outcome | undefined;
      const one = async (send: () => Promise<unknown>): Promise<Outcome> => {
        try {
          await send();
          return { kind: 'sent' };
        } catch (error) {
          return judge(error);
        }
      };
      const all = (await cloud()).speakTo(address, async (context) => {
        for (const { activity } of outgoing) {
          if (!rest && clock() >= until) rest = { kind: 'retry', afterMs: 0 };
          const said = isRecord(activity) ? forChannel(activity, address) : {};
          const outcome = rest ?? (await one(() => context.sendActivity(said)));
          outcomes.push(outcome);
          if (outcome.kind === 'retry' || outcome.kind === 'fatal')
            rest ??= { kind: 'retry', afterMs: outcome.afterMs };
        }
      });
      const failed = await one(() => all);
      while (outcomes.length < outgoing.length) outcomes.push(failed);
      return outcomes;
    },
  };
}
