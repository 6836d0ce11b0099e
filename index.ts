/** Starts the product. Ends with 2 when a setting is wrong, with 1 when it cannot start or something broke. */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// Compiled code of earlier starts: halves the cold start. Beside the packages it belongs to, never in a shared folder.
enableCompileCache(join(import.meta.dirname, 'node_modules', '.cache', 'sapa'));
const { loadEnv, readConfig } = await import('./config.ts');
const { startApp } = await import('./app.ts');

/** Messages of these errors were written for operators and hold nothing of a citizen; of others only the class is shown. */
const FOR_PEOPLE = new Set(['ConfigError', 'KeyError', 'ProgrammeError', 'Corrupt', 'Unavailable', 'Busy']);

/** Why it cannot listen, by the system's code, and what to do. */
const LISTENING: Readonly<Record<string, string>> = {
  EADDRINUSE: 'The port is taken. Set PORT to another one.',
  EADDRNOTAVAIL: 'HOST is no address of this machine. Set it to 127.0.0.1, to 0.0.0.0, or to one of its addresses.',
  ENOTFOUND: 'HOST is not known. Set it to 127.0.0.1, to 0.0.0.0, or to an address of this machine.',
  EAI_AGAIN: 'HOST cannot be looked up. Set it to 127.0.0.1, to 0.0.0.0, or to an address of this machine.',
  EACCES: 'This user may not listen at PORT. Set it to one above 1023.',
};

/** Where it happened, without the message, which may quote what a citizen wrote. */
const frames = (error: Error): string => (error.stack ?? '').split('\n    at ').slice(1).join('\n    at ');

function fail(error: unknown): never {
  const known: NodeJS.ErrnoException = error instanceof Error ? error : new Error('unknown');
  const { name, code } = known;
  const port = code === undefined ? undefined : LISTENING[code];
  if (port !== undefined) console.error(port);
  else if (FOR_PEOPLE.has(name)) console.error(known.message);
  else console.error(`${name} ${code ?? ''}\n    at ${frames(known)}`);
  process.exit(name === 'ConfigError' ? 2 : 1);
}

/** Everything that was answered is on disk: ending is always safe, going on in an unknown state is not. */
process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);

try {
  const config = readConfig(loadEnv(process.cwd()), process.cwd());
  for (const warning of config.warnings) console.error(`warning: ${warning}`);
  const app = await startApp(config, { env: process.env });
  console.log(`Sapa Vaksin: ${app.publicUrl}/`);
  let stopping = false;
  const stop = (): void => {
    // A second signal: whoever sends it means it.
    if (stopping) process.exit(1);
    stopping = true;
    const late = setTimeout(() => process.exit(1), 9_500);
    void app.stop().then(() => {
      clearTimeout(late);
      process.exit(0);
    }, fail);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
} catch (error) {
  fail(error);
}
