import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { addresses, ConfigError, loadEnv, readConfig, SETTINGS } from '../../config.ts';

const KEY = Buffer.alloc(32, 7).toString('base64');
const FHIR = {
  REGISTRY: 'fhir',
  REGISTRY_URL: 'https://fhir.example/r4',
  REGISTRY_TOKEN_URL: 'https://fhir.example/token',
  REGISTRY_CLIENT_ID: 'sapa',
  REGISTRY_CLIENT_SECRET: 'hush',
};
const WHATSAPP = {
  WHATSAPP_PHONE_NUMBER_ID: '100000000000001, 100000000000002',
  WHATSAPP_ACCESS_TOKEN: 'token-a,token-b',
  WHATSAPP_APP_SECRET: 'new,old',
  WHATSAPP_VERIFY_TOKEN: 'verify',
};

function faultsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env, '/home');
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}

describe('what is right', () => {
  test('nothing given is the embedded default', () => {
    expect(readConfig({}, '/home')).toMatchObject({
      production: false,
      host: '127.0.0.1',
      port: 3978,
      dataDir: '/home/data',
      dataKeyFile: '/home/keys/data.key',
      store: { kind: 'sqlite' },
      registry: { kind: 'local' },
      whatsapp: undefined,
      messenger: undefined,
      programme: 'covid19-2021',
      logLevel: 'info',
      outboxLeaseMs: 5_000,
      maxQueue: 2_000,
      warnings: [],
    });
  });

  test('groups that are whole, lists by comma, blanks and trailing slashes', () => {
    const config = readConfig({ ...WHATSAPP, ...FHIR, GRAPH_BASE_URL: ' http://127.0.0.1:9/v24.0/ ' }, '/home');
    expect(config.whatsapp).toEqual({
      ids: ['100000000000001', '100000000000002'],
      tokens: ['token-a', 'token-b'],
      appSecrets: ['new', 'old'],
      verifyTokens: ['verify'],
    });
    expect(config.registry).toMatchObject({ kind: 'fhir', url: 'https://fhir.example/r4' });
    expect(config.graphBaseUrl).toBe('http://127.0.0.1:9/v24.0');
  });

  test('an empty setting is one that is not given', () => {
    const empty = Object.fromEntries(SETTINGS.map(({ name }) => [name, ' ']));
    expect(readConfig(empty, '/home')).toEqual(readConfig({}, '/home'));
  });

  test('absolute paths stay, relative ones start at the folder', () => {
    expect(readConfig({ DATA_DIR: '/var/sapa', DATA_KEY_FILE: 'k/d.key' }, '/a b')).toMatchObject({
      dataDir: '/var/sapa',
      dataKeyFile: '/a b/k/d.key',
    });
  });

  test('our own addresses may always use the web chat; in production only the public one', () => {
    const local = addresses(readConfig({ WEBCHAT_ORIGINS: 'https://a.example/, https://b.example' }, '/'), 81);
    expect(local.publicUrl).toBe('http://localhost:81');
    expect(local.origins).toEqual([
      'http://localhost:81',
      'http://127.0.0.1:81',
      'https://a.example',
      'https://b.example',
    ]);
    const env = { NODE_ENV: 'production', DATA_KEY: KEY, PUBLIC_URL: 'https://vaksin.example/sapa/' };
    expect(addresses(readConfig(env, '/'), 81)).toEqual({
      publicUrl: 'https://vaksin.example/sapa',
      origins: ['https://vaksin.example'],
    });
  });
});

