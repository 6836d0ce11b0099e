import type { WebSocket } from 'ws';
import { activitySet, withoutGap } from './history.ts';
import type { Claims } from './tokens.ts';
import type { Transcript, TranscriptItem } from './transcript.ts';

/** Items in one frame; also the most that is held in memory for a browser that reads slowly. */
const PAGE = 100;

export interface StreamOptions {
  readonly transcript: Transcript;
  readonly clock: () => number;
  readonly gapMs: number;
  /** A browser that has not taken a frame after so long is cut off; it comes back with its watermark. */
  readonly slowMs: number;
  readonly onFailure: (error: unknown) => void;
}

/** One browser's socket and how far it has read. */
export interface Stream {
  readonly conversation: string;
  readonly address: string;
  /** When the token behind the socket expires, ms. Moved on when the token is refreshed. */
  expires: number;
  /** Set while a gap or a store failure holds it back: the next poll tries again, whatever the store reports. */
  readonly waiting: boolean;
  readonly socket: WebSocket;
  /** New items, if they follow what was sent last; otherwise the history is read. */
  deliver(items: readonly TranscriptItem[]): void;
  /** Reads the history after the last item sent, and sends it. */
  wake(): void;
}

function sendFrame(socket: WebSocket, frame: string, slowMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => socket.terminate(), slowMs);
    timer.unref();
    socket.send(frame, (error) => {
      clearTimeout(timer);
      resolve(!error);
    });
  });
}

/**
 * Only one frame is on its way at a time and the next is built when it has left, so a slow browser costs one page of
 * memory. What arrives meanwhile is not queued: it is in the store, and is read from there.
 */
export function createStream(
  socket: WebSocket,
  claims: Claims,
  address: string,
  after: number,
  options: StreamOptions,
): Stream {
  const { transcript, clock, gapMs, slowMs } = options;
  const { conversation } = claims;
  let cursor = after;
  let busy = false;
  let again = false;
  let waiting = false;

  async function send(items: readonly TranscriptItem[], live: boolean): Promise<boolean> {
    const set = activitySet(items, cursor, live);
    cursor = items.at(-1)?.n ?? cursor;
    if (set.activities.length === 0) return true;
    return sendFrame(socket, JSON.stringify(set), slowMs);
  }

  async function catchUp(): Promise<void> {
    do {
      again = false;
      const items = await transcript.after(conversation, cursor, PAGE);
      const ready = withoutGap(items, cursor, clock(), gapMs);
      waiting = ready.length < items.length;
      if (ready.length > 0 && !(await send(ready, false))) return;
      if (ready.length === PAGE) again = true;
    } while (again && socket.readyState === socket.OPEN);
  }

  async function run(work: () => Promise<unknown>): Promise<void> {
    busy = true;
    try {
      await work();
      while (again && socket.readyState === socket.OPEN) await catchUp();
    } catch (error) {
      waiting = true;
      options.onFailure(error);
    } finally {
      busy = false;
    }
  }

  function wake(): void {
    if (busy) again = true;
    else void run(catchUp);
  }

  return {
    conversation,
    address,
    socket,
    expires: claims.expires,
    get waiting() {
      return waiting;
    },
    wake,
    deliver(items) {
      const fresh = items.filter(({ n }) => n > cursor);
      if (fresh.length === 0) return;
      const inOrder = fresh.every(({ n }, index) => n === cursor + 1 + index);
      if (busy || !inOrder) wake();
      else void run(() => send(fresh, true));
    },
  };
}
