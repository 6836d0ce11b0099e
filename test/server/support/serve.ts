import type { Route } from '../../../domain/http.ts';
import type { LogFields, Logger } from '../../../domain/log.ts';
import { createMetrics } from '../../../server/metrics.ts';
import { createServer, type Server, type ServerOptions } from '../../../server/server.ts';

export interface Served {
  readonly port: number;
  readonly url: string;
  readonly server: Server;
  readonly metrics: ReturnType<typeof createMetrics>;
  readonly logged: { event: string; fields: LogFields | undefined }[];
}

/** Starts servers on free ports and stops them all after the test. */
export function servers(): (routes: readonly Route[], options?: Partial<ServerOptions>) => Promise<Served> {
  const started: Server[] = [];
  afterEach(async () => {
    await Promise.all(started.splice(0).map((server) => server.stop()));
  });
  return async (routes, options = {}) => {
    const logged: Served['logged'] = [];
    const note = (event: string, fields?: LogFields): void => void logged.push({ event, fields });
    const logger: Logger = { debug: note, info: note, warn: note, error: note };
    const metrics = createMetrics({
      onUnknown: (name) => {
        throw new Error(`${name} is not declared`);
      },
    });
    const server = createServer({ routes, metrics, logger, ...options });
    started.push(server);
    const port = await server.listen(0, '127.0.0.1');
    return { port, url: `http://127.0.0.1:${port}`, server, metrics, logged };
  };
}
