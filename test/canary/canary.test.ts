import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createCosmosPeer } from '../../simulator/cosmos/peer.ts';
import { openChat } from '../support/directline.ts';
import { type Product, productEnv, startProduct } from '../support/product.ts';
import { openStored } from '../support/stored.ts';
import { blunders } from './blunders.ts';
import { CANARY, VALUES, WORDS } from './citizen.ts';
import { hits, needlesOf } from './needles.ts';
import { openWiretap } from './wiretap.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const needles = needlesOf(VALUES);
const root = mkdtempSync(join(tmpdir(), 'sapa canary '));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Everything that was gathered, by where it was found. */
type Evidence = Map<string, Buffer>;

function addFolder(evidence: Evidence, name: string, folder: string): void {
  for (const file of readdirSync(folder)) evidence.set(`${name}/${file}`, readFileSync(join(folder, file)));
}

async function sapa(folder: string, env: Readonly<Record<string, string>>, ...command: string[]): Promise<Buffer> {
  const args = ['--disable-warning=ExperimentalWarning', join(ROOT, 'cli/sapa.ts'), ...command];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, {
    cwd: folder,
    env: productEnv({ folder, env }),
  });
  return Buffer.from(stdout + stderr);
}

/** Nothing listens on the port of discards. */
const DEAD_END = 'http://127.0.0.1:9/';

/** The canary in the target list: the registry knows them, so that they come as far as a ticket. */
async function enlist(folder: string, env: Readonly<Record<string, string>>): Promise<void> {
  const stored = await openStored(folder, env);
  const { nik, name, birthDate } = CANARY;
  await stored.list.importTarget({ nik, name, birthDate, sex: 'F', group: 'lansia', region: '35.78' }, Date.now());
  await stored.close();
}

/** The canary talks in the web chat and on the wire; the answers they get are theirs and may name them. */
async function talk(product: Product, url: string): Promise<readonly string[]> {
  const chat = await openChat(url);
  const heard: string[] = [];
  for (const words of WORDS) heard.push(...(await chat.say(words)));
  for (const [n, words] of WORDS.entries()) {
    await product.deliver({
      id: `wamid.${CANARY.phone}.${n}`,
      from: CANARY.phone.slice(1),
      text: words,
      at: 1_790_000_000 + n,
    });
  }
  return heard;
}

/** Somebody else, who must learn nothing, whatever they type. */
async function nosy(url: string): Promise<Buffer> {
  const chat = await openChat(url);
  for (const words of [
    'daftar',
    'setuju',
    '3273014503509901',
    'Orang Lain',
    '1-1-1990',
    '0811111111',
    'saya sendiri',
    'tiket saya',
    'menu',
  ]) {
    await chat.say(words);
  }
  return Buffer.from(chat.raw());
}

const text = async (url: string): Promise<Buffer> => Buffer.from(await (await fetch(url)).text());

async function gather(
  folder: string,
  env: Readonly<Record<string, string>>,
): Promise<{ evidence: Evidence; heard: readonly string[] }> {
  const evidence: Evidence = new Map();
  await enlist(folder, env);
  // Dies in the middle of a turn, so that what a crash leaves behind is looked at too.
  const struck = await startProduct({ folder, env: { ...env, LOG_LEVEL: 'debug', SAPA_FAULT: 'after-save:3' } });
  for (let n = 0; n < 3; n += 1) {
    await struck.deliver({
      id: `struck.${CANARY.phone}.${n}`,
      from: CANARY.phone.slice(1),
      text: WORDS[n] ?? '',
      at: 1_790_000_000,
    });
  }
  await struck.ended;
  evidence.set('log of the struck', Buffer.from(struck.output()));
  // Nobody takes the replies on the wire: what a channel that is down leaves in the log is looked at as well.
  const product = await startProduct({ folder, sink: DEAD_END, env: { ...env, LOG_LEVEL: 'debug' } });
  const url = `http://localhost:${product.port}`;
  const heard = await talk(product, url);
  for (const [name, bytes] of await blunders(url, product.port)) evidence.set(name, bytes);
  evidence.set('answers to another citizen', await nosy(url));
  evidence.set('metrics', await text(`${url}/metrics`));
  evidence.set('readyz', await text(`${url}/readyz`));
  if (env['STORE'] === undefined) {
    evidence.set('output of backup', await sapa(folder, env, 'backup', join(folder, 'copy.db'), '--json'));
    evidence.set('backup', readFileSync(join(folder, 'copy.db')));
    addFolder(evidence, 'data while running', join(folder, 'data'));
  }
  evidence.set('output of verify', await sapa(folder, env, 'verify', '--json'));
  await product.kill('SIGKILL');
  if (env['STORE'] === undefined) addFolder(evidence, 'data after a kill', join(folder, 'data'));
  evidence.set('log', Buffer.from(product.output()));
  return { evidence, heard };
}

const found = (evidence: Evidence): string[] => [...evidence].flatMap(([name, bytes]) => hits(name, bytes, needles));

test('nothing of a citizen is found in SQLite files, backups, logs, metrics and answers to others', async () => {
  const folder = mkdtempSync(join(root, 'sqlite '));
  const { evidence, heard } = await gather(folder, {});
  // The way led as far as a ticket, and the canary's own answers do name them: the search had something to find.
  expect(heard.join('\n')).toMatch(/[0-9A-Z]{4}(-[0-9A-Z]{4}){3}/);
  expect(hits('own answers', heard.join('\n'), needles)).not.toEqual([]);
  expect([...evidence.keys()]).toEqual(
    expect.arrayContaining([
      'data while running/sapa.db',
      'data while running/sapa.db-wal',
      'backup',
      'log',
      'metrics',
    ]),
  );
  expect(String(evidence.get('log'))).toMatch(/"event":"started"[\s\S]*"event":"(?:speak_failed|channel_down)"/);
  expect(found(evidence)).toEqual([]);
});

test('nothing of a citizen is sent to Cosmos DB in the open', async () => {
  const folder = mkdtempSync(join(root, 'cosmos '));
  const peer = createCosmosPeer();
  const tap = await openWiretap(Number(new URL(await peer.listen()).port));
  const env = {
    STORE: 'cosmos',
    COSMOS_ENDPOINT: `http://127.0.0.1:${tap.port}`,
    COSMOS_KEY: peer.key,
    COSMOS_DATABASE: 'sapa',
  };
  try {
    const provisioned = await sapa(folder, env, 'provision', '--yes', '--json');
    const { evidence, heard } = await gather(folder, env);
    expect(heard.join('\n')).toMatch(/[0-9A-Z]{4}(-[0-9A-Z]{4}){3}/);
    evidence.set('output of provision', provisioned);
    evidence.set('bytes to Cosmos DB', tap.sent());
    expect(tap.sent().length).toBeGreaterThan(100_000);
    expect(found(evidence)).toEqual([]);
  } finally {
    await tap.close();
    await peer.close();
  }
});
