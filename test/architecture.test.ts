import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { breaches, circles, importsOf } from './support/imports.ts';

const root = join(__dirname, '..');

/** A tree of invented files, for planting breaches. */
function plant(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'sapa-arch-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

describe('the rooms', () => {
  test('import only what the table allows', () => {
    expect(breaches(importsOf(root))).toEqual([]);
  });

  test('have no circle, type imports counted', () => {
    expect(circles(importsOf(root))).toEqual([]);
  });

  test.each([
    ['domain imports a store', 'domain/a.ts', "import { x } from '../stores/documents.ts';"],
    ['a rule imports the SDK', 'domain/a.ts', "import { Activity } from 'botframework-schema';"],
    ['an adapter imports the bot', 'adapters/x/a.ts', "import type { T } from '../../bots/turn.ts';"],
    ['the registry imports a driver', 'registry/a.ts', "import { s } from '../stores/sqlite/driver.ts';"],
    ['a room imports app.ts', 'server/a.ts', "import { app } from '../app.ts';"],
    ['a room imports the simulator', 'bots/a.ts', "import { f } from '../simulator/wire.ts';"],
    ['the bot reaches past the root of dialogs', 'bots/a.ts', "import { f } from '../dialogs/form/form.ts';"],
    ['a dynamic import', 'domain/a.ts', "const x = await import('../bots/turn.ts');"],
    ['a re-export', 'domain/a.ts', "export * from '../stores/errors.ts';"],
    ['a multi-line import', 'domain/a.ts', "import {\n  a,\n  b,\n} from '../stores/errors.ts';"],
  ])('a planted breach is found: %s', (_name, path, text) => {
    expect(breaches(importsOf(plant({ [path]: text })))).toHaveLength(1);
  });

  test('a planted circle of types is found', () => {
    const folder = plant({
      'domain/a.ts': "import type { B } from './b.ts';",
      'domain/b.ts': "import type { A } from './a.ts';",
    });
    expect(circles(importsOf(folder))).toHaveLength(1);
  });
});
