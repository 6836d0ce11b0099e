/** The product plus the wire channel, for tests that kill it. Says where it listens over the IPC channel. */
import { startApp } from '../../app.ts';
import { readConfig } from '../../config.ts';
import { tallyConversation } from '../bots/support/tally.ts';

const { env } = process;
const app = await startApp(readConfig(env, process.cwd()), {
  env,
  wire: {
    secrets: [env['WIRE_SECRET'] ?? ''],
    ...(env['WIRE_SINK'] === undefined ? {} : { sink: env['WIRE_SINK'] }),
  },
  ...(env['TEST_CONVERSATION'] === 'tally' ? { conversation: tallyConversation() } : {}),
});
process.send?.({ port: app.port });
process.once('SIGTERM', () => void app.stop().then(() => process.exit(0)));
