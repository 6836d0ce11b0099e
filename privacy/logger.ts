import { type DestinationStream, pino } from 'pino';
import { type LogFields, type Logger, word } from '../domain/log.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

export interface LoggerOptions {
  readonly level: LogLevel;
  /** Where the lines go; standard output unless told. */
  readonly stream?: DestinationStream;
}

/** Behind the types: whatever slips past them (a cast, a library) is withheld here, value by value. */
function filtered(fields: LogFields): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    kept[word(name)] = typeof value === 'number' || typeof value === 'boolean' ? value : word(value);
  }
  return kept;
}

/**
 * One JSON line per event: `{"level":"info","time":1764000000000,"event":"started","port":3978}`. The event is a code,
 * never a sentence with values in it. No process id and no host name.
 */
export function createLogger({ level, stream }: LoggerOptions): Logger {
  const options = {
    level,
    base: null,
    messageKey: 'event',
    formatters: { level: (label: string) => ({ level: label }) },
  };
  const log = stream ? pino(options, stream) : pino(options);
  const line =
    (method: 'debug' | 'info' | 'warn' | 'error') =>
    (event: string, fields: LogFields = {}): void => {
      if (log.isLevelEnabled(method)) log[method](filtered(fields), word(event));
    };
  return { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') };
}
