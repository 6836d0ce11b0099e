/** Lets callers through at most `perSecond` a second, evenly: resolves when the caller may go. */
export function createPace(
  perSecond: number,
  clock: () => number = () => performance.now(),
  sleep: (ms: number) => Promise<void> = (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
): () => Promise<void> {
  const gap = 1000 / perSecond;
  let next = Number.NEGATIVE_INFINITY;
  return async () => {
    const now = clock();
    const mine = Math.max(now, next);
    next = mine + gap;
    if (mine > now) await sleep(mine - now);
  };
}
