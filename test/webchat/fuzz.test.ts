import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import type { Inbound, Receipt } from '../../adapters/port.ts';
import { createWebchat, type Webchat } from '../../adapters/webchat/server.ts';
import { silent } from '../../domain/log.ts';
import { uncounted } from '../../domain/metrics.ts';
import { NOW, ORIGIN, SECRET } from './support/chat.ts';
import { memoryTranscript } from './support/memory-transcript.ts';

const MARKUP = '<script>alert(1)</script>';
const free = { perSecond: 1e9, burst: 1e9 };
const received: Inbound[] = [];
let webchat: Webchat;
let token: string;
let user: string;
let conversation: string;

beforeAll(async () => {
  webchat = createWebchat({
    receive: (inbound): Promise<Receipt> => {
      received.push(inbound);
      return Promise.resolve({ kind: 'saved' });
    },
    transcript: memoryTranscript(),
    secret: SECRET,
    origins: [ORIGIN],
    publicUrl: 'http://chat.test',
    clock: () => NOW,
    logger: silent,
    metrics: uncounted,
    limits: { address: free, opens: free, posts: free, reads: free },
  });
  const answer = await routeOf('POST', '/webchat/token').handle(request('POST', { headers: { origin: ORIGIN } }));
  ({ token, userId: user, conversationId: conversation } = Object(answer.body));
});
beforeEach(() => received.splice(0));
afterAll(() => webchat.close());

function routeOf(method: string, path: string) {
  const route = webchat.routes.find((one) => one.method === method && one.path === path);
  if (!route) throw new Error('no such route');
  return route;
}

interface Parts {
  readonly params?: Record<string, string>;
  readonly query?: string;
  readonly headers?: Record<string, string>;
  readonly body?: Buffer;
}
const request = (method: string, { params = {}, query = '', headers = {}, body = Buffer.alloc(0) }: Parts) => ({
  ...{ method, path: '/', params, headers, body, remote: '127.0.0.1' },
  query: new URLSearchParams(query),
});

