import { problem, type Route } from '../domain/http.ts';

export interface HealthOptions {
  /** Why no turn can be taken now, as a code for people who run this; `undefined` when all is well. */
  ready(): Promise<string | undefined>;
  /** What `/metrics` shows. */
  readonly metrics: { text(): Promise<string> };
}

const RETRY_SECONDS = 2;

/** `/healthz` (the process answers), `/readyz` (a turn would go through now) and `/metrics`. */
export function healthRoutes({ ready, metrics }: HealthOptions): readonly Route[] {
  return [
    { method: 'GET', path: '/healthz', handle: () => Promise.resolve({ status: 200, body: { ok: true } }) },
    {
      method: 'GET',
      path: '/readyz',
      async handle() {
        // A check that breaks is an answer too: whoever asks wants a 503, not a 500.
        const reason = await ready().catch(() => 'check');
        if (reason === undefined) return { status: 200, body: { ok: true } };
        return problem(503, 'not_ready', `Not ready: ${reason}.`, RETRY_SECONDS);
      },
    },
    {
      method: 'GET',
      path: '/metrics',
      async handle() {
        const headers = { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' };
        return { status: 200, headers, body: await metrics.text() };
      },
    },
  ];
}
