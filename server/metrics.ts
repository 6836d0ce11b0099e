import { createRequire } from 'node:module';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Labels, Metrics } from '../domain/metrics.ts';
import { METRICS, type MetricSpec } from './metric-names.ts';

const PREFIX = 'sapa_';
/** From half a millisecond to ten seconds, upper bounds in seconds. */
const BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** A class of errors or a route never has this many; whatever does is not a label. */
const MAX_SERIES = 1_000;
const LABEL = /^([A-Za-z][A-Za-z0-9_.:-]{0,63}|\d{3})$/;
const LAG_RESOLUTION_MS = 20;

interface Series {
  readonly labels: string;
  value: number;
  /** Of a histogram: how many fell into each bucket, and the sum. */
  readonly buckets: number[];
  sum: number;
}

/** One figure with its series. Counting is an addition; all formatting waits until somebody looks. */
class Figure {
  readonly spec: MetricSpec;
  readonly name: string;
  readonly #series = new Map<string, Series>();

  constructor(name: string, spec: MetricSpec) {
    this.name = PREFIX + name;
    this.spec = spec;
    // A counter that never counted is 0, not absent: rates and alerts need its first step.
    if (spec.labels.length === 0) this.at(undefined);
  }

  at(labels: Labels | undefined): Series {
    let key = '';
    if (labels !== undefined) for (const name of this.spec.labels) key += `${labels[name] ?? ''}|`;
    return this.#series.get(key) ?? this.#open(key, labels ?? {});
  }

  /** A label that is not a word of the program is withheld here too, behind the types. */
  #open(key: string, labels: Labels): Series {
    const known = this.#series.size < MAX_SERIES;
    const value = (name: string): string => {
      const given: string = labels[name] ?? 'none';
      return known && LABEL.test(given) && !/\d{4}/.test(given) ? given : 'withheld';
    };
    const pairs = this.spec.labels.map((name) => `${name}="${value(name)}"`);
    const series: Series = { labels: pairs.join(','), value: 0, sum: 0, buckets: BUCKETS.map(() => 0) };
    const same = [...this.#series.values()].find((one) => one.labels === series.labels);
    if (known) this.#series.set(key, same ?? series);
    else if (!same) this.#series.set('withheld', series);
    return same ?? series;
  }

  text(): string {
    const lines = [`# HELP ${this.name} ${this.spec.help}`, `# TYPE ${this.name} ${this.spec.kind}`];
    for (const series of new Set(this.#series.values())) lines.push(...this.#lines(series));
    return `${lines.join('\n')}\n`;
  }

  #lines({ labels, value, buckets, sum }: Series): string[] {
    const braces = (text: string): string => (text === '' ? '' : `{${text}}`);
    if (this.spec.kind !== 'histogram') return [`${this.name}${braces(labels)} ${value}`];
    const front = labels === '' ? '' : `${labels},`;
    let below = 0;
    const steps = BUCKETS.map((bound, index) => {
      below += buckets[index] ?? 0;
      return `${this.name}_bucket{${front}le="${bound}"} ${below}`;
    });
    return [
      ...steps,
      `${this.name}_bucket{${front}le="+Inf"} ${value}`,
      `${this.name}_sum${braces(labels)} ${sum}`,
      `${this.name}_count${braces(labels)} ${value}`,
    ];
  }
}

function observe(series: Series, seconds: number): void {
  series.value += 1;
  series.sum += seconds;
  let index = 0;
  while (index < BUCKETS.length && seconds > (BUCKETS[index] ?? 0)) index += 1;
  if (index < BUCKETS.length) series.buckets[index] = (series.buckets[index] ?? 0) + 1;
}

/** What Node itself tells (memory, CPU, garbage collection), from prom-client, which is loaded at the first look. */
function createProcessFigures(): () => Promise<string> {
  let text: (() => Promise<string>) | undefined;
  return () => {
    if (text === undefined) {
      const { collectDefaultMetrics, Registry } = createRequire(import.meta.url)(
        'prom-client',
      ) as typeof import('prom-client');
      const registry = new Registry();
      collectDefaultMetrics({ register: registry, prefix: PREFIX });
      text = () => registry.metrics();
    }
    return text();
  };
}

export interface MetricsOptions {
  /** Hears of a name that nobody declared, or that is of another kind. It is counted and otherwise ignored unless this throws. */
  onUnknown?(name: string): void;
}

/**
 * The product's figures. prom-client hashes labels on every count, which costs more than what is counted here: these
 * are plain additions, written in Prometheus' text format when `text()` is called.
 */
export function createMetrics({ onUnknown }: MetricsOptions = {}): Metrics & { text(): Promise<string> } {
  const figures = new Map(Object.entries(METRICS).map(([name, spec]) => [name, new Figure(name, spec)]));
  const lag = monitorEventLoopDelay({ resolution: LAG_RESOLUTION_MS });
  const processFigures = createProcessFigures();
  lag.enable();

  function series(name: string, kind: MetricSpec['kind'], labels: Labels | undefined): Series | undefined {
    const figure = figures.get(name);
    if (figure?.spec.kind === kind) return figure.at(labels);
    onUnknown?.(name);
    const unknown = figures.get('unknown_metrics_total')?.at(undefined);
    if (unknown) unknown.value += 1;
    return undefined;
  }

  const metrics: Metrics = {
    count(name, labels, by = 1) {
      const found = series(name, 'counter', labels);
      if (found) found.value += by;
    },
    gauge(name, value, labels) {
      const found = series(name, 'gauge', labels);
      if (found) found.value = value;
    },
    observe(name, seconds, labels) {
      const found = series(name, 'histogram', labels);
      if (found) observe(found, seconds);
    },
  };
  const lagSeconds = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - LAG_RESOLUTION_MS) / 1000 || 0;
  return {
    ...metrics,
    async text() {
      metrics.gauge('event_loop_lag_seconds', lagSeconds(lag.percentile(99)));
      metrics.gauge('event_loop_lag_max_seconds', lagSeconds(lag.max));
      lag.reset();
      return (await processFigures()) + [...figures.values()].map((figure) => figure.text()).join('');
    },
  };
}
