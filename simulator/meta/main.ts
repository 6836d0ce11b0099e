/** `npm run simulator`: the fake Meta as a program of its own, for any bot. */
import { Command, InvalidArgumentError } from 'commander';
import { startSimulator } from './start.ts';

interface Flags {
  readonly port: number;
  readonly host: string;
  readonly whatsapp?: string;
  readonly messenger?: string;
  readonly seed?: number;
  readonly speed: number;
  readonly numbers: number;
  readonly json?: boolean;
}

function number(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) throw new InvalidArgumentError('expected a number');
  return value;
}

function address(text: string): string {
  if (!/^https?:\/\/\S+$/.test(text)) throw new InvalidArgumentError('expected an http address');
  return text;
}

const program = new Command('simulator')
  .description('A fake Meta: WhatsApp Cloud API, Messenger, and phones to try a bot on. Nothing leaves this machine.')
  .option('--port <n>', 'where it listens', number, 4010)
  .option('--host <name>', 'on which address', '127.0.0.1')
  .option('--whatsapp <url>', "your bot's webhook for WhatsApp", address)
  .option('--messenger <url>', "your bot's webhook for Messenger", address)
  .option('--seed <n>', 'the same chances, ids and credentials every time', number)
  .option('--speed <n>', "how much faster than Meta's waits everything goes", number, 1)
  .option('--numbers <n>', 'business numbers and pages', number, 1)
  .option('--json', 'prints one JSON document')
  .parse();

const flags = program.opts<Flags>();
const webhookUrls = {
  ...(flags.whatsapp === undefined ? {} : { whatsapp: flags.whatsapp }),
  ...(flags.messenger === undefined ? {} : { messenger: flags.messenger }),
};

try {
  const simulator = await startSimulator({
    ...{ port: flags.port, host: flags.host, webhookUrls, page: true },
    ...{ numbers: Math.max(1, flags.numbers), pages: Math.max(1, flags.numbers) },
    ...(flags.seed === undefined ? {} : { seed: flags.seed }),
    settings: { timeScale: 1 / Math.max(0.001, flags.speed) },
  });
  const { whatsapp, messenger, graphBaseUrl, port } = simulator;
  // Invented, and good for this program only: they are there to be copied.
  const settings = {
    GRAPH_BASE_URL: graphBaseUrl,
    WHATSAPP_PHONE_NUMBER_ID: whatsapp.phoneNumberIds.join(),
    WHATSAPP_ACCESS_TOKEN: whatsapp.accessToken,
    WHATSAPP_APP_SECRET: whatsapp.appSecret,
    WHATSAPP_VERIFY_TOKEN: whatsapp.verifyToken,
    MESSENGER_PAGE_ID: messenger.pageIds.join(),
    MESSENGER_PAGE_TOKEN: messenger.pageTokens.join(),
    MESSENGER_APP_SECRET: messenger.appSecret,
    MESSENGER_VERIFY_TOKEN: messenger.verifyToken,
    MESSENGER_APP_ID: messenger.appId,
  };
  if (flags.json) console.log(JSON.stringify({ url: `http://${flags.host}:${port}/`, settings }));
  else {
    console.log(`Phones: http://${flags.host}:${port}/\nSettings for the bot:\n`);
    for (const [name, value] of Object.entries(settings)) console.log(`${name}=${value}`);
  }
  const stop = (): void => void simulator.close().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
} catch (error) {
  const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  console.error(taken ? `Port ${flags.port} is taken: choose another one with --port.` : error);
  process.exitCode = 1;
}
