/**
 * The product as it ships, behind the real WhatsApp webhook. The Graph API is answered in process: what is measured is the
 * way in, from the signed bytes to the 200. The wire's webhook is there too, for populations that were filled through it.
 */
import { join } from 'node:path';
import type { Graph } from '../../adapters/meta/graph.ts';
import { startApp } from '../../app.ts';
import { readConfig } from '../../config.ts';
import { ready, SECRET } from './common.ts';

const graph: Graph = {
  call: () => Promise.resolve({ kind: 'ok', body: { messages: [{ id: 'wamid.bench' }] } }),
  close: () => Promise.resolve(),
};
const folder = process.env['DATA_DIR'] ?? '.';
const env = {
  ...process.env,
  PORT: '0',
  DATA_KEY_FILE: join(folder, 'keys', 'data.key'),
  LOG_LEVEL: 'error',
  WHATSAPP_PHONE_NUMBER_ID: '100000000000001',
  WHATSAPP_ACCESS_TOKEN: 'bench',
  WHATSAPP_APP_SECRET: SECRET,
  WHATSAPP_VERIFY_TOKEN: 'bench',
};
const app = await startApp(readConfig(env, folder), { env, graph, wire: { secrets: [SECRET] } });
ready(app.port);
process.once('SIGTERM', () => void app.stop().then(() => process.exit(0)));
