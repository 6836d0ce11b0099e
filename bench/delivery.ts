import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { delivery, type WireText } from '../simulator/wire/delivery.ts';
import { measure, median } from './client.ts';
import { type Figure, figure } from './report.ts';
import { SECRET } from './servers/common.ts';
import { spawnServer } from './servers/spawn.ts';

/** Meta's largest delivery. */
const MESSAGES = 1_000;
const CONNECTIONS = 128;
const ROUNDS = 5;

/** One message of each of a thousand people. */
function messages(prefix: string, round: number): WireText[] {
  return Array.from({ length: MESSAGES }, (_unused, n) => ({
    id: `wamid.${prefix}.${round}.${n}`,
    from: `62813${prefix}${String(n).padStart(6, '0')}`,
    text: 'menu',
    at: Math.floor(Date.now() / 1000),
  }));
}

async function seconds(port: number, bodies: readonly { body: Buffer; signature: string }[]): Promise<number> {
  const queue = bodies.values();
  const connections = Math.min(CONNECTIONS, bodies.length);
  const measured = await measure({ port, path: '/webhooks/whatsapp', connections, next: () => queue.next().value });
  if (measured.notOk > 0) throw new Error(`${measured.notOk} answers were not 200`);
  return measured.seconds;
}

/** `delivery-1000`: one delivery with a thousand messages of a thousand people, against a thousand deliveries of one. */
export async function benchDelivery(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'sapa delivery '));
  const server = await spawnServer('sapa', { DATA_DIR: folder });
  const together: number[] = [];
  const singly: number[] = [];
  try {
    for (let round = 0; round <= ROUNDS; round += 1) {
      const one = await seconds(server.port, [delivery(messages('1', round), SECRET)]);
      const many = await seconds(
        server.port,
        messages('2', round).map((message) => delivery([message], SECRET)),
      );
      // The first round meets a cold program and makes the conversations.
      if (round > 0) together.push(one);
      if (round > 0) singly.push(many);
    }
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  const detail = `${Math.round(median(together) * 1000)} ms for one delivery of ${MESSAGES}, ${Math.round(median(singly) * 1000)} ms for ${MESSAGES} of one`;
  return [figure('delivery-1000', median(singly) / median(together), 1, 'higher', detail)];
}
