import { type Word, word } from '../../domain/log.ts';
import type { Metrics } from '../../domain/metrics.ts';
import type { Observe, Request } from './transport.ts';

const STATUS: Readonly<Record<number, string>> = {
  0: 'broken',
  400: 'bad_request',
  401: 'refused',
  403: 'forbidden',
  404: 'not_found',
  408: 'timeout',
  409: 'exists',
  410: 'moved',
  412: 'changed',
  413: 'too_large',
  429: 'throttled',
  449: 'retry_with',
  503: 'unavailable',
};

const BY_METHOD: Readonly<Record<string, string>> = { GET: 'read', PUT: 'replace', DELETE: 'delete', POST: 'create' };

/**
 * Counts each request and its request units, by operation and container:
 * `cosmos_request_charge_total{operation,container}` and `cosmos_requests_total{operation,status}`.
 */
export function countRequests(metrics: Metrics): Observe {
  return (request, status, charge) => {
    const operation = operationOf(request);
    const container = containerOf(request.url);
    if (charge > 0) metrics.count('cosmos_request_charge_total', { operation, container }, charge);
    metrics.count('cosmos_requests_total', { operation, status: statusWord(status) });
  };
}

function statusWord(status: number): Word {
  if (status >= 200 && status < 400) return word('ok');
  return word(STATUS[status] ?? (status >= 500 ? 'failed' : 'other'));
}

function operationOf(request: Request): Word {
  if (!/\/colls\/[^/]+\/docs(\/|$)/.test(request.url)) return word('metadata');
  if (request.headers.has('x-ms-cosmos-is-query-plan-request')) return word('plan');
  if (request.headers.has('x-ms-documentdb-isquery')) return word('query');
  if (request.headers.has('x-ms-documentdb-is-upsert')) return word('upsert');
  return word(BY_METHOD[String(request.method)] ?? 'other');
}

/** Only the container's name, never the rest of the path: that holds the id of a document. */
function containerOf(url: string): Word {
  return word(/\/colls\/([^/]+)/.exec(url)?.[1] ?? 'none');
}
