import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FAULT_POINTS, type FaultPoint } from '../../bots/faults.ts';
import type { WireText } from '../../simulator/wire/delivery.ts';
import { persona, registration } from '../support/personas.ts';
import { type Product, startProduct } from '../support/product.ts';
import { openSink, type Received } from '../support/sink.ts';
import { conversationOf, openStored } from '../support/stored.ts';

const person = persona('registered');
const SCRIPT = registration(person);
/** Turns that are struck: one that only asks, one that records a consent, one that submits, one that books. */
const STRUCK = { notice: 0, consent: 1, submit: 7, book: 9 };
/** The kill falls between speaking and recording: these, and no others, may repeat replies. */
const MAY_REPEAT: readonly FaultPoint[] = ['amid-speak', 'after-speak'];
/** Points at which the turns with an effect of their own are struck too. */
const EVERYWHERE: readonly FaultPoint[] = ['before-save', 'after-save', 'after-speak'];
const FROM = '628990000001';

const root = mkdtempSync(join(tmpdir(), 'sapa crash '));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const message = (n: number): WireText => ({
  id: `wamid.crash.${n}`,
  from: FROM,
  text: SCRIPT[n] ?? '',
  at: 1_790_000_000 + n,
});

async function say(product: Product, from: number, to: number): Promise<void> {
  for (let n = from; n < to; n += 1) expect(await product.deliver(message(n))).toBe(200);
}

const heard = (received: readonly Received[]): Map<string, Received> =>
  new Map([...received].sort((a, b) => a.seq - b.seq).map((one) => [one.id, one]));

/** The state and the words of a run, without what differs between any two runs: times and the code of the ticket. */
async function outcome(folder: string, received: readonly Received[]): Promise<unknown> {
  const stored = await openStored(folder);
  try {
    const found = await conversationOf(stored, 'wire', FROM);
    const ticket = await stored.booking.held(stored.vault.person(person.answers.nik), 1);
    const words = [...heard(received).values()].map((one) => one.text);
    const session = ticket?.session.id;
    const left = ticket?.session.left;
    const code = ticket?.code ?? 'none';
    const plain = (value: unknown): unknown =>
      JSON.parse(
        JSON.stringify(value ?? null)
          .replaceAll(code, 'CODE')
          .replace(/\b1[78]\d{8}(\d{3})?\b/g, '0'),
      );
    const consents = (await stored.consents.list(stored.vault.contact('wire', FROM))).length;
    return { state: plain(found?.inner.state), words: plain(words), session, left, consents, due: found?.body.due };
  } finally {
    await stored.close();
  }
}

/** Folders in which the conversation stands before each struck turn, and the outcome of an undisturbed run. */
async function prepare(): Promise<{
  before(turn: number): string;
  said(turn: number): readonly Received[];
  undisturbed: unknown;
}> {
  const folder = join(root, 'undisturbed');
  const sink = await openSink();
  const prefix = new Map<number, readonly Received[]>();
  let at = 0;
  for (const turn of [...Object.values(STRUCK), SCRIPT.length]) {
    const product = await startProduct({ folder, sink: sink.url });
    await say(product, at, turn);
    await product.kill('SIGTERM');
    prefix.set(turn, [...sink.received]);
    cpSync(folder, join(root, `before ${turn}`), { recursive: true });
    at = turn;
  }
  await sink.close();
  return {
    before: (turn) => join(root, `before ${turn}`),
    said: (turn) => prefix.get(turn) ?? [],
    undisturbed: await outcome(folder, sink.received),
  };
}

let ground: Awaited<ReturnType<typeof prepare>>;
beforeAll(async () => {
  mkdirSync(join(root, 'undisturbed'));
  ground = await prepare();
});

test('an undisturbed run ends with a ticket, one consent and everything spoken', () => {
  expect(ground.undisturbed).toMatchObject({ session: expect.any(String), consents: 1, due: undefined });
});

/** Strikes one turn at one point, restarts, redelivers as a channel would, and finishes the conversation. */
async function strike(
  point: FaultPoint,
  turn: number,
): Promise<{ outcome: unknown; repeated: number; answered: boolean }> {
  const folder = mkdtempSync(join(root, `${point} `));
  cpSync(ground.before(turn), folder, { recursive: true });
  const sink = await openSink();
  sink.received.push(...ground.said(turn));
  const struck = await startProduct({ folder, sink: sink.url, env: { SAPA_FAULT: point } });
  const status = await struck.deliver(message(turn));
  expect(await struck.ended).toEqual({ code: null, signal: 'SIGKILL' });
  const again = await startProduct({ folder, sink: sink.url });
  // Without a 200 the channel brings the message again; with one it sometimes does so all the same.
  await say(again, turn, turn + 1);
  await say(again, turn, turn + 1);
  await settled(folder);
  await say(again, turn + 1, SCRIPT.length);
  await settled(folder);
  await again.kill('SIGTERM');
  await sink.close();
  const ended = await outcome(folder, sink.received);
  return { outcome: ended, repeated: sink.received.length - heard(sink.received).size, answered: status === 200 };
}

/** Waits until every reply was heard and that is written down: after a crash it happens when the dead one's lease ends. */
async function settled(folder: string): Promise<void> {
  const stored = await openStored(folder);
  try {
    while ((await conversationOf(stored, 'wire', FROM))?.body.due !== undefined) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  } finally {
    await stored.close();
  }
}

/** Every point in a turn that only asks and in the one that books; three points in those that submit and consent. */
const CASES = FAULT_POINTS.flatMap((point) =>
  Object.entries(STRUCK)
    .filter(([name]) => name === 'notice' || name === 'book' || EVERYWHERE.includes(point))
    .map(([name, turn]) => ({ point, name, turn })),
);

test.each(CASES)('killed $point in the turn "$name": answers count once, every reply is heard', async ({
  point,
  turn,
}) => {
  const { outcome: ended, repeated, answered } = await strike(point, turn);
  expect(ended).toEqual(ground.undisturbed);
  console.info(`killed ${point}: 200 was ${answered ? '' : 'not '}answered, ${repeated} replies heard twice`);
  if (MAY_REPEAT.includes(point)) expect(repeated).toBeGreaterThan(0);
  else expect(repeated).toBe(0);
});
