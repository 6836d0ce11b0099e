import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'dotenv';
import { readConfig, SETTINGS } from '../../config.ts';
import { envExample, settingsTable } from '../../scripts/settings.ts';

const ROOT = join(__dirname, '..', '..');
const read = (name: string): string => readFileSync(join(ROOT, name), 'utf8');

describe('what is written about settings', () => {
  test('the README has exactly the table of the code', () => {
    const between = /<!-- settings -->\n([\s\S]*?)\n?<!-- \/settings -->/.exec(read('README.md'))?.[1];
    expect(between?.trim()).toBe(settingsTable());
  });

  test('.env.example has every setting, and a plain copy of it changes nothing', () => {
    expect(read('.env.example').trim()).toBe(envExample().trim());
    expect(parse(read('.env.example'))).toEqual({});
  });

  test('every default written in .env.example is accepted when the # is taken away', () => {
    const env = parse(read('.env.example').replaceAll(/^#([A-Z_]+=)/gm, '$1'));
    expect(Object.keys(env)).toEqual(SETTINGS.map(({ name }) => name));
    expect(readConfig(env, ROOT)).toEqual(readConfig({}, ROOT));
  });

  test('every setting the code reads by name is in the table, and the other way round', () => {
    const named = [...(read('config.ts') + read('settings-channels.ts')).matchAll(/'([A-Z][A-Z_]{2,}[A-Z])'/g)].map(
      ([, name]) => name,
    );
    expect([...new Set(named)].sort()).toEqual(SETTINGS.map(({ name }) => name).sort());
  });
});
