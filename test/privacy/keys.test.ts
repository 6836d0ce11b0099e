import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { checkKey, KeyError, type KeyOptions, readKeys, readWebchatSecret } from '../../privacy/keys.ts';
import { createVault } from '../../privacy/vault.ts';
import { memoryDocuments } from '../support/memory-documents.ts';

const KEYS = ['a', 'b', 'c'].map((letter) => Buffer.alloc(32, letter).toString('base64'));
const [A = '', B = '', C = ''] = KEYS;
const made: string[] = [];

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'sapa keys '));
  made.push(path);
  return path;
}
afterAll(() => {
  for (const path of made) rmSync(path, { recursive: true, force: true });
});

const at = (dataKeyFile: string, production = false): KeyOptions => ({ dataKeyFile, production });
const given = (dataKey: string): KeyOptions => ({ dataKey, dataKeyFile: '/nowhere/data.key', production: true });

function errorOf(action: () => unknown): KeyError {
  try {
    action();
  } catch (error) {
    if (error instanceof KeyError) return error;
  }
  throw new Error('no KeyError');
}

describe('the key file', () => {
  test('is made once, for its owner only, and read again', () => {
    const file = join(folder(), 'keys', 'data.key');
    const first = readKeys(at(file));
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(file, '..')).mode & 0o777).toBe(0o700);
    expect(readKeys(at(file))).toEqual(first);
    expect(readdirSync(join(file, '..'))).toEqual(['data.key']);
  });

  test('six processes that start at once agree on key and secret', async () => {
    const file = join(folder(), 'keys', 'data.key');
    const module = join(__dirname, '..', '..', 'privacy', 'keys.ts');
    const program = `const { readKeys, readWebchatSecret } = await import(${JSON.stringify(module)});
      const options = { dataKeyFile: ${JSON.stringify(file)}, production: false };
      console.log(readKeys(options).current.key.toString('hex') + readWebchatSecret(options));`;
    const start = () => promisify(execFile)(process.execPath, ['--input-type=module', '-e', program]);
    const outputs = await Promise.all(Array.from({ length: 6 }, start));
    expect(new Set(outputs.map(({ stdout }) => stdout)).size).toBe(1);
    expect(outputs[0]?.stdout.length).toBeGreaterThan(64);
    expect(readdirSync(join(file, '..')).sort()).toEqual(['data.key', 'webchat.secret']);
  });

  test.each([0o640, 0o604, 0o666])('is refused when others can read it (%o)', (mode) => {
    const file = join(folder(), 'data.key');
    writeFileSync(file, `${A}\n`);
    chmodSync(file, mode);
    const error = errorOf(() => readKeys(at(file)));
    expect(error.code).toBe('open_to_others');
    expect(error.message).toContain('chmod 600');
  });

  test('is never made up in production', () => {
    const file = join(folder(), 'keys', 'data.key');
    expect(errorOf(() => readKeys(at(file, true))).code).toBe('missing');
    expect(() => statSync(file)).toThrow('ENOENT');
  });

  test('holds one key a line, the current one first', () => {
    const file = join(folder(), 'data.key');
    writeFileSync(file, `${C}\r\n\n${B}\n${A}\n`, { mode: 0o600 });
    const { current, previous } = readKeys(at(file));
    expect([current, ...(previous ?? [])].map(({ key }) => key.toString('base64'))).toEqual([C, B, A]);
  });

  test('a folder in its place is an error that names it', () => {
    const path = folder();
    chmodSync(path, 0o700);
    const error = errorOf(() => readKeys(at(path)));
    expect(error.code).toBe('unreadable');
    expect(error.message).toContain(path);
  });
});

describe('a key that is given', () => {
  test.each([
    ['too short', Buffer.alloc(16, 1).toString('base64'), '16 bytes'],
    ['too long', Buffer.alloc(33, 1).toString('base64'), '33 bytes'],
    ['not base64', 'not a key!', 'something else'],
    ['empty', ' ', 'empty'],
  ])('%s: the length is named, the key is not', (_name, text, words) => {
    const error = errorOf(() => readKeys(given(text)));
    expect(error.code).toBe('wrong_length');
    expect(error.message).toContain('DATA_KEY');
    expect(error.message).toContain(words);
    if (text.trim()) expect(error.message).not.toContain(text);
  });

  test('the web chat secret follows from its oldest key, so replicas and rotations agree', () => {
    expect(readWebchatSecret(given(`${B},${A}`))).toBe(readWebchatSecret(given(A)));
    expect(readWebchatSecret(given(A))).not.toBe(readWebchatSecret(given(B)));
    expect(readWebchatSecret(given(A))).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });
});

describe('the key check in the store', () => {
  const vaultOf = (keys: string) => createVault(readKeys(given(keys)));

  test('the first start leaves it, the same key and a rotated ring pass', async () => {
    const documents = memoryDocuments();
    await checkKey(documents, vaultOf(A));
    await checkKey(documents, vaultOf(A));
    await checkKey(documents, vaultOf(`${B},${A}`));
    const stored = await documents.get<{ sealed: string }>('meta', 'key-check', 'key-check');
    expect(stored?.body.sealed).toMatch(/^v1\./);
  });

  test('another key is refused with words, and nothing is written', async () => {
    const documents = memoryDocuments();
    await checkKey(documents, vaultOf(A));
    const before = await documents.get('meta', 'key-check', 'key-check');
    await expect(checkKey(documents, vaultOf(B))).rejects.toThrow('this data was written with another key');
    expect(await documents.get('meta', 'key-check', 'key-check')).toEqual(before);
  });

  test('a ring that lost its first key is refused: every id would change', async () => {
    const documents = memoryDocuments();
    await checkKey(documents, vaultOf(`${B},${A}`));
    await expect(checkKey(documents, vaultOf(B))).rejects.toThrow('the first key of this data is missing');
  });

  test('two first starts at once with the same key both pass, with different keys one fails', async () => {
    const same = memoryDocuments();
    await Promise.all([checkKey(same, vaultOf(A)), checkKey(same, vaultOf(A))]);
    const other = memoryDocuments();
    const results = await Promise.allSettled([checkKey(other, vaultOf(A)), checkKey(other, vaultOf(B))]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('the secret file keeps what is in it', () => {
    const path = folder();
    writeFileSync(join(path, 'webchat.secret'), 'given-by-hand\n', { mode: 0o600 });
    expect(readWebchatSecret(at(join(path, 'data.key')))).toBe('given-by-hand');
    expect(readFileSync(join(path, 'webchat.secret'), 'utf8')).toBe('given-by-hand\n');
  });
});
