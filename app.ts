/** The product, wired by hand: every room is made here and handed what it needs (ADR 0007). */
import { createServer as createProbe } from 'node:net';
import type { Graph } from './adapters/meta/graph.ts';
import { createWebchat, type Webchat } from './adapters/webchat/server.ts';
import { ticketRoutes } from './booking/routes.ts';
import { seedSample } from './booking/sample.ts';
import { type Bot, createBot } from './bots/bot.ts';
import { readFaults } from './bots/faults.ts';
import { createTranscript } from './bots/transcript.ts';
import type { Channels } from './channels.ts';
import { addresses, type Config } from './config.ts';
import type { Conversation } from './dialogs/root.ts';
import type { Route } from './domain/http.ts';
import { errorWords, type Logger, word } from './domain/log.ts';
import { startHousekeeping } from './housekeeping.ts';
import { createEmbeddedJobs } from './jobs/embedded.ts';
import type { Jobs } from './jobs/jobs.ts';
import { readWebchatSecret } from './privacy/keys.ts';
import { createLogger } from './privacy/logger.ts';
import { samplePersonas } from './registry/sample.ts';
import { openRooms, type Rooms } from './rooms.ts';
import { healthRoutes } from './server/health.ts';
import { createMetrics } from './server/metrics.ts';
import { pageRoutes } from './server/pages.ts';
import { createReadiness } from './server/readiness.ts';
import { createServer } from './server/server.ts';
import { isTrial, openChannelsOrSimulator } from './simulated.ts';
import { createWire, type WireOptions } from './simulator/wire/wire.ts';

export interface AppExtras {
  /** The environment that names a fault point, in tests. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The signed webhook of crash tests and the bench. */
  readonly wire?: Omit<WireOptions, 'receive'>;
  /** In place of the Graph API, where a bench measures only the way in. */
  readonly graph?: Graph;
  /** Another conversation in place of the real one, in tests of the engine. */
  readonly conversation?: Conversation;
}

export interface App {
  readonly port: number;
  readonly publicUrl: string;
  /** Finishes the lanes, speaks what is saved and closes everything, in under ten seconds. */
  stop(): Promise<void>;
}

const HOUR_MS = 3_600_000;
/** A web chat's history, a little longer than a browser may stay away and still come back to its conversation. */
const TRANSCRIPT_MS = 31 * 24 * HOUR_MS;
/** How long a stop waits for replies on their way. */
const SPEAKING_MS = 6_000;

/** Port 0 means any: chosen before the pages and tokens that name it are made. */
function chosenPort(config: Config): Promise<number> {
  if (config.port !== 0) return Promise.resolve(config.port);
  return new Promise((resolve, reject) => {
    const probe = createProbe();
    probe.once('error', reject);
    probe.listen(0, config.host, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

interface Parts {
  readonly rooms: Rooms;
  readonly bot: Bot;
  readonly webchat: Webchat;
  readonly channels: Channels;
  readonly jobs: Jobs;
  readonly routes: readonly Route[];
}

/** Makes the bot, its channels and its routes over opened rooms. */
async function assemble(
  config: Config,
  extras: AppExtras,
  rooms: Rooms,
  common: { logger: Logger; metrics: ReturnType<typeof createMetrics> },
  port: number,
): Promise<Parts> {
  const { logger, metrics } = common;
  const { publicUrl, origins } = addresses(config, port);
  const jobs = createEmbeddedJobs((name, error) =>
    logger.error('job_failed', { job: word(name), ...errorWords(error) }),
  );
  const { documents, vault, booking } = rooms;
  const bot = createBot({
    ...{ documents, sealer: vault, pseudonyms: vault, jobs, metrics, logger },
    conversation: extras.conversation ?? rooms.conversation,
    faults: readFaults(extras.env ?? {}),
    onReturned: (home) => rooms.notices.comeBack(home),
    maxQueue: config.maxQueue,
    leaseMs: config.outboxLeaseMs,
  });
  const webchat = createWebchat({
    ...{ receive: bot.receive, origins, publicUrl, logger, metrics },
    transcript: createTranscript({ documents, sealer: vault, ttlMs: TRANSCRIPT_MS }),
    secret: config.webchatSecret ?? readWebchatSecret(config),
    clock: Date.now,
    // Longer than a dead process keeps its replies and a sweep takes, or a browser would skip over them.
    gapMs: config.outboxLeaseMs + 15_000,
  });
  bot.channels.set(webchat.channel.id, webchat.channel);
  const wire = extras.wire && createWire({ ...extras.wire, receive: bot.receive });
  if (wire) bot.channels.set(wire.channel.id, wire.channel);
  const parts = { bot, rooms, logger, metrics, graph: extras.graph };
  const channels = await openChannelsOrSimulator(config, port, parts);
  for (const channel of channels.channels) bot.channels.set(channel.id, channel);
  const routes = [
    ...(wire?.routes ?? []),
    ...channels.routes,
    ...webchat.routes,
    ...ticketRoutes({ booking, clock: Date.now, publicUrl, logger, metrics }),
    // Invented people belong to a trial, never to an installation.
    ...pageRoutes({ publicUrl, origins, personas: config.production ? [] : samplePersonas(), phones: channels.phones }),
    ...healthRoutes({
      ready: createReadiness({ busy: () => bot.notReady()[0], ping: () => documents.ping() }),
      metrics,
    }),
  ];
  return { rooms, bot, webchat, channels, jobs, routes };
}

/**
 * Starts the product. Throws `KeyError` and `StoreError` for a store that
 * cannot be used, and Node's error when it cannot listen; nothing stays open then.
 */
export async function startApp(config: Config, extras: AppExtras = {}): Promise<App> {
  const port = await chosenPort(config);
  const { publicUrl } = addresses(config, port);
  const logger = createLogger({ level: config.logLevel });
  const metrics = createMetrics({ onUnknown: (name) => logger.warn('unknown_metric', { name: word(name) }) });
  const sendsCodes = config.whatsapp !== undefined || isTrial(config);
  const rooms = await openRooms(config, { logger, metrics, publicUrl, sendsCodes });
  const { bot, webchat, channels, jobs, routes } = await assemble(config, extras, rooms, { logger, metrics }, port);
  const server = createServer({ routes, upgrade: webchat.upgrade, metrics, logger, proxyHops: config.proxyHops });
  try {
    // Invented people and places belong to a trial, never to an installation.
    if (!config.production) await seedSample({ ...rooms, registry: rooms.list });
    await server.listen(port, config.host);
  } catch (error) {
    await rooms.close();
    throw error;
  }
  webchat.start();
  bot.start();
  startHousekeeping({ jobs, rooms, bot, metrics, sample: !config.production, ...channels });
  logger.info('started', { port });

  return {
    port,
    publicUrl,
    async stop() {
      logger.info('stopping');
      // Whatever a channel does not take by then stays in the outbox.
      const late = setTimeout(() => void channels.close(), SPEAKING_MS);
      await Promise.all([server.stop(), bot.stop().then(() => Promise.all([webchat.close(), channels.close()]))]);
      clearTimeout(late);
      rooms.drain?.stop();
      await jobs.stop();
      await rooms.close();
      logger.info('stopped');
    },
  };
}