describe('what is wrong', () => {
  test.each([
    ['PORT', 'abc'],
    ['PORT', '70000'],
    ['PORT', '-1'],
    ['HOST', 'a b'],
    ['PUBLIC_URL', 'ftp://a'],
    ['PUBLIC_URL', 'https://a/?b'],
    ['PUBLIC_URL', 'https://user:pass@a'],
    ['PROXY_HOPS', '9'],
    ['LOG_LEVEL', 'loud'],
    ['STORE', 'mysql'],
    ['REGISTRY', 'none'],
    ['PROGRAMME', '../secrets'],
    ['PROGRAMME', 'polio'],
    ['MAX_QUEUE', '0'],
    ['OUTBOX_LEASE_MS', '1.5'],
    ['WEBCHAT_ORIGINS', 'https://a.example/path'],
    ['WEBCHAT_ORIGINS', 'https://a.example,*'],
    ['GRAPH_BASE_URL', 'graph'],
  ])('%s=%s: named, with what is expected and what was found', (name, value) => {
    const [fault, ...more] = faultsOf({ [name]: value });
    expect(more).toEqual([]);
    const expects = SETTINGS.find((one) => one.name === name)?.expects ?? 'no such setting';
    expect(fault).toBe(`${name}: expected ${expects}, found ${JSON.stringify(value)}`);
  });

  test('everything at once in one message, a line each', () => {
    const faults = faultsOf({
      PORT: 'x',
      STORE: 'cosmos',
      LOG_LEVEL: 'y',
      WHATSAPP_APP_SECRET: 's',
      NODE_ENV: 'production',
    });
    expect(faults.map((fault) => fault.split(':')[0])).toEqual([
      'PORT',
      'LOG_LEVEL',
      'DATA_KEY or DATA_KEY_FILE',
      'COSMOS_ENDPOINT',
      'COSMOS_KEY',
      'WHATSAPP_PHONE_NUMBER_ID',
      'WHATSAPP_ACCESS_TOKEN',
      'WHATSAPP_VERIFY_TOKEN',
    ]);
    expect(new ConfigError(faults).message.split('\n')).toHaveLength(faults.length + 1);
  });

  test('a secret is never repeated, whatever it is', () => {
    const secrets = SETTINGS.filter(({ secret }) => secret).map(({ name }) => name);
    expect(secrets).toContain('DATA_KEY');
    const value = fc.string({ minLength: 6, unit: 'grapheme-ascii' }).map((text) => `hush!${text}`);
    fc.assert(
      fc.property(fc.constantFrom(...secrets), value, (name, text) => {
        const faults = faultsOf({ [name]: text, NODE_ENV: 'production', STORE: 'cosmos', REGISTRY: 'fhir' });
        expect(faults.join('\n')).not.toContain('hush!');
      }),
    );
  });

  test.each(Object.keys(FHIR).slice(1))('fhir without %s: named', (name) => {
    const { [name as 'REGISTRY_URL']: _left, ...rest } = FHIR;
    expect(faultsOf(rest)).toEqual([expect.stringMatching(new RegExp(`^${name}: missing, because REGISTRY is fhir`))]);
  });

  test('a key of the wrong length, alone or in a ring', () => {
    expect(faultsOf({ DATA_KEY: KEY })).toEqual([]);
    expect(faultsOf({ DATA_KEY: `${KEY},${KEY.slice(4)}` })).toHaveLength(1);
    expect(faultsOf({ DATA_KEY: 'c2hvcnQ=' })).toHaveLength(1);
  });

  test('production wants a key and a long web chat secret', () => {
    expect(faultsOf({ NODE_ENV: 'production' })).toHaveLength(1);
    expect(faultsOf({ NODE_ENV: 'production', DATA_KEY_FILE: '/k' })).toEqual([]);
    expect(faultsOf({ NODE_ENV: 'production', DATA_KEY: KEY, WEBCHAT_SECRET: 'short' })).toHaveLength(1);
  });

  test('an app of one tenant names its tenant, one of many does not', () => {
    const app = { MICROSOFT_APP_ID: '11111111-2222-3333-4444-555555555555', MICROSOFT_APP_PASSWORD: 'p' };
    const tenant = '66666666-2222-3333-4444-555555555555';
    expect(faultsOf(app)).toEqual([expect.stringMatching(/^MICROSOFT_APP_TENANT_ID: missing/)]);
    expect(readConfig({ ...app, MICROSOFT_APP_TENANT_ID: tenant }, '/').microsoftApp?.tenant).toBe(tenant);
    expect(readConfig({ ...app, MICROSOFT_APP_TYPE: 'MultiTenant' }, '/').microsoftApp?.tenant).toBe(
      'botframework.com',
    );
    expect(readConfig({}, '/').microsoftApp).toBeUndefined();
  });

  test('several pages have one token for all, or one each', () => {
    const pages = { MESSENGER_PAGE_ID: '10000,20000', MESSENGER_APP_SECRET: 's', MESSENGER_VERIFY_TOKEN: 'v' };
    expect(faultsOf({ ...pages, MESSENGER_PAGE_TOKEN: 'a' })).toEqual([]);
    expect(faultsOf({ ...pages, MESSENGER_PAGE_TOKEN: 'a,b' })).toEqual([]);
    expect(faultsOf({ ...pages, MESSENGER_PAGE_TOKEN: 'a,b,c' })).toEqual([
      'MESSENGER_PAGE_TOKEN: expected one token, or one for each of MESSENGER_PAGE_ID in the same order',
    ]);
  });
});

describe('what looks odd', () => {
  test.each([
    ['WHATSAP_APP_SECRET', 'WHATSAP_APP_SECRET is not a setting; WHATSAPP_APP_SECRET is'],
    ['data_dir', 'data_dir is not a setting; DATA_DIR is'],
    ['PROGRAM', 'PROGRAM is not a setting; PROGRAMME is'],
    ['COSMOS_CONTAINER', 'COSMOS_CONTAINER is not a setting and is ignored'],
  ])('%s: a warning without its value', (name, warning) => {
    expect(readConfig({ [name]: 'hush' }, '/').warnings).toEqual([warning]);
  });

  test("other people's variables are left alone", () => {
    const names = [
      'PATH',
      'HOME',
      'HOSTNAME',
      'SAPA_ANYTHING',
      'POST',
      'DATABASE_URL',
      'npm_config_registry',
      'DATA_SOURCE',
    ];
    expect(readConfig(Object.fromEntries(names.map((name) => [name, 'x'])), '/').warnings).toEqual([]);
  });

  test('settings that have no effect are named', () => {
    const { warnings } = readConfig(
      { DATA_KEY: KEY, DATA_KEY_FILE: '/k', COSMOS_KEY: 'aGk=', REGISTRY_URL: 'http://a' },
      '/',
    );
    expect(warnings).toEqual([
      'DATA_KEY and DATA_KEY_FILE are both given: DATA_KEY is used',
      'COSMOS_KEY has no effect while STORE is sqlite',
      'REGISTRY_URL has no effect while REGISTRY is local',
    ]);
  });
});

test('the real environment wins over .env, which may be missing', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sapa env '));
  try {
    expect(loadEnv(folder, { PORT: '1' })).toEqual({ PORT: '1' });
    writeFileSync(join(folder, '.env'), 'PORT=2\nLOG_LEVEL=warn\n');
    expect(loadEnv(folder, { PORT: '1' })).toEqual({ PORT: '1', LOG_LEVEL: 'warn' });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
