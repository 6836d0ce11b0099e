/** The settings, read once at start (contract §3). Everything wrong is named in one message. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'dotenv';
import { type ChannelsConfig, readChannels } from './settings-channels.ts';
import { strangers } from './settings-near.ts';
import { ConfigError, type Env, Reading } from './settings-reading.ts';

export { SETTINGS, type Setting } from './settings.ts';
export type { MetaConfig, MicrosoftAppConfig } from './settings-channels.ts';
export { ConfigError } from './settings-reading.ts';

export interface CosmosConfig {
  readonly kind: 'cosmos';
  readonly endpoint: string;
  readonly key: string;
  readonly database: string;
}

export interface FhirConfig {
  readonly kind: 'fhir';
  readonly url: string;
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Persons handed in a second at most, by each process. */
  readonly perSecond: number;
}

export interface Config extends ChannelsConfig {
  readonly production: boolean;
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** As given; `addresses()` has the default, which needs the port. */
  readonly publicUrl: string | undefined;
  readonly proxyHops: number;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Absolute. */
  readonly dataDir: string;
  /** `DATA_KEY` as given: base64, current key first, by comma. */
  readonly dataKey: string | undefined;
  /** Absolute. */
  readonly dataKeyFile: string;
  readonly store: { readonly kind: 'sqlite' } | CosmosConfig;
  readonly outboxLeaseMs: number;
  readonly maxQueue: number;
  readonly webchatSecret: string | undefined;
  /** As given; `addresses()` adds our own. */
  readonly webchatOrigins: readonly string[] | undefined;
  readonly programme: string;
  readonly registry: { readonly kind: 'local' } | FhirConfig;
  readonly people: { readonly family: number; readonly cadre: number };
  readonly graphBaseUrl: string;
  /** Sentences about settings that look like a mistake but stop nothing. Without values. */
  readonly warnings: readonly string[];
}

/** `.env` in `cwd` under the real environment, which wins. Neither is changed. */
export function loadEnv(cwd: string, env: Env = process.env): Record<string, string | undefined> {
  const file = join(cwd, '.env');
  return existsSync(file) ? { ...parse(readFileSync(file)), ...env } : { ...env };
}

/** What each driver needs. */
const COSMOS = ['COSMOS_ENDPOINT', 'COSMOS_KEY'] as const;
const FHIR = ['REGISTRY_URL', 'REGISTRY_TOKEN_URL', 'REGISTRY_CLIENT_ID', 'REGISTRY_CLIENT_SECRET'] as const;

function store(reading: Reading): Config['store'] {
  if (reading.get('STORE', 'sqlite') === 'sqlite') return { kind: 'sqlite' };
  reading.whole(COSMOS, 'because STORE is cosmos');
  const database = reading.get('COSMOS_DATABASE', 'sapa');
  return { kind: 'cosmos', endpoint: reading.text('COSMOS_ENDPOINT'), key: reading.text('COSMOS_KEY'), database };
}

function registry(reading: Reading): Config['registry'] {
  if (reading.get('REGISTRY', 'local') === 'local') return { kind: 'local' };
  reading.whole(FHIR, 'because REGISTRY is fhir');
  const [url, tokenUrl, clientId, clientSecret] = FHIR;
  return {
    kind: 'fhir',
    url: reading.text(url),
    tokenUrl: reading.text(tokenUrl),
    clientId: reading.text(clientId),
    clientSecret: reading.text(clientSecret),
    perSecond: reading.get('REGISTRY_PER_SECOND', 20),
  };
}

/** Faults and warnings that look at more than one setting. */
function crossCheck(reading: Reading, production: boolean): string[] {
  const warnings: string[] = [];
  if (reading.has('DATA_KEY') && reading.has('DATA_KEY_FILE')) {
    warnings.push('DATA_KEY and DATA_KEY_FILE are both given: DATA_KEY is used');
  }
  if (production && !reading.has('DATA_KEY') && !reading.has('DATA_KEY_FILE')) {
    reading.faults.push(
      'DATA_KEY or DATA_KEY_FILE: missing, in production it must be given; expected 32 bytes in base64, or a file with them',
    );
  }
  const idle = (names: readonly string[], why: string): void => {
    const given = names.filter((name) => reading.has(name));
    warnings.push(...given.map((name) => `${name} has no effect while ${why}`));
  };
  if (reading.get('STORE', 'sqlite') === 'sqlite') idle(COSMOS, 'STORE is sqlite');
  if (reading.get('REGISTRY', 'local') === 'local') idle(FHIR, 'REGISTRY is local');
  const short = reading.has('WEBCHAT_SECRET') && reading.text('WEBCHAT_SECRET').length < 16;
  if (short && production) reading.faults.push('WEBCHAT_SECRET: expected at least 16 characters, found fewer');
  if (short && !production) warnings.push('WEBCHAT_SECRET is short: production wants at least 16 characters');
  return warnings;
}

/**
 * Reads and checks every setting. `cwd` is what relative paths start from.
 * Throws `ConfigError` naming everything that is wrong or missing, with what is expected.
 */
export function readConfig(env: Env, cwd: string): Config {
  const reading = new Reading(env);
  const production = env['NODE_ENV'] === 'production';
  const dataKey = reading.get<readonly string[] | undefined>('DATA_KEY', undefined);
  const warnings = [...crossCheck(reading, production), ...strangers(Object.keys(env))];
  const config: Config = {
    production,
    host: reading.get('HOST', '127.0.0.1'),
    port: reading.get('PORT', 3978),
    publicUrl: reading.get('PUBLIC_URL', undefined),
    proxyHops: reading.get('PROXY_HOPS', 0),
    logLevel: reading.get('LOG_LEVEL', 'info'),
    dataDir: resolve(cwd, reading.get('DATA_DIR', './data')),
    dataKey: dataKey?.join(','),
    dataKeyFile: resolve(cwd, reading.get('DATA_KEY_FILE', './keys/data.key')),
    store: store(reading),
    outboxLeaseMs: reading.get('OUTBOX_LEASE_MS', 5_000),
    maxQueue: reading.get('MAX_QUEUE', 2_000),
    webchatSecret: reading.get('WEBCHAT_SECRET', undefined),
    webchatOrigins: reading.get('WEBCHAT_ORIGINS', undefined),
    programme: reading.get('PROGRAMME', 'covid19-2021'),
    registry: registry(reading),
    ...readChannels(reading),
    people: { family: reading.get('PEOPLE_FAMILY', 10), cadre: reading.get('PEOPLE_CADRE', 50) },
    graphBaseUrl: reading.get('GRAPH_BASE_URL', 'https://graph.facebook.com/v24.0'),
    warnings,
  };
  if (reading.faults.length > 0) throw new ConfigError(reading.faults);
  return config;
}

/**
 * Addresses that depend on the port, known only once it listens: what citizens see, and the origins that may use the web
 * chat. Our own pages are always among them, or the demo page and the embedded frame could not talk to us.
 */
export function addresses(config: Config, port: number): { publicUrl: string; origins: readonly string[] } {
  const publicUrl = config.publicUrl ?? `http://localhost:${port}`;
  const local = config.production ? [] : [`http://localhost:${port}`, `http://127.0.0.1:${port}`];
  return { publicUrl, origins: [...new Set([new URL(publicUrl).origin, ...local, ...(config.webchatOrigins ?? [])])] };
}
