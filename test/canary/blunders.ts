import { connect } from 'node:net';
import { CANARY } from './citizen.ts';

const { nik, name, phone, birthDate } = CANARY;

interface Blunder {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const json = { 'content-type': 'application/json' };
const asked = `nik=${nik}&name=${encodeURIComponent(name)}&born=${birthDate}`;

/** Requests that go wrong with a citizen's data in them, at every door. */
const BLUNDERS: readonly Blunder[] = [
  { method: 'GET', path: `/verify/${nik}` },
  { method: 'GET', path: `/verify/${encodeURIComponent(name)}?${asked}`, headers: { accept: 'text/html' } },
  { method: 'GET', path: `/tickets/${nik}/calendar.ics` },
  { method: 'GET', path: `/${nik}/${encodeURIComponent(name)}?${asked}` },
  { method: 'DELETE', path: `/healthz?${asked}` },
  {
    method: 'GET',
    path: `/v3/directline/conversations/${nik}/activities`,
    headers: { authorization: `Bearer ${nik}` },
  },
  {
    method: 'POST',
    path: '/webchat/token',
    headers: { ...json, origin: `http://${nik}.example` },
    body: JSON.stringify({ token: name }),
  },
  {
    method: 'POST',
    path: '/v3/directline/tokens/refresh',
    headers: { ...json, authorization: `Bearer ${phone}` },
    body: `{"nik": "${nik}", `,
  },
  {
    method: 'POST',
    path: '/v3/directline/conversations',
    headers: json,
    body: JSON.stringify({ nik, name, phone, birthDate }),
  },
  {
    method: 'POST',
    path: '/webhooks/wire',
    headers: { ...json, 'x-hub-signature-256': 'sha256=00' },
    body: JSON.stringify({ nik, name }),
  },
  { method: 'POST', path: '/webhooks/whatsapp', headers: json, body: JSON.stringify({ nik, name, phone }) },
  { method: 'POST', path: '/webchat/token', headers: json, body: `${name} `.repeat(20_000) },
];

async function answer(url: string, { method, path, headers = {}, body }: Blunder): Promise<Buffer> {
  const init = body === undefined ? { method, headers } : { method, headers, body };
  try {
    const response = await fetch(`${url}${path}`, init);
    const lines = [...response.headers].map(([key, value]) => `${key}: ${value}`).join('\n');
    return Buffer.from(`${response.status}\n${lines}\n${await response.text()}`);
  } catch {
    // Too large: the server may close before it has read everything.
    return Buffer.from('closed');
  }
}

/** Bytes that are no HTTP at all, and headers without end. */
function raw(port: number, bytes: string): Promise<Buffer> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (part) => parts.push(part));
    socket.on('error', () => resolve(Buffer.concat(parts)));
    socket.on('close', () => resolve(Buffer.concat(parts)));
    socket.setTimeout(2_000, () => socket.destroy());
  });
}

/** Every answer to every blunder, by the name of the door. */
export async function blunders(url: string, port: number): Promise<readonly (readonly [string, Buffer])[]> {
  const answers: (readonly [string, Buffer])[] = [];
  for (const [index, blunder] of BLUNDERS.entries()) {
    answers.push([`answer ${index} to ${blunder.method}`, await answer(url, blunder)]);
  }
  answers.push(['answer to no HTTP', await raw(port, `${nik} ${name}\r\n\r\n`)]);
  answers.push([
    'answer to long headers',
    await raw(port, `GET / HTTP/1.1\r\nhost: x\r\nx-name: ${name.repeat(2_000)}\r\n\r\n`),
  ]);
  const upgrade = `GET /v3/directline/conversations/${nik}/stream?t=${nik} HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`;
  answers.push(['answer to a stolen stream', await raw(port, upgrade)]);
  return answers;
}
