import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isSigned } from '../../../adapters/meta/signature.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../../simulator/meta/start.ts';

/** A delivery as the bot got it. */
export interface Delivered {
  readonly path: string;
  readonly signed: boolean;
  readonly body: Record<string, unknown>;
  readonly at: number;
}

/** What the Graph API answers, as far as tests look at it. */
export interface GraphBody {
  readonly error?: { readonly code: number; readonly message: string; readonly error_subcode?: number };
  readonly messages?: readonly { readonly id: string; readonly message_status?: string }[];
  readonly contacts?: readonly { readonly input: string; readonly wa_id?: string }[];
  readonly message_id?: string;
  readonly id?: string;
  readonly [name: string]: unknown;
}

/** A part of a delivery, as far as tests look at it. */
export interface Status {
  readonly id: string;
  readonly status: string;
  readonly recipient_id?: string;
  readonly errors?: readonly { readonly code: number }[];
}
export interface Change {
  readonly field: string;
  readonly value: {
    readonly messages?: readonly Readonly<Record<string, unknown>>[];
    readonly statuses?: readonly Status[];
    readonly [name: string]: unknown;
  };
}
type Event = Readonly<Record<string, unknown>>;

interface Entry {
  readonly changes?: readonly Change[];
  readonly messaging?: readonly Event[];
  readonly standby?: readonly Event[];
}

/** A webhook of a bot that only writes down, and a simulator in Meta's place that talks to it. Fast and seeded. */
export interface Bench {
  readonly sim: Simulator;
  /** Where the bot listens. */
  readonly url: string;
  readonly got: Delivered[];
  /** What the webhook answers: 200 unless a test says otherwise. */
  answer: (path: string) => number;
  /** Sends a body to the Graph API with the number's token, or the page's for a path that begins with `me`. */
  post(path: string, body: unknown): Promise<{ status: number; body: GraphBody }>;
  close(): Promise<void>;
}

function secretFor(sim: Simulator, path: string): string {
  return path.endsWith('whatsapp') ? sim.whatsapp.appSecret : sim.messenger.appSecret;
}

export async function startBench(options: SimulatorOptions = {}): Promise<Bench> {
  const got: Delivered[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const path = request.url ?? '';
      const bytes = Buffer.concat(parts);
      const header = request.headers['x-hub-signature-256'];
      const signed = isSigned(bytes, String(header), [secretFor(sim, path)]);
      got.push({ path, signed, body: bytes.length > 0 ? JSON.parse(bytes.toString()) : {}, at: Date.now() });
      response.statusCode = bench.answer(path);
      const { searchParams } = new URL(path, 'http://bot');
      response.end(
        searchParams.get('hub.verify_token') === sim.whatsapp.verifyToken ? searchParams.get('hub.challenge') : '',
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const base = `http://127.0.0.1:${port}`;
  const sim = await startSimulator({
    seed: 7,
    webhookUrls: { whatsapp: `${base}/whatsapp`, messenger: `${base}/messenger` },
    ...options,
    settings: { timeScale: 0.002, disorder: 0, ...options.settings },
  });
  sim.webhooks.sideBySide = 1;
  const bench: Bench = {
    sim,
    url: base,
    got,
    answer: () => 200,
    async post(path, body) {
      const token = path.startsWith('me') ? sim.messenger.pageToken : sim.whatsapp.accessToken;
      const answer = await fetch(`${sim.graphBaseUrl}/${path}`, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      });
      return { status: answer.status, body: (await answer.json()) as GraphBody };
    },
    async close() {
      await sim.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  return bench;
}

const entries = (got: readonly Delivered[]): Entry[] => got.flatMap(({ body }) => (body['entry'] ?? []) as Entry[]);

/** Every change of WhatsApp that was delivered, in order. */
export const changes = (got: readonly Delivered[]): Change[] => entries(got).flatMap((entry) => entry.changes ?? []);

/** Every status of WhatsApp that was delivered, in order. */
export const statuses = (got: readonly Delivered[]): Status[] =>
  changes(got).flatMap(({ value }) => value.statuses ?? []);

/** Every event of Messenger that was delivered, in order. */
export const events = (got: readonly Delivered[]): Event[] =>
  entries(got).flatMap((entry) => [...(entry.messaging ?? []), ...(entry.standby ?? [])]);
