import type { Activity } from 'botframework-schema';
import { createProgress } from '../../adapters/meta/progress.ts';
import { sign } from '../../adapters/meta/signature.ts';
import { createWebhook } from '../../adapters/meta/webhook.ts';
import { createEvents } from '../../adapters/whatsapp/events.ts';
import { readInput } from '../../dialogs/input.ts';
import { silent } from '../../domain/log.ts';
import type { Metrics } from '../../domain/metrics.ts';
import { random } from '../soak/plan.ts';
import { AT, change, entry, message, person, SENDER, SHAPES, value } from './support/entry.ts';

/** 4,000 in `npm test`; `FUZZ=200000` for the long run. */
const ROUNDS = Number(process.env['FUZZ'] ?? 4_000);
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_210_113);
const next = random(SEED);
const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;

const STRANGE: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  '',
  ' ',
  'x'.repeat(9_000),
  '\ud800',
  '\u0000',
  '💉'.repeat(300),
  [],
  {},
  [[[]]],
  [null],
  { __proto__: null },
  { constructor: 1 },
  { toString: 1, valueOf: 1 },
  '__proto__',
  'constructor',
  '1790000000000000',
  '-1',
  'NaN',
  '6281200000001',
  { type: 'text' },
  'interactive',
  'toString',
  ['a', 1],
  '{"a":',
  'v1:999999999999999:x',
  't:',
  't:ya',
  '../../etc',
]; // prettier-ignore

/** Changes a copy of a JSON value somewhere: another value, a field gone, twice, renamed, or one level deeper. */
function mutate(node: unknown, depth = 0): unknown {
  if (depth > 12 || typeof node !== 'object' || node === null || next() < 0.06) return pick(STRANGE);
  if (Array.isArray(node)) {
    const copy = [...node];
    const at = Math.floor(next() * (copy.length + 1));
    const chance = next();
    if (chance < 0.15) copy.splice(at, 1);
    else if (chance < 0.3) copy.splice(at, 0, pick(STRANGE));
    else if (copy.length > 0) copy[at % copy.length] = mutate(copy[at % copy.length], depth + 1);
    return copy;
  }
  const fields = Object.entries(node);
  // As JSON: some of them have no text of their own.
  if (fields.length === 0) return { [JSON.stringify(pick(STRANGE))]: pick(STRANGE) };
  const [name, inner] = pick(fields);
  const chance = next();
  const rest = Object.fromEntries(fields.filter(([one]) => one !== name));
  if (chance < 0.1) return rest;
  if (chance < 0.15) return { ...rest, [`${name}_`]: inner };
  if (chance < 0.25) return { ...node, [name]: { [name]: inner } };
  return { ...node, [name]: mutate(inner, depth + 1) };
}

test(`${ROUNDS} mutated deliveries, seed ${SEED}: always an answer, nothing thrown, and the good message beside them is read`, async () => {
  const received: Partial<Activity>[] = [];
  let failures = 0;
  const metrics: Metrics = {
    count(name) {
      if (name === 'webhook_failures_total') failures += 1;
    },
    gauge() {},
    observe() {},
  };
  const read = createEvents({
    senders: new Set([SENDER]),
    async receive({ activity }) {
      received.push(activity);
      return { kind: 'saved' };
    },
    contacts: {
      find: async ({ phone, user }) => ({ id: `c-${user ?? phone}`, phone, user }),
      move: async () => {},
      get: async () => undefined,
      prefer: async () => {},
    },
    async settle(_channel, reports) {
      for (const { ref } of reports) expect(typeof ref).toBe('string');
    },
    progress: createProgress(),
    manage: async () => {},
    onMessage: () => () => {},
    clock: () => AT * 1000,
    logger: silent,
    metrics,
  });
  const hook = { path: '/webhooks/whatsapp', object: 'whatsapp_business_account', secrets: ['s'], verifyTokens: ['v'] };
  const [, post] = createWebhook({ ...hook, read, logger: silent, metrics });
  const names = Object.keys(SHAPES);
  const statuses = [
    { id: 'wamid.O', status: 'sent', timestamp: '1', biz_opaque_callback_data: 'o1.h.3', errors: [{ code: 1 }] },
  ];
  for (let round = 0; round < ROUNDS; round += 1) {
    const good = message({ id: `wamid.good.${round}`, type: 'text', text: { body: 'vaksin' } });
    const wild = mutate(
      change(value({ contacts: [person()], messages: [message(SHAPES[pick(names)] ?? {})], statuses })),
    );
    const whole = next() < 0.1 ? mutate(entry(change(value({ messages: [message({})] })))) : entry(wild as object);
    const delivery = {
      object: hook.object,
      entry: [whole, entry(change(value({ contacts: [person()], messages: [good] })))],
    };
    const bytes = Buffer.from(JSON.stringify(delivery));
    const body = next() < 0.05 ? bytes.subarray(0, Math.floor(next() * bytes.length)) : bytes;
    const headers = { 'x-hub-signature-256': sign(body, next() < 0.02 ? 'wrong' : 's') };
    received.length = 0;
    const request = {
      method: 'POST',
      path: hook.path,
      params: {},
      query: new URLSearchParams(),
      remote: '',
      headers,
      body,
    };
    const status = (await post?.handle(request))?.status;
    if (status === 200) {
      expect(received.map((one) => one.id)).toContain(`wamid.good.${round}`);
      for (const activity of received) readInput(activity);
    } else expect([400, 401]).toContain(status);
  }
  // Not a single piece stumbled: what cannot be read is ignored on purpose, not by an exception.
  expect(failures).toBe(0);
}, 600_000);
