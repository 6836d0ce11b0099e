import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { PeerAccount, Refused } from './account.ts';
import { createFaults, type Fault, type FaultScript, type Faults, type PeerOperation } from './faults.ts';
import { carryOut, checkSignature, operationOf, type PeerAnswer, type PeerRequest } from './requests.ts';

export interface CosmosPeerOptions {
  /** Chooses faults as requests come; without it only injected ones happen. */
  readonly faults?: FaultScript;
  /** Ms since 1970, for expiry. */
  readonly clock?: () => number;
  /** At most this many documents in one answer: the service answers shorter than asked when an answer gets large. */
  readonly pageSize?: number;
  /** Request units by operation; what is not named costs 1. */
  readonly charges?: Partial<Record<PeerOperation, number>>;
}

export interface CosmosPeer {
  /** `http://127.0.0.1:PORT/`, known once it listens. */
  readonly endpoint: string;
  /** The account's key, invented, in base64. */
  readonly key: string;
  listen(port?: number): Promise<string>;
  close(): Promise<void>;
  /** The next `times` requests of this kind meet this fault; several calls line up. */
  inject(operation: PeerOperation, fault: Fault, times?: number): void;
  /** Replaces the script of faults; `undefined` ends it. */
  script(next: FaultScript | undefined): void;
  /** How many requests of each kind came in, faulty ones too. */
  readonly seen: Readonly<Record<PeerOperation, number>>;
}

const KEY = Buffer.from('the peer of the simulator has no secret').toString('base64');

/** A small Cosmos DB over HTTP in memory that goes wrong on demand. It understands what `stores/cosmos` asks for. */
export function createCosmosPeer(options: CosmosPeerOptions = {}): CosmosPeer {
  const account = new PeerAccount(options.clock ?? Date.now);
  const faults = createFaults(options.faults);
  const seen = { read: 0, create: 0, upsert: 0, replace: 0, delete: 0, query: 0, metadata: 0 };
  const charges = options.charges ?? {};
  const server = createServer((incoming, outgoing) => {
    void take(incoming)
      .then(async (request) => {
        const operation = operationOf(request);
        seen[operation] += 1;
        const run = (): PeerAnswer => attempt(account, request, options.pageSize ?? 1000);
        await serve({ faults, operation, charge: charges[operation] ?? 1, run }, incoming, outgoing);
      })
      .catch(() => incoming.socket.destroy());
  });
  const endpoint = (): string => `http://127.0.0.1:${(server.address() as AddressInfo | null)?.port ?? 0}/`;
  return {
    key: KEY,
    seen,
    get endpoint() {
      return endpoint();
    },
    async listen(port = 0) {
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
      return endpoint();
    },
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
    inject: faults.inject,
    script: faults.script,
  };
}

async function take(incoming: IncomingMessage): Promise<PeerRequest> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  const text = Buffer.concat(parts).toString('utf8');
  const path = new URL(incoming.url ?? '/', 'http://peer').pathname.split('/').filter((part) => part !== '');
  const body = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
  return { method: incoming.method ?? 'GET', path: path.map(decodeURIComponent), headers: incoming.headers, body };
}

function attempt(account: PeerAccount, request: PeerRequest, pageSize: number): PeerAnswer {
  try {
    checkSignature(request, KEY);
    return carryOut(account, request, pageSize);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const headers: Record<string, string> = error.substatus ? { 'x-ms-substatus': String(error.substatus) } : {};
    return { status: error.status, headers, body: { code: String(error.status), message: error.message } };
  }
}

interface Turn {
  readonly faults: Faults;
  readonly operation: PeerOperation;
  readonly charge: number;
  readonly run: () => PeerAnswer;
}

/** Meets the fault that is due, if any, before or after the request is carried out. */
async function serve(turn: Turn, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const fault = turn.faults.next(turn.operation);
  const refusal = fault && refusalOf(fault);
  if (fault?.kind === 'cut_before') return void incoming.socket.destroy();
  const answer = refusal ?? turn.run();
  if (fault?.kind === 'cut_after') return void incoming.socket.destroy();
  if (fault?.kind === 'slow') await pause(fault.ms);
  const body = answer.body === undefined ? '' : JSON.stringify(answer.body);
  outgoing.writeHead(answer.status, {
    'content-type': 'application/json',
    'x-ms-request-charge': String(turn.charge),
    ...answer.headers,
  });
  outgoing.end(body);
}

function refusalOf(fault: Fault): PeerAnswer | undefined {
  const say = (status: number, message: string, headers: Record<string, string> = {}): PeerAnswer => ({
    status,
    body: { code: String(status), message },
    headers,
  });
  if (fault.kind === 'throttle') {
    return say(429, 'Request rate is large', { 'x-ms-retry-after-ms': String(fault.retryAfterMs) });
  }
  if (fault.kind === 'retry_with') return say(449, 'Conflicting request; retry with');
  return fault.kind === 'unavailable' ? say(503, 'Service is unavailable') : undefined;
}
