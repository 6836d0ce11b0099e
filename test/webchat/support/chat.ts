import { WebSocket } from 'ws';
import type { Inbound, Receipt } from '../../../adapters/port.ts';
import type { WebchatReply } from '../../../adapters/webchat/history.ts';
import { createWebchat, type Webchat, type WebchatOptions } from '../../../adapters/webchat/server.ts';
import { silent } from '../../../domain/log.ts';
import { uncounted } from '../../../domain/metrics.ts';
import { type RouteHost, routeHost } from '../../support/route-host.ts';
import { type MemoryTranscript, memoryTranscript } from './memory-transcript.ts';

export const ORIGIN = 'http://ministry.test';
export const SECRET = 'a-secret-for-tests-only-0123456789';
export const NOW = 1_790_000_000_000;

/** One process with a web chat in it, and a bot that answers `You said: …`. */
export interface Chat {
  readonly webchat: Webchat;
  readonly url: string;
  readonly clock: { now: number };
  readonly transcript: MemoryTranscript;
  /** What reached the bot, resends included. */
  readonly received: Inbound[];
  /** What the bot answers to a delivery instead of taking it. */
  refuse: (Receipt & { kind: 'refused' }) | undefined;
  /** Says something outside a turn. */
  say(conversation: string, ...texts: string[]): Promise<void>;
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  token(): Promise<Session>;
  close(): Promise<void>;
}

export interface CallOptions {
  readonly token?: string;
  readonly origin?: string | undefined;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  /** Sent as it is. */
  readonly raw?: Uint8Array | string;
}

/** Every field an answer may have. A test reads those it expects, and fails when they are not there. */
export interface AnswerBody extends Session {
  readonly id: string;
  readonly streamUrl: string;
  readonly expires_in: number;
  readonly resumed: boolean;
  readonly watermark: string;
  readonly activities: readonly Record<string, unknown>[];
  readonly code: string;
  readonly message: string;
  readonly error: { readonly code: string; readonly message: string };
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: AnswerBody;
}

export interface Session {
  readonly token: string;
  readonly conversationId: string;
  readonly userId: string;
}

export interface SharedStore {
  readonly transcript: MemoryTranscript;
  /** Outbox numbers, by conversation: in the product they live in the conversation's document. */
  readonly numbers: Map<string, number>;
  readonly seen: Set<string>;
}

export const sharedStore = (): SharedStore => ({ transcript: memoryTranscript(), numbers: new Map(), seen: new Set() });

export async function chat(options: Partial<WebchatOptions> = {}, store = sharedStore()): Promise<Chat> {
  const clock = { now: NOW };
  let host: RouteHost | undefined;
  const received: Inbound[] = [];
  const next = (conversation: string): number => {
    const n = (store.numbers.get(conversation) ?? 0) + 1;
    store.numbers.set(conversation, n);
    return n;
  };

  async function receive(inbound: Inbound): Promise<Receipt> {
    received.push(inbound);
    if (self.refuse) return self.refuse;
    const { id = '', conversation, text = '', type } = inbound.activity;
    const address = conversation?.id ?? '';
    if (store.seen.has(id)) return { kind: 'seen' };
    store.seen.add(id);
    const out: WebchatReply[] = inbound.echo ? [{ id, seq: next(address), activity: inbound.echo }] : [];
    const answer = type === 'event' ? 'Hello' : `You said: ${text.slice(0, 100)}`;
    out.push({ id: `${id}:1`, seq: next(address), activity: { type: 'message', text: answer } });
    setImmediate(() => void webchat.channel.speak(address, out));
    return { kind: 'saved' };
  }

  const webchat = createWebchat({
    receive,
    transcript: store.transcript,
    secret: SECRET,
    origins: [ORIGIN],
    publicUrl: () => host?.url ?? '',
    clock: () => clock.now,
    logger: silent,
    metrics: uncounted,
    pollMs: 20,
    greet: false,
    ...options,
  });
  host = await routeHost(webchat);
  const { url } = host;

  const self: Chat = {
    webchat,
    url,
    clock,
    received,
    refuse: undefined,
    transcript: store.transcript,
    async say(conversation, ...texts) {
      const out = texts.map((text) => {
        const seq = next(conversation);
        return { id: `notice-${seq}`, seq, activity: { type: 'message', text } };
      });
      await webchat.channel.speak(conversation, out);
    },
    async call(method, path, { token, origin = ORIGIN, headers = {}, body, raw } = {}) {
      const sent: Record<string, string> = { 'content-type': 'application/json', ...headers };
      if (token !== undefined) sent['authorization'] = `Bearer ${token}`;
      if (origin !== '') sent['origin'] = origin;
      const content = raw ?? (body === undefined ? undefined : JSON.stringify(body));
      const response = await fetch(`${url}${path}`, {
        method,
        headers: sent,
        ...(content === undefined ? {} : { body: content as NonNullable<RequestInit['body']> }),
      });
      const text = await response.text();
      return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
    },
    token: async () => (await self.call('POST', '/webchat/token')).body,
    async close() {
      await webchat.close();
      await host?.close();
    },
  };
  return self;
}

/** A browser's socket that notes every activity it is shown. */
export interface Listener {
  readonly socket: WebSocket;
  readonly texts: string[];
  readonly sets: { activities: Record<string, unknown>[]; watermark: string }[];
  readonly closed: Promise<number>;
  /** Resolves when so many activities have arrived. */
  heard(count: number): Promise<void>;
}

export function listen(streamUrl: string, origin = ORIGIN): Promise<Listener> {
  const socket = new WebSocket(streamUrl, { origin });
  const texts: string[] = [];
  const sets: Listener['sets'] = [];
  const waits: { count: number; resolve: () => void }[] = [];
  const closed = new Promise<number>((resolve) => socket.once('close', (code) => resolve(code)));
  socket.on('message', (data) => {
    const set = JSON.parse(String(data));
    sets.push(set);
    for (const activity of set.activities) texts.push(String(activity.text));
    for (const wait of waits) if (texts.length >= wait.count) wait.resolve();
  });
  const listener: Listener = {
    socket,
    texts,
    sets,
    closed,
    heard: (count) =>
      new Promise((resolve) => {
        if (texts.length >= count) resolve();
        else waits.push({ count, resolve });
      }),
  };
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(listener));
    socket.once('error', reject);
  });
}

/** The HTTP status with which a handshake was refused. */
export function refusedHandshake(streamUrl: string, origin = ORIGIN): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(streamUrl, { origin });
    socket.once('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0);
      response.resume();
      socket.terminate();
    });
    socket.once('open', () => reject(new Error('the handshake was accepted')));
    socket.on('error', () => {});
  });
}
