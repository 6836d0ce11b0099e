/** One lane per conversation: tasks of one key run one after the other, tasks of different keys side by side. */
export interface Lanes {
  /** Runs the task when its turn comes; `undefined` at once, with nothing done, when too many are waiting. */
  enter<T>(key: string, task: () => Promise<T>): Promise<T> | undefined;
  /**
   * The same for work that nobody asked for (the sweep): it lines up as everything does and takes away nobody's room. Whoever
   * calls it bounds how much there is.
   */
  aside<T>(key: string, task: () => Promise<T>): Promise<T>;
  /** Tasks entered, running or waiting: what `total` limits. */
  readonly entered: number;
  /** Tasks waiting behind another one. */
  readonly waiting: number;
  /** Tasks running now. */
  readonly running: number;
  /** Resolves when every lane is empty. */
  idle(): Promise<void>;
}

export interface LaneLimits {
  /** Tasks entered, running or waiting. Above it `enter` refuses. */
  readonly total: number;
  /** Tasks in one lane. One person sending a thousand messages must not take everybody's room. */
  readonly perLane: number;
}

interface Lane {
  readonly queue: (() => void)[];
}

/** Bounded on purpose: an unbounded queue turns overload into memory and late answers instead of an honest 503. */
export function createLanes(limits: LaneLimits): Lanes {
  const lanes = new Map<string, Lane>();
  let running = 0;
  let waiting = 0;
  let entered = 0;
  let idlers: (() => void)[] = [];

  function leave(key: string, lane: Lane): void {
    running -= 1;
    const next = lane.queue.shift();
    if (next) {
      waiting -= 1;
      next();
      return;
    }
    lanes.delete(key);
    if (lanes.size > 0) return;
    for (const idler of idlers) idler();
    idlers = [];
  }

  async function drive<T>(key: string, lane: Lane, task: () => Promise<T>): Promise<T> {
    running += 1;
    try {
      return await task();
    } finally {
      leave(key, lane);
    }
  }

  function join<T>(key: string, task: () => Promise<T>): Promise<T> {
    const lane = lanes.get(key);
    if (!lane) {
      const fresh: Lane = { queue: [] };
      lanes.set(key, fresh);
      return drive(key, fresh, task);
    }
    waiting += 1;
    return new Promise<void>((resolve) => lane.queue.push(resolve)).then(() => drive(key, lane, task));
  }

  async function counted<T>(task: () => Promise<T>): Promise<T> {
    try {
      return await task();
    } finally {
      entered -= 1;
    }
  }

  return {
    enter(key, task) {
      const queued = lanes.get(key)?.queue.length ?? -1;
      if (entered >= limits.total || queued + 1 >= limits.perLane) return undefined;
      entered += 1;
      return join(key, () => counted(task));
    },
    aside: join,
    get entered() {
      return entered;
    },
    get waiting() {
      return waiting;
    },
    get running() {
      return running;
    },
    idle: () => (lanes.size === 0 ? Promise.resolve() : new Promise((resolve) => idlers.push(resolve))),
  };
}
