import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { LogFields, Logger } from '../../../domain/log.ts';
import type { Metrics } from '../../../domain/metrics.ts';
import type { Driver } from '../../../registry/driver.ts';
import { createFhirDriver } from '../../../registry/fhir/driver.ts';
import { createHttp } from '../../../registry/fhir/http.ts';
import { loadVaccines } from '../../../registry/fhir/immunizations.ts';
import { createTokens } from '../../../registry/fhir/token.ts';
import { SIMULATED_CLIENT } from '../../../simulator/registry/server.ts';

/** Counts and log lines of one driver. */
export interface Watched {
  readonly driver: Driver;
  readonly counted: string[];
  readonly logged: string[];
}

/** The driver over a server on the loopback, with short waits. */
export function fhirDriver(
  server: { url: string; tokenUrl: string },
  more: { timeoutMs?: number; breakMs?: number } = {},
): Watched {
  const counted: string[] = [];
  const logged: string[] = [];
  const metrics: Metrics = {
    count: (name, labels) => void counted.push([name, ...Object.values(labels ?? {})].join(' ')),
    gauge() {},
    observe() {},
  };
  const log = (event: string, fields?: LogFields): void => void logged.push(JSON.stringify([event, fields]));
  const logger: Logger = { debug: log, info: log, warn: log, error: log };
  const token = createTokens({
    url: server.tokenUrl,
    clientId: SIMULATED_CLIENT.id,
    clientSecret: SIMULATED_CLIENT.secret,
  });
  const http = createHttp({ url: server.url, token, timeoutMs: 2_000, retryMs: 5, ...more });
  return {
    driver: createFhirDriver({ http, vaccines: loadVaccines('covid19-2021'), metrics, logger }),
    counted,
    logged,
  };
}

export interface RealServer {
  readonly url: string;
  readonly tokenUrl: string;
  stop(): Promise<void>;
}

/** Medplum's FHIR server in a process of its own. */
export async function startRealServer(): Promise<RealServer> {
  const flags = ['--disable-warning=ExperimentalWarning', join(__dirname, 'fhir-server.ts')];
  const child = spawn(process.execPath, flags, { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const base = `http://127.0.0.1:${line.toString().trim()}`;
  return {
    url: `${base}/fhir`,
    tokenUrl: `${base}/token`,
    async stop() {
      const ended = once(child, 'exit');
      child.stdin.end();
      await ended;
    },
  };
}
