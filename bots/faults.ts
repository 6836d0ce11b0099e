/**
 * Places where a test may kill the process, in the order of a turn. The crash tests kill at each of them and then show
 * that nothing was lost or doubled. Outside tests `hit` is a function that does nothing.
 */
export const FAULT_POINTS = [
  'after-verify',
  'after-load',
  'after-run',
  'before-save',
  'after-save',
  'before-speak',
  'amid-speak',
  'after-speak',
] as const;

export type FaultPoint = (typeof FAULT_POINTS)[number];

export interface Faults {
  /** Dies here (SIGKILL: no handler runs, nothing is flushed) when this point's turn has come. */
  hit(point: FaultPoint): void;
  /** Whether replies must be spoken one by one, so that `amid-speak` falls between two of them. */
  readonly splitsSpeaking: boolean;
}

const NONE: Faults = { hit() {}, splitsSpeaking: false };

/**
 * Reads `SAPA_FAULT=point` or `SAPA_FAULT=point:n` (die at the n-th time). Obeyed only with `NODE_ENV=test`, so that
 * the variable is harmless in an installation.
 */
export function readFaults(env: Readonly<Record<string, string | undefined>>): Faults {
  const [point, nth] = (env['SAPA_FAULT'] ?? '').split(':');
  if (env['NODE_ENV'] !== 'test' || !FAULT_POINTS.some((known) => known === point)) return NONE;
  let left = Number(nth ?? 1);
  return {
    splitsSpeaking: point === 'amid-speak',
    hit(here) {
      if (here !== point) return;
      left -= 1;
      if (left === 0) process.kill(process.pid, 'SIGKILL');
    },
  };
}
