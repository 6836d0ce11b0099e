import type { Activity } from 'botframework-schema';
import { createMessenger } from '../../adapters/messenger/server.ts';
import { createMediaUploads } from '../../adapters/meta/media.ts';
import { sign } from '../../adapters/meta/signature.ts';
import { readInput } from '../../dialogs/input.ts';
import type { HttpRequest } from '../../domain/http.ts';
import { silent } from '../../domain/log.ts';
import type { Metrics } from '../../domain/metrics.ts';
import { messengerDeliveries } from '../../simulator/meta/fixtures/messenger.ts';
import { mutate } from '../../simulator/meta/fixtures/mutate.ts';
import { createRandom } from '../../simulator/meta/random.ts';

/** 4,000 in `npm test`; `FUZZ=200000` for the long run. */
const ROUNDS = Number(process.env['FUZZ'] ?? 4_000);
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_261_125);
const SECRET = 'app-secret';
const shapes = messengerDeliveries();
/** The page of the recorded shapes. */
const PAGE = String((shapes[0]?.body.entry[0] as { readonly id: string }).id);

function request(body: Buffer): HttpRequest {
  const headers = { 'content-type': 'application/json', 'x-hub-signature-256': sign(body, SECRET) };
  const common = { method: 'POST', path: '/webhooks/messenger', params: {}, query: new URLSearchParams(), remote: '' };
  return { ...common, headers, body };
}

function open(received: Partial<Activity>[]) {
  let failures = 0;
  const metrics: Metrics = {
    count(name) {
      if (name === 'webhook_failures_total') failures += 1;
    },
    gauge() {},
    observe() {},
  };
  // Receipts and handovers call Meta, which is not there: that must not matter.
  const graph = {
    call: () => Promise.resolve({ kind: 'unreached', reason: 'refused' } as const),
    close: () => Promise.resolve(),
  };
  const { routes } = createMessenger({
    ...{ graph, uploads: createMediaUploads(graph), pages: new Map([[PAGE, 't']]), appSecrets: [SECRET] },
    ...{ verifyTokens: ['v'], settle: () => Promise.resolve(), logger: silent, metrics },
    async receive({ activity }) {
      received.push(activity);
      return { kind: 'saved' };
    },
  });
  const post = routes.find(({ method }) => method === 'POST');
  if (!post) throw new Error('no route');
  return { deliver: (body: Buffer) => post.handle(request(body)), failures: () => failures };
}

test('every recorded shape is answered with 200 without a failure', async () => {
  const { deliver, failures } = open([]);
  for (const { body } of shapes) expect((await deliver(Buffer.from(JSON.stringify(body)))).status).toBe(200);
  expect(failures()).toBe(0);
});

test(`${ROUNDS} mutated deliveries, seed ${SEED}: always 200, nothing thrown, and the good message beside them is read`, async () => {
  const random = createRandom(SEED);
  const received: Partial<Activity>[] = [];
  const { deliver, failures } = open(received);
  const good = (mid: string) => ({
    sender: { id: '24000000000000009' },
    recipient: { id: PAGE },
    timestamp: 1_790_000_000_000,
    message: { mid, text: 'halo' },
  });
  for (let round = 0; round < ROUNDS; round += 1) {
    const shape = shapes[round % shapes.length]?.body ?? {};
    let bad: object = structuredClone(shape);
    for (let more = Math.floor(random.next() * 3); more >= 0; more -= 1) bad = mutate(bad, random);
    const mid = `m_good_${round}`;
    const raw = Array.isArray((bad as { entry?: unknown }).entry) ? (bad as { entry: unknown[] }).entry : [bad];
    const delivery = { object: 'page', entry: [...raw, { id: PAGE, time: 1, messaging: [good(mid)] }] };
    received.length = 0;
    expect((await deliver(Buffer.from(JSON.stringify(delivery)))).status).toBe(200);
    expect(received.some(({ id }) => id === mid)).toBe(true);
    for (const activity of received) {
      expect(typeof activity.id === 'string' && activity.id !== '').toBe(true);
      expect(activity.conversation?.id.startsWith(`${PAGE}/`)).toBe(true);
      expect(Number.isFinite(activity.timestamp?.getTime())).toBe(true);
      // The dialogs can read whatever has come this far.
      expect(readInput(activity).kind).toBeDefined();
    }
  }
  expect(failures()).toBe(0);
});

test('bytes that are no JSON, or no delivery, are refused or passed over', async () => {
  const { deliver } = open([]);
  const said = async (text: string): Promise<number> => (await deliver(Buffer.from(text))).status;
  expect(await Promise.all(['', '{', '[]', 'null', '5', '"x"'].map(said))).toEqual([400, 400, 400, 400, 400, 400]);
  expect(await Promise.all(['{}', '{"object":"page"}', '{"object":"page","entry":5}'].map(said))).toEqual([
    200, 200, 200,
  ]);
});
