/**
 * How many times longer four times as much takes: about 4 for work that grows like a line, 16 for a square. The best of
 * five of each, taken in turn, so that a slow moment of the machine decides nothing; no clock's figure is compared.
 */
export async function growth(work: (amount: number) => unknown, amount: number): Promise<number> {
  const best = [Infinity, Infinity];
  for (let round = 0; round < 5; round += 1) {
    for (const [at, times] of [1, 4].entries()) {
      const began = performance.now();
      await work(amount * times);
      best[at] = Math.min(best[at] ?? Infinity, performance.now() - began);
    }
  }
  return (best[1] ?? 0) / Math.max(best[0] ?? 0, 0.2);
}
