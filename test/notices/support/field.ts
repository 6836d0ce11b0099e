import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createGraph } from '../../../adapters/meta/graph.ts';
import { readMessengerContent, readTemplates, readWhatsappContent } from '../../../adapters/meta/provision/content.ts';
import { planMessenger } from '../../../adapters/meta/provision/messenger.ts';
import { planWhatsapp } from '../../../adapters/meta/provision/whatsapp.ts';
import type { SessionBody } from '../../../booking/bodies.ts';
import { createChanges } from '../../../booking/changes.ts';
import { readConfig } from '../../../config.ts';
import { silent } from '../../../domain/log.ts';
import { uncounted } from '../../../domain/metrics.ts';
import { openRooms } from '../../../rooms.ts';
import type { Act } from '../../../simulator/meta/act.ts';
import type { Bubble, Phone } from '../../../simulator/meta/phone.ts';
import { type Simulator, startSimulator } from '../../../simulator/meta/start.ts';
import type { Stored } from '../../../stores/documents.ts';
import { type Product, productEnv, startProduct } from '../../support/product.ts';
import { whatsappEnv } from '../../whatsapp/support/stage.ts';

const CLOCK = pathToFileURL(join(import.meta.dirname, '..', '..', 'support', 'shifted-clock.ts')).href;
const DAY = 86_400_000;

/** The product and the fake Meta with both channels, on a clock that a test moves while the product is down. */
export interface Field {
  readonly meta: Simulator;
  product: Product;
  /** ms ahead of the real time. */
  shift: number;
  env(): Record<string, string>;
  /** Stops the product, lets `ms` pass, does `work`, and starts it again. */
  pass(ms: number, work?: () => Promise<void>, fault?: string): Promise<void>;
  start(fault?: string): Promise<void>;
  /** The ministry moves or calls off the session in which the citizen of a channel is booked. */
  change(what: 'move' | 'cancel', channel: Phone['channel']): Promise<void>;
  bubbles(phone: Phone): readonly Bubble[];
  /** Does something and gives what came in answer, when something has come that fits. */
  hear(phone: Phone, act: Act | string, fits: RegExp): Promise<readonly Bubble[]>;
  until(what: () => boolean): Promise<void>;
  metrics(): Promise<string>;
  close(): Promise<void>;
}

async function provision(meta: Simulator): Promise<void> {
  const graph = createGraph({ baseUrl: meta.graphBaseUrl, connections: 1 });
  const { whatsapp, messenger } = meta;
  const templates = readTemplates();
  const pages = new Map([[messenger.pageId, messenger.pageToken]]);
  const senders = new Map([[whatsapp.phoneNumberId, whatsapp.accessToken]]);
  const account = { account: whatsapp.businessAccountId, publicUrl: 'https://vaksin.example' };
  for (const { apply } of [
    ...(await planMessenger({ graph, pages, appId: messenger.appId, content: readMessengerContent(), templates })),
    ...(await planWhatsapp({ graph, senders, ...account, content: readWhatsappContent(), templates })),
  ])
    await apply?.();
  await graph.close();
  await meta.quiet();
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const textOf = (all: readonly Bubble[]): string => all.map(({ text = '' }) => text).join('\n');

export async function openField(): Promise<Field> {
  const folder = mkdtempSync(join(tmpdir(), 'sapa notices '));
  const meta = await startSimulator({
    seed: 7,
    clock: () => Date.now() + field.shift,
    settings: { timeScale: 0.01, reviewMs: 0, disorder: 0 },
  });
  const { messenger, whatsapp } = meta;
  const heard = (phone: Phone): readonly Bubble[] => {
    const business = phone.channel === 'whatsapp' ? whatsapp.phoneNumberId : messenger.pageId;
    return (phone.threads.get(business)?.bubbles ?? []).filter(({ from }) => from === 'business');
  };
  const field: Field = {
    meta,
    shift: 0,
    product: undefined as never,
    env: () => ({
      ...whatsappEnv(meta),
      ...{ WHATSAPP_BUSINESS_ACCOUNT_ID: whatsapp.businessAccountId, MESSENGER_APP_ID: messenger.appId },
      ...{ MESSENGER_PAGE_ID: messenger.pageId, MESSENGER_PAGE_TOKEN: messenger.pageToken },
      ...{ MESSENGER_APP_SECRET: messenger.appSecret, MESSENGER_VERIFY_TOKEN: messenger.verifyToken },
      ...{ OUTBOX_LEASE_MS: '800', SHIFT_MS: String(field.shift), NODE_OPTIONS: `--import ${CLOCK}` },
    }),
    async start(fault) {
      const env = { ...field.env(), ...(fault === undefined ? {} : { SAPA_FAULT: fault }) };
      field.product = await startProduct({ folder, env });
      void field.product.ended.then(() => meta.webhooks.hold(true));
      meta.webhooks.hold(false);
      for (const channel of ['whatsapp', 'messenger'] as const)
        meta.webhooks.targets[channel].url = `http://127.0.0.1:${field.product.port}/webhooks/${channel}`;
    },
    async pass(ms, work, fault) {
      await field.product.kill('SIGTERM');
      field.shift += ms;
      await work?.();
      await field.start(fault);
    },
    async change(what, channel) {
      let found: Stored<SessionBody> | undefined;
      const config = readConfig(productEnv({ folder, env: field.env() }), folder);
      const rooms = await openRooms(config, { logger: silent, metrics: uncounted });
      const { documents, vault: pseudonyms, recording } = rooms;
      const page = await documents.query<SessionBody>('sessions', { index: { field: 'start', from: 0 }, limit: 1_000 });
      for (const one of page.items)
        for (const { contact } of Object.values(one.body.holders)) {
          const chat = `${channel}|${contact}`;
          if (await documents.get('conversations', chat, chat)) found ??= one;
        }
      const { pk = '', id = '' } = found ?? {};
      const now = Date.now() + field.shift;
      const changes = createChanges({ documents, pseudonyms, recording });
      const start = Math.ceil((now + 5 * DAY) / 3_600_000) * 3_600_000;
      const times = { start, end: start + 7_200_000 };
      const done = what === 'move' ? changes.move(pk, id, times, now) : changes.cancel(pk, id, now);
      expect(await done).toEqual({ kind: 'done', booked: 1 });
      await rooms.close();
    },
    bubbles: heard,
    async hear(phone, act, fits) {
      const before = heard(phone).length;
      meta.act(phone, typeof act === 'string' ? { kind: 'text', text: act } : act);
      await field.until(() => fits.test(textOf(heard(phone).slice(before))));
      const all = heard(phone).slice(before);
      expect(textOf(all)).toMatch(fits);
      return all;
    },
    async until(what) {
      for (let waits = 0; waits < 1_000 && !what(); waits += 1) await pause(20);
    },
    metrics: async () => (await fetch(`http://127.0.0.1:${field.product.port}/metrics`)).text(),
    async close() {
      await field.product.kill('SIGKILL');
      await meta.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await provision(meta);
  await field.start();
  return field;
}
