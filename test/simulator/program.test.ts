/** `npm run simulator` as somebody else would use it: a process, its printed settings, a bot that is not ours. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');
let child: ChildProcess | undefined;
afterEach(() => child?.kill());

function start(...args: string[]): Promise<string> {
  const program = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', 'simulator/meta/main.ts', ...args],
    { cwd: ROOT },
  );
  child = program;
  return new Promise((resolve, reject) => {
    let errors = '';
    program.stdout.on('data', (part: Buffer) => resolve(part.toString()));
    program.stderr.on('data', (part: Buffer) => {
      errors += part.toString();
    });
    program.on('exit', () => reject(new Error(errors)));
  });
}

test('it prints what a bot needs, shows phones, and delivers', async () => {
  const got: string[] = [];
  const bot = createServer((request, response) => {
    request.on('data', (part: Buffer) => got.push(part.toString())).on('end', () => response.end());
  });
  await new Promise<void>((resolve) => bot.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(bot.address() as AddressInfo).port}/`;
  const { url: home, settings } = JSON.parse(await start('--json', '--port', '0', '--whatsapp', url)) as {
    url: string;
    settings: Record<string, string>;
  };
  expect(Object.keys(settings)).toContain('WHATSAPP_APP_SECRET');
  const page = await fetch(home);
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
  expect(await page.text()).toContain('id="ponsel"');
  const phone = await fetch(`${home}simulator/phones`, {
    method: 'POST',
    body: JSON.stringify({ channel: 'whatsapp', number: '6281200000001' }),
  });
  const { id } = (await phone.json()) as { id: string };
  await fetch(`${home}simulator/phones/${id}/acts`, {
    method: 'POST',
    body: JSON.stringify({ kind: 'text', text: 'halo' }),
  });
  for (let waits = 0; waits < 100 && got.length === 0; waits += 1)
    await new Promise((resolve) => setTimeout(resolve, 20));
  expect(got.join('')).toContain('"body":"halo"');
  bot.closeAllConnections();
  bot.close();
});

test('a wrong option is named', async () => {
  await expect(start('--whatsapp', 'nowhere')).rejects.toThrow('expected an http address');
});
