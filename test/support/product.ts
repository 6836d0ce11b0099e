import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { delivery, type WireText } from '../../simulator/wire/delivery.ts';

export const WIRE_SECRET = 'wire-secret';
const ROOT = join(import.meta.dirname, '..', '..');

/** The product in a process of its own, with the wire channel, so that it can be killed. */
export interface Product {
  readonly port: number;
  readonly child: ChildProcess;
  /** Delivers one message as a channel would; the status, or `undefined` when the process died over it. */
  deliver(message: WireText): Promise<number | undefined>;
  kill(signal: NodeJS.Signals): Promise<void>;
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** Everything it printed. */
  output(): string;
}

export interface ProductSettings {
  /** Data folder and key folder live below it. */
  readonly folder: string;
  readonly sink?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** The conversation that runs: the real one, or the tally of the soak test. */
  readonly conversation?: 'tally';
}

/** An environment with nothing of the surrounding machine's settings in it. */
export function productEnv(settings: ProductSettings): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    NODE_ENV: 'test',
    PORT: '0',
    DATA_DIR: join(settings.folder, 'data'),
    DATA_KEY_FILE: join(settings.folder, 'keys', 'data.key'),
    PUBLIC_URL: 'http://chat.example',
    // Short, so that what a dead process left is soon taken over; not so short that a slow machine takes a slow send for one.
    OUTBOX_LEASE_MS: '1500',
    WIRE_SECRET,
    ...(settings.sink === undefined ? {} : { WIRE_SINK: settings.sink }),
    ...(settings.conversation === undefined ? {} : { TEST_CONVERSATION: settings.conversation }),
    ...settings.env,
  };
}

async function post(port: number, message: WireText): Promise<number | undefined> {
  const { body, signature } = delivery([message], WIRE_SECRET);
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/webhooks/wire`, {
      method: 'POST',
      body: new Uint8Array(body),
      headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature },
    });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return undefined;
  }
}

/** Starts the product and waits until it listens. */
export function startProduct(settings: ProductSettings): Promise<Product> {
  const child = fork(join(ROOT, 'test/support/product-main.ts'), [], {
    cwd: settings.folder,
    env: productEnv(settings),
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const printed: string[] = [];
  child.stdout?.on('data', (part: Buffer) => printed.push(part.toString()));
  child.stderr?.on('data', (part: Buffer) => printed.push(part.toString()));
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) =>
    child.once('exit', (code, signal) => resolve({ code, signal })),
  );
  return new Promise((resolve, reject) => {
    void ended.then(({ code, signal }) =>
      reject(new Error(`the product ended (${code} ${signal}): ${printed.join('')}`)),
    );
    child.once('message', (message: { port: number }) => {
      resolve({
        port: message.port,
        child,
        ended,
        deliver: (one) => post(message.port, one),
        async kill(signal) {
          child.kill(signal);
          await ended;
        },
        output: () => printed.join(''),
      });
    });
  });
}
