import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bubble, Phone } from '../../../simulator/meta/phone.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../../simulator/meta/start.ts';
import { type Product, startProduct } from '../../support/product.ts';

/** The product in a process of its own, with the fake Meta in front of its WhatsApp. */
export interface Stage {
  readonly meta: Simulator;
  readonly product: Product;
  /** Bubbles of the business on a phone, in order. */
  heard(phone: Phone, sender?: string): readonly Bubble[];
  /** Does something on a phone and waits until nothing new has come for a moment. */
  hear(phone: Phone, act: Parameters<Simulator['act']>[1], sender?: string): Promise<readonly Bubble[]>;
  /** Waits until something is true, at most twenty seconds. */
  until(what: () => boolean): Promise<void>;
  metrics(): Promise<string>;
  close(): Promise<void>;
}

/** Settings with which the product speaks on the simulator's WhatsApp. */
export function whatsappEnv({ whatsapp, graphBaseUrl }: Simulator): Record<string, string> {
  return {
    WHATSAPP_PHONE_NUMBER_ID: whatsapp.phoneNumberIds.join(','),
    WHATSAPP_ACCESS_TOKEN: whatsapp.accessToken,
    WHATSAPP_APP_SECRET: `an-older-secret,${whatsapp.appSecret}`,
    WHATSAPP_VERIFY_TOKEN: `another,${whatsapp.verifyToken}`,
    GRAPH_BASE_URL: graphBaseUrl,
  };
}

/** Looks that must bring nothing new. What has no buttons is often followed by something, late on a slow machine. */
const enough = (last: Bubble | undefined): number => (last?.buttons?.length ? 4 : 14);

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export async function startStage(options: SimulatorOptions = {}, env: Record<string, string> = {}): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'sapa whatsapp '));
  const settings = { timeScale: 0.01, ...options.settings };
  const meta = await startSimulator({ seed: 7, ...options, settings });
  const product = await startProduct({ folder, env: { ...whatsappEnv(meta), ...env } });
  if (!(await meta.connect('whatsapp', `http://127.0.0.1:${product.port}/webhooks/whatsapp`)))
    throw new Error('the handshake failed');
  const heard = (phone: Phone, sender = meta.whatsapp.phoneNumberId): readonly Bubble[] =>
    (phone.threads.get(sender)?.bubbles ?? []).filter((one) => one.from === 'business');
  return {
    meta,
    product,
    heard,
    async hear(phone, act, sender) {
      const before = heard(phone, sender).length;
      meta.act(phone, act, sender);
      let last = before;
      for (let waits = 0, quiet = 0; waits < 400 && quiet < enough(heard(phone, sender).at(-1)); waits += 1) {
        await pause(50);
        const now = heard(phone, sender).length;
        quiet = now > before && now === last ? quiet + 1 : 0;
        last = now;
      }
      return heard(phone, sender).slice(before);
    },
    async until(what) {
      for (let waits = 0; waits < 400 && !what(); waits += 1) await pause(50);
    },
    metrics: async () => (await fetch(`http://127.0.0.1:${product.port}/metrics`)).text(),
    async close() {
      await product.kill('SIGTERM');
      await meta.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
