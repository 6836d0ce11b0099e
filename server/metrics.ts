import { collectDefaultMetrics, Registry } from 'prom-client';
import type { Metrics } from '../domain/metrics.ts';
export function createMetrics(): Metrics & { text(): Promise<string> } {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return { count() {}, gauge() {}, observe() {}, text: () => registry.metrics() };
}
