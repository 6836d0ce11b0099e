/** The product as it ships, with the signed webhook of the wire in place of WhatsApp's. */
import { join } from 'node:path';
import { startApp } from '../../app.ts';
import { readConfig } from '../../config.ts';
import { ready, SECRET } from './common.ts';

const folder = process.env['DATA_DIR'] ?? '.';
const env = {
  ...process.env,
  PORT: '0',
  DATA_KEY_FILE: join(folder, 'keys', 'data.key'),
  LOG_LEVEL: 'error',
};
const app = await startApp(readConfig(env, folder), { env, wire: { secrets: [SECRET] } });
ready(app.port);
process.once('SIGTERM', () => void app.stop().then(() => process.exit(0)));
