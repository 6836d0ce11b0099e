import { delivery } from '../../simulator/wire/delivery.ts';
import { createWire } from '../../simulator/wire/wire.ts';
import { inspectSqlite } from '../../stores/sqlite/inspect.ts';
import { openSqlite } from '../../stores/sqlite/open.ts';
import { testFolder } from '../stores/support/folder.ts';
import { type RouteHost, routeHost } from '../support/route-host.ts';
import { engine, plainPseudonyms, settled } from './support/engine.ts';
import { tallyOf } from './support/tally.ts';

const folder = testFolder();
const SECRET = 'secret';
/** Text enough that a few dozen turns fill the little disk. */
const LONG = 'panjang '.repeat(500);

async function post(host: RouteHost, id: string, text: string): Promise<Response> {
  const { body, signature } = delivery([{ id, from: '628990000001', text, at: 1_790_000_000 }], SECRET);
  return fetch(`${host.url}/webhooks/wire`, {
    method: 'POST',
    body: new Uint8Array(body),
    headers: { 'x-hub-signature-256': signature },
  });
}

test('a full disk: turns answer 503 and are not counted, and all goes on by itself when there is room', async () => {
  const file = folder.path('sapa.db');
  const documents = openSqlite({ file, maxPages: 120 });
  const { bot } = engine(documents);
  const wire = createWire({ receive: bot.receive, secrets: [SECRET] });
  bot.channels.set(wire.channel.id, wire.channel);
  const host = await routeHost({ routes: wire.routes });
  const id = `wire|${plainPseudonyms.contact('wire', '628990000001')}`;
  const heard = async (): Promise<number> => {
    const found = await documents.get<{ sealed: string }>('conversations', id, id);
    return tallyOf(JSON.parse(found?.body.sealed ?? '{}').state).texts.length;
  };
  try {
    let counted = 0;
    let answer = await post(host, 'm0', LONG);
    while (answer.status === 200) {
      counted += 1;
      answer = await post(host, `m${counted}`, LONG);
    }
    expect(counted).toBeGreaterThan(3);
    expect(answer.status).toBe(503);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await heard()).toBe(counted);
    await documents.limitPages(2_000);
    // The channel brings the refused message again.
    expect((await post(host, `m${counted}`, LONG)).status).toBe(200);
    expect(await heard()).toBe(counted + 1);
    await settled();
    await bot.stop();
  } finally {
    await host.close();
    await documents.close();
  }
  expect(await inspectSqlite(file)).toMatchObject({ ok: true, counts: { conversations: 1 } });
});
