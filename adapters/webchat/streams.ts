import type { RawData } from 'ws';
import { errorWords, type Logger } from '../../domain/log.ts';
import type { Metrics } from '../../domain/metrics.ts';
import type { Stream } from './stream.ts';
import type { Transcript, TranscriptItem } from './transcript.ts';

export interface SocketLimits {
  /** Sockets of one conversation: tabs, and old connections not yet noticed to be dead. Above it the oldest goes. */
  readonly perConversation: number;
  /** Sockets from one address. Generous: a mobile operator puts thousands of people behind one. */
  readonly perAddress: number;
  readonly total: number;
}

export interface StreamsOptions {
  readonly transcript: Transcript;
  readonly limits: SocketLimits;
  readonly pollMs: number;
  /** Between two pings, ms; a socket that answered none of them meanwhile is dead. */
  readonly pingMs: number;
  readonly clock: () => number;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** All sockets of this process. */
export interface Streams {
  /** Why no socket can be added for this address now; `undefined` when one can. */
  refusal(address: string): 'address' | 'total' | undefined;
  add(stream: Stream): void;
  /** What this process has just written. */
  publish(conversation: string, items: readonly TranscriptItem[]): void;
  /** The token was refreshed: its sockets live on. */
  extend(conversation: string, expires: number): void;
  /** One look at what other processes wrote. Done every `pollMs` while there are sockets. */
  poll(): Promise<void>;
  /** Frees every socket with 1001 ("going away"): browsers come back in 3 to 15 s. */
  close(): Promise<void>;
  readonly size: number;
}

/** Frames a browser may send per ping interval. Direct Line clients send one empty frame every 20 s. */
const FRAMES_MOST = 60;
const CLOSE_WAIT_MS = 500;

export function createStreams(options: StreamsOptions): Streams {
  const { transcript, limits, clock, logger, metrics } = options;
  const byConversation = new Map<string, Set<Stream>>();
  const byAddress = new Map<string, number>();
  const alive = new Map<Stream, { pong: boolean; frames: number }>();
  let since = 0;
  let timers: NodeJS.Timeout[] = [];
  let polling: Promise<void> | undefined;

  async function look(): Promise<void> {
    try {
      const changed = await transcript.changedSince(since);
      // Never ahead of our own clock: a process whose clock runs fast must not hide what the others write meanwhile.
      since = Math.max(since, Math.min(changed.newest, clock()));
      for (const conversation of changed.conversations)
        for (const stream of byConversation.get(conversation) ?? []) stream.wake();
    } catch (error) {
      metrics.count('webchat_poll_failures_total');
      logger.warn('webchat_poll_failed', errorWords(error));
    }
    for (const stream of alive.keys()) if (stream.waiting) stream.wake();
  }

  // One at a time: a slow store is not asked again while it is still answering.
  function poll(): Promise<void> {
    polling ??= look().finally(() => {
      polling = undefined;
    });
    return polling;
  }

  function keepAlive(): void {
    const now = clock();
    for (const [stream, life] of alive) {
      if (stream.expires <= now) stream.socket.close(1008, 'token expired');
      // Also ends a socket whose close was never answered.
      if (!life.pong) stream.socket.terminate();
      life.pong = false;
      life.frames = 0;
      if (stream.socket.readyState !== stream.socket.OPEN) continue;
      stream.socket.ping();
      // The net below the poll: what a process with a clock far behind wrote is found here at the latest.
      stream.wake();
    }
  }

  function startTimers(): void {
    if (timers.length > 0) return;
    since = clock();
    timers = [setInterval(() => void poll(), options.pollMs), setInterval(keepAlive, options.pingMs)];
    for (const timer of timers) timer.unref();
  }

  function stopTimers(): void {
    for (const timer of timers) clearInterval(timer);
    timers = [];
  }

  function remove(stream: Stream): void {
    if (!alive.delete(stream)) return;
    const set = byConversation.get(stream.conversation);
    set?.delete(stream);
    if (set?.size === 0) byConversation.delete(stream.conversation);
    const left = (byAddress.get(stream.address) ?? 1) - 1;
    if (left > 0) byAddress.set(stream.address, left);
    else byAddress.delete(stream.address);
    metrics.gauge('webchat_sockets', alive.size);
    if (alive.size === 0) stopTimers();
  }

  function listen(stream: Stream): void {
    const { socket } = stream;
    const life = { pong: true, frames: 0 };
    alive.set(stream, life);
    const counted = (): void => {
      life.frames += 1;
      if (life.frames > FRAMES_MOST) socket.close(1008, 'too many frames');
    };
    socket.on('pong', () => {
      life.pong = true;
    });
    socket.on('ping', counted);
    socket.on('message', (_data: RawData, isBinary: boolean) => {
      counted();
      if (isBinary) socket.close(1003, 'text only');
    });
    // An oversized or malformed frame: `ws` closes by itself and only wants somebody to listen.
    socket.on('error', () => metrics.count('webchat_socket_errors_total'));
    socket.on('close', () => remove(stream));
  }

  return {
    refusal(address) {
      if (alive.size >= limits.total) return 'total';
      return (byAddress.get(address) ?? 0) >= limits.perAddress ? 'address' : undefined;
    },
    add(stream) {
      const set = byConversation.get(stream.conversation) ?? new Set();
      byConversation.set(stream.conversation, set);
      const [oldest] = set;
      if (oldest && set.size >= limits.perConversation) {
        oldest.socket.close(1008, 'too many windows');
        set.delete(oldest);
      }
      set.add(stream);
      byAddress.set(stream.address, (byAddress.get(stream.address) ?? 0) + 1);
      listen(stream);
      metrics.gauge('webchat_sockets', alive.size);
      startTimers();
      stream.wake();
    },
    publish(conversation, items) {
      for (const stream of byConversation.get(conversation) ?? []) stream.deliver(items);
    },
    extend(conversation, expires) {
      for (const stream of byConversation.get(conversation) ?? []) stream.expires = Math.max(stream.expires, expires);
    },
    poll,
    async close() {
      stopTimers();
      const sockets = [...alive.keys()].map(({ socket }) => socket);
      const gone = sockets.map((socket) => new Promise<void>((resolve) => socket.once('close', () => resolve())));
      for (const socket of sockets) socket.close(1001, 'going away');
      const late = setTimeout(() => {
        for (const socket of sockets) socket.terminate();
      }, CLOSE_WAIT_MS);
      await Promise.all(gone);
      clearTimeout(late);
    },
    get size() {
      return alive.size;
    },
  };
}
