import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core';

/** No sandbox (tests run as root in containers), and no name but this machine's is ever resolved. */
const ARGS = [
  '--no-sandbox',
  '--no-zygote',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--font-render-hinting=none',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
];
/** For whatever waits: a machine with other work may take this long. */
export const PATIENCE_MS = 90_000;

class NoBrowser extends Error {
  override readonly name = 'NoBrowser';
  constructor(cause: unknown) {
    super(
      'Chromium does not start here. The tests in test/browser use the one in the npm package @sparticuz/chromium (Linux); ' +
        'run "npm ci", and look below for a missing library or a full temporary folder.',
      { cause },
    );
  }
}

/** A real Chromium. Throws `NoBrowser` with the reason when it cannot start. */
export async function launch(): Promise<Browser> {
  try {
    const unpack = join(import.meta.dirname, 'unpack.ts');
    const args = ['--disable-warning=ExperimentalWarning', unpack, tmpdir()];
    const folder = execFileSync(process.execPath, args, { encoding: 'utf8' }).trim();
    return await chromium.launch({
      executablePath: join(folder, 'chromium'),
      args: ARGS,
      env: { ...process.env, FONTCONFIG_PATH: join(folder, 'fonts'), LD_LIBRARY_PATH: folder },
      timeout: PATIENCE_MS,
    });
  } catch (error) {
    throw new NoBrowser(error);
  }
}

/** A browser profile that notes what must never happen. */
export interface Watched {
  readonly context: BrowserContext;
  /** Requests to other machines, breaches of a page's policy, and scripts that failed; empty when all is well. */
  readonly problems: readonly string[];
}

const isHere = (address: string): boolean =>
  !/^(http|ws)s?:/.test(address) || ['localhost', '127.0.0.1'].includes(new URL(address).hostname);

export async function watched(browser: Browser, options: BrowserContextOptions = {}): Promise<Watched> {
  const context = await browser.newContext({ locale: 'id-ID', timezoneId: 'Asia/Jakarta', ...options });
  context.setDefaultTimeout(PATIENCE_MS);
  const problems: string[] = [];
  const request = (address: string): void => {
    if (!isHere(address)) problems.push(`asked ${new URL(address).host}`);
  };
  context.on('request', (one) => request(one.url()));
  context.on('weberror', (one) => problems.push(`failed: ${one.error().message}`));
  context.on('console', (one) => {
    if (/content security policy|permissions policy/i.test(one.text())) problems.push(one.text());
  });
  context.on('page', (page) => page.on('websocket', (socket) => request(socket.url())));
  const rate = Number(process.env['BROWSER_SLOWDOWN'] ?? 1);
  if (rate > 1)
    context.on('page', async (page) => {
      const devtools = await context.newCDPSession(page);
      await devtools.send('Emulation.setCPUThrottlingRate', { rate });
    });
  return { context, problems };
}
