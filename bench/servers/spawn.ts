import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';

/** A server of the bench in a process of its own. */
export interface Spawned {
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Starts `bench/servers/NAME.ts` and waits until it says where it listens. */
export function spawnServer(name: string, env: Record<string, string> = {}): Promise<Spawned> {
  const child: ChildProcess = fork(join(import.meta.dirname, `${name}.ts`), [], {
    env: { ...process.env, ...env },
    execArgv: ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=16'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`bench server ${name} ended with ${code}`)));
    child.once('message', (message: { port: number }) => {
      resolve({
        port: message.port,
        pid: child.pid ?? 0,
        stop: () =>
          new Promise((done) => {
            child.removeAllListeners('exit');
            child.once('exit', () => done());
            child.kill();
          }),
      });
    });
  });
}
