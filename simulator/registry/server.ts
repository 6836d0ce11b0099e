/** A fake One Data registry over HTTP, in SATUSEHAT's shapes, with faults that a test plans call by call. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Resource } from '@medplum/fhirtypes';
import { createRegistryStore, type RegistryStore } from './store.ts';

/**
 * What goes wrong with one call. `slow` answers after so long; `unauthorized` ends the token in the middle; `cut_before` and
 * `cut_after` lose the connection before or after the work was done.
 */
export type RegistryFault =
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'unauthorized' | 'error' | 'not_fhir' | 'cut_before' | 'cut_after' | 'broken_json' }
  | { readonly kind: 'overload'; readonly retryAfterSeconds: number }
  | { readonly kind: 'say'; readonly status: number; readonly body: object };

export interface RegistryCall {
  readonly method: string;
  readonly path: string;
  /** From 1. */
  readonly number: number;
}

export interface RegistrySimulator {
  /** Base address of the FHIR server, and of its tokens. */
  readonly url: string;
  readonly tokenUrl: string;
  readonly store: RegistryStore;
  readonly calls: RegistryCall[];
  readonly tokensGiven: number;
  /** Decides for each call what goes wrong with it. */
  fault: (call: RegistryCall) => RegistryFault | undefined;
  close(): Promise<void>;
}

const CLIENT = { id: 'sapa', secret: 'sapa-secret' };
export const SIMULATED_CLIENT = CLIENT;

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request) text += String(part);
  return text;
}

function say(response: ServerResponse, status: number, body: string, type = 'application/fhir+json'): void {
  response.statusCode = status;
  response.setHeader('content-type', type);
  response.end(body);
}

/** Says what a fault says instead of an answer; false when the work has to be done all the same. */
function sayFault(fault: RegistryFault | undefined, request: IncomingMessage, response: ServerResponse): boolean {
  if (fault?.kind === 'cut_before') request.socket.destroy();
  else if (fault?.kind === 'error') say(response, 504, 'Gateway Timeout', 'text/plain');
  else if (fault?.kind === 'not_fhir') say(response, 200, '<html>login</html>', 'text/html');
  else if (fault?.kind === 'broken_json') say(response, 200, '{"resourceType":"Bun');
  else if (fault?.kind === 'say') say(response, fault.status, JSON.stringify(fault.body));
  else if (fault?.kind === 'overload') {
    response.setHeader('retry-after', String(fault.retryAfterSeconds));
    say(response, 429, '{}');
  } else return false;
  return true;
}

/** Starts it on the loopback. */
export async function startRegistrySimulator(clock: () => number = Date.now): Promise<RegistrySimulator> {
  const store = createRegistryStore(clock);
  const calls: RegistryCall[] = [];
  const state = { tokens: 0, valid: '' };

  async function giveToken(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = new URLSearchParams(await textOf(request));
    if (form.get('client_id') !== CLIENT.id || form.get('client_secret') !== CLIENT.secret) {
      say(response, 401, '{"error":"invalid_client"}', 'application/json');
      return;
    }
    state.tokens += 1;
    state.valid = `token-${state.tokens}`;
    const body = {
      access_token: state.valid,
      token_type: 'BearerToken',
      expires_in: '3599',
      issued_at: String(clock()),
    };
    say(response, 200, JSON.stringify({ ...body, status: 'approved' }), 'application/json');
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://registry');
    if (url.pathname === '/oauth2/v1/accesstoken') return giveToken(request, response);
    const text = await textOf(request);
    const call = {
      method: request.method ?? 'GET',
      path: url.pathname.replace('/fhir-r4/v1', ''),
      number: calls.length + 1,
    };
    calls.push(call);
    const fault = simulator.fault(call);
    if (fault?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.ms));
    if (fault?.kind === 'unauthorized') state.valid = '';
    if (request.headers.authorization !== `Bearer ${state.valid}`) return say(response, 401, '', 'text/plain');
    if (sayFault(fault, request, response)) return undefined;
    const [, type = '', id = ''] = call.path.split('/');
    const none = request.headers['if-none-exist'];
    const work = (): { status: number; body: Resource } => {
      if (call.method === 'GET') return { status: 200, body: store.search(type, url.searchParams) };
      if (call.method === 'PUT') return store.update(type, id, JSON.parse(text) as Resource);
      return store.create(type, JSON.parse(text) as Resource, none === undefined ? undefined : String(none));
    };
    const done = work();
    if (fault?.kind === 'cut_after') request.socket.destroy();
    else say(response, done.status, JSON.stringify(done.body));
    return undefined;
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => say(response, 500, 'broken', 'text/plain'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const base = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  const simulator: RegistrySimulator = {
    url: `${base}/fhir-r4/v1`,
    tokenUrl: `${base}/oauth2/v1/accesstoken`,
    store,
    calls,
    get tokensGiven() {
      return state.tokens;
    },
    fault: () => undefined,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return simulator;
}
