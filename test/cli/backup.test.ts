import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderForTests, sapaIn } from './support/sapa.ts';

const folder = folderForTests();
const sapa = sapaIn(folder);
const copy = join(folder, 'a copy.db');
const store = join(folder, 'data', 'sapa.db');
const conversations = async (): Promise<number> =>
  JSON.parse((await sapa(['verify', '--json'])).out).counts.conversations;

describe('backup, restore, verify', () => {
  test('before the first start there is no store, and it is not made by looking', async () => {
    const { code, err } = await sapa(['verify']);
    expect(code).toBe(1);
    expect(err).toContain('sapa.db');
    expect(() => statSync(store)).toThrow('ENOENT');
  });

  test('a copy has what was there, and going back to it loses what came later', async () => {
    await sapa(['talk', '--as', 'first'], { input: 'halo\n' });
    expect(await conversations()).toBe(1);
    const made = await sapa(['backup', 'a copy.db', '--json']);
    expect([made.code, JSON.parse(made.out)]).toEqual([0, { file: copy, bytes: statSync(copy).size }]);
    await sapa(['talk', '--as', 'second'], { input: 'halo\n' });
    expect(await conversations()).toBe(2);
    expect((await sapa(['restore', copy])).code).toBe(1);
    expect(await conversations()).toBe(2);
    expect((await sapa(['restore', copy, '--force'])).code).toBe(0);
    expect(await conversations()).toBe(1);
  });

  test('on a new machine the data folder is made', async () => {
    const env = { DATA_DIR: 'elsewhere/new data' };
    expect((await sapa(['restore', copy], { env })).code).toBe(0);
    expect(JSON.parse((await sapa(['verify', '--json'], { env })).out)).toMatchObject({ ok: true });
  });

  test('an existing file is never written over', async () => {
    const before = readFileSync(copy);
    const { code, err } = await sapa(['backup', 'a copy.db']);
    expect(code).toBe(1);
    expect(err).toContain('choose another name');
    expect(readFileSync(copy).equals(before)).toBe(true);
  });

  test('what is no copy is not restored, and the store stays', async () => {
    const bad = join(folder, 'bad.db');
    writeFileSync(bad, Buffer.alloc(8_192, 'no database'));
    expect((await sapa(['restore', bad, '--force'])).code).toBe(1);
    expect(await conversations()).toBe(1);
  });

  test('another key is told in words', async () => {
    const env = { DATA_KEY: Buffer.alloc(32, 9).toString('base64') };
    const { code, out, err } = await sapa(['verify', '--json'], { env });
    expect([code, JSON.parse(out).ok]).toEqual([1, false]);
    expect(err).toContain('written with another key');
    expect((await sapa(['talk'], { env, input: 'halo\n' })).code).toBe(1);
  });
});
