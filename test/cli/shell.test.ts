import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderForTests, sapaIn } from './support/sapa.ts';

const folder = folderForTests();
const sapa = sapaIn(folder);

describe('usage', () => {
  test.each([
    [['--help']],
    [['help', 'backup']],
    [['explain', '--help']],
    [['explain', 'nik', '--help']],
    [['explain', 'phone', '--help']],
    [['backup', '--help']],
    [['restore', '--help']],
    [['verify', '--help']],
    [['provision', '--help']],
    [['talk', '--help']],
  ])('%j shows help on the output and exits 0', async (args) => {
    const { code, out, err } = await sapa(args);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^Usage: sapa/);
  });

  test.each([
    [[], /Usage: sapa/],
    [['explain'], /Usage: sapa explain/],
    [['nothing'], /unknown command 'nothing'/],
    [['campaign', 'plan'], /unknown command 'campaign'/],
    [['verify', '--loud'], /unknown option '--loud'/],
    [['explain', 'nik'], /missing required argument/],
    [['backup'], /missing required argument/],
    [['verify', 'one', 'two'], /too many arguments/],
    [['talk', '--channel', 'fax'], /Allowed choices are whatsapp, messenger, webchat/],
  ])('%j is wrong usage: 2, with words on the error stream only', async (args, words) => {
    const { code, out, err } = await sapa(args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(words);
  });
});

describe('explain', () => {
  test('a NIK, written with blanks, for people and as JSON', async () => {
    const json = await sapa(['explain', 'nik', '3273', '0555', '0385', '0001', '--json']);
    expect(json.code).toBe(0);
    expect(json.out.trim().split('\n')).toHaveLength(1);
    expect(JSON.parse(json.out)).toMatchObject({ level: 'ok', reasons: [], sex: 'F', birthDate: '1985-03-15' });
    const people = await sapa(['explain', 'nik', '3273055503850001']);
    expect(people.out).toContain('1985-03-15');
    expect(people.out).not.toContain('3273055503850001');
  });

  test('a phone number', async () => {
    const good = await sapa(['explain', 'phone', '0812-3456-7890', '--json']);
    expect(JSON.parse(good.out)).toMatchObject({ ok: true, e164: '+6281234567890' });
    const bad = await sapa(['explain', 'phone', 'besok', '--json']);
    expect([bad.code, JSON.parse(bad.out).ok]).toEqual([0, false]);
  });

  test('does not look at settings: it works where they are wrong', async () => {
    expect((await sapa(['explain', 'phone', '08123456789'], { env: { PORT: 'x' } })).code).toBe(0);
  });
});

describe('failures', () => {
  test('wrong settings: 2, all named, and never a secret', async () => {
    const { code, err } = await sapa(['verify'], { env: { PORT: 'x', DATA_KEY: 'hush-hush', STORE: 'cosmos' } });
    expect(code).toBe(2);
    for (const name of ['PORT', 'DATA_KEY', 'COSMOS_ENDPOINT', 'COSMOS_KEY']) expect(err).toContain(`${name}: `);
    expect(err).not.toContain('hush');
  });

  test('settings of .env count, and the environment wins', async () => {
    const other = join(folder, 'with env');
    mkdirSync(other);
    writeFileSync(join(other, '.env'), 'PORT=x\nMAX_QUEUE=y\n');
    const { err } = await sapaIn(other)(['verify'], { env: { PORT: '1' } });
    expect(err).toContain('MAX_QUEUE: ');
    expect(err).not.toContain('PORT: ');
  });

  test('a likely slip is a warning on the error stream; the JSON stays one document', async () => {
    const { out, err } = await sapa(['provision', '--json'], { env: { MAX_QUEU: '1' } });
    expect(err).toContain('warning: MAX_QUEU is not a setting; MAX_QUEUE is');
    expect(JSON.parse(out)).toEqual({ differences: [], applied: false });
  });

  test('with --json a failure is a document too', async () => {
    const { code, out, err } = await sapa(['restore', 'none.db', '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual({ ok: false, code: 'missing', message: expect.stringContaining('sapa backup') });
    expect(err).toContain('none.db is not there');
  });

  test.each([
    [['import', 'targets', '.'], {}, /is a folder: give the path of a CSV file/],
    [['backup', 'nowhere/copy.db'], {}, /nowhere is not there: make that folder/],
    [
      ['session', 'list', '--site', 'A'],
      { DATA_DIR: 'letter.csv' },
      /letter\.csv cannot be made or used \(\w+\): give DATA_DIR/,
    ],
    [
      ['session', 'list', '--site', 'A'],
      { DATA_DIR: 'letter.csv/below' },
      /below cannot be made or used \(\w+\): give DATA_DIR/,
    ],
    [
      ['session', 'list', '--site', 'A'],
      { DATA_DIR: '/proc/none' },
      /none cannot be made or used \(\w+\): give DATA_DIR/,
    ],
    [['session', 'list', '--site', 'A'], { DATA_KEY_FILE: '.' }, /is a folder: name a file in it/],
    [['session', 'list', '--site', 'NOPE'], {}, /no place with the code NOPE/],
    [['import', 'targets', 'letter.csv'], {}, /The first line must name the columns/],
  ])('%j with %j: 1, and what to do', async (args, env, words) => {
    writeFileSync(join(folder, 'letter.csv'), 'Kepada Yth.\n');
    const { code, out, err } = await sapa(args, { env });
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(words);
    // A file of which nothing could be read leaves no empty list of rejected rows.
    expect(existsSync(join(folder, 'letter.csv.rejects.csv'))).toBe(false);
  });

  test('a start at an address that is not ours says which setting', async () => {
    const env = { HOST: '203.0.113.9', PORT: '3999', DATA_DIR: 'start', LOG_LEVEL: 'silent' };
    const { code, err } = await sapa([], { program: 'index.ts', env });
    expect(code).toBe(1);
    expect(err).toMatch(/^HOST is no address of this machine\..*\n$/);
  });

  test('a command that the store cannot do says why', async () => {
    const env = { STORE: 'cosmos', COSMOS_ENDPOINT: 'http://127.0.0.1:1', COSMOS_KEY: 'aGk=' };
    const { code, err } = await sapa(['backup', 'copy.db'], { env });
    expect(code).toBe(1);
    expect(err).toContain('STORE is cosmos');
  });
});

test('the bin passes arguments, input, output and the exit code through', async () => {
  const program = 'cli/sapa.js';
  const good = await sapa(['explain', 'phone', '+62 812 3456 7890', '--json'], { program });
  expect([good.code, JSON.parse(good.out).e164]).toEqual([0, '+6281234567890']);
  expect((await sapa(['nothing'], { program })).code).toBe(2);
  expect((await sapa(['restore', 'none.db'], { program })).code).toBe(1);
});
