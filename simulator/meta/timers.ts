/** Everything that happens later, so that it can be waited for in a test and ended with the simulator. */
export interface Timers {
  /** Runs `work` after `ms` of Meta's time, which the scale makes shorter. A failing work is a bug and is thrown. */
  after(ms: number, work: () => void): void;
  /** Counts work that is running, until the returned function is called. */
  begin(): () => void;
  /** Resolves when nothing is due and nothing is running. */
  quiet(): Promise<void>;
  close(): void;
}

export function createTimers(scale: () => number): Timers {
  const due = new Set<NodeJS.Timeout>();
  let running = 0;
  let waiting: (() => void)[] = [];
  let closed = false;
  const settle = (): void => {
    if (due.size > 0 || running > 0) return;
    const ready = waiting;
    waiting = [];
    for (const resolve of ready) resolve();
  };
  return {
    after(ms, work) {
      if (closed) return;
      const timer = setTimeout(() => {
        due.delete(timer);
        work();
        settle();
      }, ms * scale());
      timer.unref();
      due.add(timer);
    },
    begin() {
      running += 1;
      let open = true;
      return () => {
        if (open) running -= 1;
        open = false;
        settle();
      };
    },
    quiet: () =>
      new Promise((resolve) => {
        // One round of the event loop later: an answer just received may still lead to the next message.
        setImmediate(() => {
          waiting.push(resolve);
          settle();
        });
      }),
    close() {
      closed = true;
      for (const timer of due) clearTimeout(timer);
      due.clear();
      running = 0;
      settle();
    },
  };
}
