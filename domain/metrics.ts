import type { Word } from './log.ts';

/** Labels follow the rule of the log: words of the program only, so that no series is ever named after a person. */
export type Labels = Readonly<Record<string, Word>>;

/** Counting, for code that must not know how figures are exposed. Names are Prometheus names without the prefix. */
export interface Metrics {
  /** Adds to a counter. */
  count(name: string, labels?: Labels, by?: number): void;
  /** Sets a gauge. */
  gauge(name: string, value: number, labels?: Labels): void;
  /** Observes a duration in seconds. */
  observe(name: string, seconds: number, labels?: Labels): void;
}

/** Counts nothing. */
export const uncounted: Metrics = { count() {}, gauge() {}, observe() {} };
