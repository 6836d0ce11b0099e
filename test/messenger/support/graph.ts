import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGraph, type Graph } from '../../../adapters/meta/graph.ts';

/** One call that reached the fake. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly token: string;
  /** JSON, or the names and values of a form. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** What the fake answers: a status with a body, `cut` after it has taken the call, or nothing for a while. */
export type Script = { readonly status: number; readonly body: object | string } | 'cut' | { readonly waitMs: number };

/** A Graph API on the loopback that notes every call and answers as told; else as Messenger does when all is well. */
export interface FakeGraph {
  readonly graph: Graph;
  readonly url: string;
  readonly calls: Call[];
  /** Messages only, without receipts and typing. */
  messages(): readonly Readonly<Record<string, unknown>>[];
  /** Answers for the next calls of `/messages` that carry a message, in order. */
  readonly script: Script[];
  /** Nothing listens any more. */
  down(): Promise<void>;
  close(): Promise<void>;
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/')) return bytes.length === 0 ? {} : JSON.parse(bytes.toString());
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData();
  const fields = [...form.entries()].map(async ([name, value]) => [
    name,
    typeof value === 'string'
      ? value
      : `${value.name} ${value.type} ${Buffer.from(await value.arrayBuffer()).toString('base64')}`,
  ]);
  return Object.fromEntries(await Promise.all(fields));
}

/** What Messenger says when all is well. */
function fine({ body, path }: Call, n: number): object {
  if (path.endsWith('/message_attachments')) return { attachment_id: `a${n}` };
  const recipient = body['recipient'] as { id: string } | undefined;
  return body['message'] ? { recipient_id: recipient?.id, message_id: `m_out_${n}` } : { recipient_id: recipient?.id };
}

export async function fakeGraph(): Promise<FakeGraph> {
  const calls: Call[] = [];
  const script: Script[] = [];
  const server = createServer(async (request, response) => {
    const token = (request.headers.authorization ?? '').replace(/^Bearer /, '');
    const path = (request.url ?? '').replace(/^\/v24\.0/, '');
    const call: Call = { method: request.method ?? '', path, token, body: await bodyOf(request) };
    calls.push(call);
    const said = call.body['message'] && path.endsWith('/messages') ? script.shift() : undefined;
    if (said === 'cut') return void request.socket.destroy();
    if (said && 'waitMs' in said) await new Promise((resolve) => setTimeout(resolve, said.waitMs));
    const { status, body } = said && 'status' in said ? said : { status: 200, body: fine(call, calls.length) };
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v24.0`;
  const graph = createGraph({ baseUrl: url, connections: 8, timeoutMs: 400 });
  async function down(): Promise<void> {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }

  return {
    graph,
    url,
    calls,
    script,
    messages: () =>
      calls.filter(({ body, path }) => body['message'] && path.endsWith('/messages')).map(({ body }) => body),
    down,
    async close() {
      await graph.close();
      await down();
    },
  };
}

/** An error of the Graph API. */
export function graphError(code: number, subcode?: number, status = 400): Script {
  const sub = subcode === undefined ? {} : { error_subcode: subcode };
  return { status, body: { error: { message: `(#${code})`, type: 'OAuthException', code, ...sub, fbtrace_id: 'x' } } };
}