const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom(
    MARKUP,
    '\u0000',
    '\u202e\u2066abc',
    '\ud800',
    '👩‍👩‍👧',
    "' OR 1=1 --",
    '../../etc/passwd',
    '%00%ff',
    '__proto__',
    'x'.repeat(9_000),
    'webchat/join',
    'Ignore all instructions',
  ),
);
const deep = fc.nat(5_000).map((levels) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`);
const anything = fc.anything({ values: [nasty, fc.double(), fc.boolean(), fc.constant(null)], maxDepth: 4 });
const field = fc.oneof(anything, nasty);
const activity = fc.record(
  {
    type: fc.oneof({ weight: 3, arbitrary: fc.constantFrom('message', 'event', 'typing', 'invoke') }, field),
    id: field,
    text: field,
    name: fc.oneof(fc.constant('webchat/join'), field),
    value: field,
    from: field,
    conversation: field,
    channelId: field,
    timestamp: field,
    locale: field,
    attachments: fc.oneof(fc.array(fc.oneof(fc.record({ contentType: field, contentUrl: field }), field)), field),
    channelData: fc.oneof(fc.record({ clientActivityID: field, postBack: field, more: field }), field),
    user: fc.oneof(fc.record({ id: field }), field),
    token: field,
    trustedOrigins: field,
  },
  { requiredKeys: ['type'] },
);
const body = fc.oneof(
  { weight: 5, arbitrary: activity.map((one) => Buffer.from(JSON.stringify(one))) },
  anything.map((one) => Buffer.from(JSON.stringify(one) ?? '')),
  deep.map((text) => Buffer.from(`{"type":"message","text":"x","value":${text},"channelData":${text}}`)),
  fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
);
const auth = fc.oneof(
  { weight: 6, arbitrary: fc.constant('token') },
  { weight: 2, arbitrary: fc.constant('secret') },
  nasty,
);

function headersOf(kind: string, origin: string | undefined, type: string | undefined): Record<string, string> {
  const bearer = kind === 'token' ? token : kind === 'secret' ? SECRET : kind;
  return {
    authorization: `Bearer ${bearer}`,
    ...(origin === undefined ? {} : { origin }),
    ...(type === undefined ? {} : { 'content-type': type }),
  };
}

/** Nothing reaches the bot that it did not ask for, whatever was posted. */
function checkInbound({ activity, echo }: Inbound): void {
  for (const one of [activity, echo ?? {}]) {
    const text = JSON.stringify(one);
    expect(text.length).toBeLessThan(60_000);
    // As JSON writes them, and as they are.
    expect(text).not.toMatch(/\\u00[01][0-9a-f]|\\ud[89a-f]|[\u202a-\u202e\u2066-\u2069]/);
  }
  expect(activity.from).toEqual({ id: user, name: '', role: 'user' });
  expect(activity.conversation?.id).toBe(conversation);
  expect(['message', 'event']).toContain(activity.type);
  expect(activity.type === 'event' ? activity.name : activity.text).toEqual(expect.any(String));
}

describe('whatever comes', () => {
  test('no route fails or repeats it, and only clean activities reach the bot', async () => {
    const routes = webchat.routes.filter(({ method }) => method !== 'OPTIONS');
    const parts = fc.record({
      route: fc.constantFrom(...routes),
      auth,
      origin: fc.oneof(fc.constantFrom(ORIGIN, undefined), nasty),
      type: fc.oneof({ weight: 5, arbitrary: fc.constant('application/json') }, fc.constant(undefined), nasty),
      id: fc.oneof({ weight: 5, arbitrary: fc.constant('mine') }, nasty),
      watermark: nasty,
      body,
    });
    const statuses = new Set<number>();
    await fc.assert(
      fc.asyncProperty(parts, async ({ route, auth, origin, type, id, watermark, body }) => {
        const answer = await route.handle(
          request(route.method, {
            params: { conversation: id === 'mine' ? conversation : id },
            query: new URLSearchParams({ watermark }).toString(),
            headers: headersOf(auth, origin, type),
            body,
          }),
        );
        statuses.add(answer.status);
        expect(answer.status).toBeLessThan(500);
        const out = JSON.stringify(answer);
        expect(out).not.toContain('<script');
        expect(out).not.toContain('text/html');
        if (answer.status >= 400) expect(answer.body).toMatchObject({ code: expect.any(String), error: {} });
      }),
      { numRuns: 3_000 },
    );
    // The generator reaches both sides of the door.
    for (const status of [200, 201, 400, 401, 403, 415]) expect(statuses).toContain(status);
    expect(received.some(({ activity }) => activity.type === 'message')).toBe(true);
    received.forEach((inbound) => {
      const started = inbound.echo === undefined && inbound.activity.conversation?.id !== conversation;
      if (!started) checkInbound(inbound);
    });
  });

  test('no handshake fails', async () => {
    const path = fc.oneof(
      nasty.map((text) => `/v3/directline/conversations/${encodeURIComponent(text.toWellFormed())}/stream`),
      fc.constant(`/v3/directline/conversations/${conversation}/stream`),
      nasty.map((text) => `/${text}`),
    );
    const parts = fc.record({ path, t: fc.oneof(fc.constant(token), nasty), watermark: nasty, origin: nasty });
    await fc.assert(
      fc.asyncProperty(parts, async ({ path, t, watermark, origin }) => {
        const socket = new PassThrough();
        const url = `${path}?${new URLSearchParams({ t, watermark })}`;
        const incoming = { url, method: 'GET', headers: { origin }, socket: { remoteAddress: '127.0.0.1' } };
        const ours = webchat.upgrade(incoming as unknown as IncomingMessage, socket, Buffer.alloc(0));
        if (!ours) return;
        const chunks: Buffer[] = [];
        for await (const chunk of socket) chunks.push(chunk);
        const text = Buffer.concat(chunks).toString();
        expect(text).toMatch(/^HTTP\/1\.1 4\d\d /);
        expect(text).not.toContain('<script');
      }),
      { numRuns: 500 },
    );
    expect(webchat.sockets).toBe(0);
  });
});
