import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PARTS } from '../../domain/programme.ts';
import { loadProgramme } from '../../domain/programme-file.ts';

const ROOT = join(__dirname, '..', '..');
const contributing = readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8');
const section = contributing.slice(contributing.indexOf('## Add a programme'));

/** Every field that a shipped programme uses, of whatever row, without the two languages and the parts of a condition. */
function fieldsOf(json: unknown, inside = ''): string[] {
  if (Array.isArray(json)) return json.flatMap((one) => fieldsOf(one, inside));
  if (typeof json !== 'object' || json === null || inside === 'answers') return [];
  return Object.entries(json).flatMap(([key, value]) => [key, ...fieldsOf(value, key)]);
}

describe('"Add a programme" in CONTRIBUTING.md', () => {
  test('names every file', () => {
    for (const part of ['programme', ...PARTS]) expect(section).toContain(`\`${part}.json\``);
  });

  test('names every field that the shipped programmes use', () => {
    const folders = ['covid19-2021', 'covid19-2024', 'hpv'].map((code) => join(ROOT, 'content', 'programmes', code));
    const json = folders.flatMap((folder) =>
      ['programme', ...PARTS].map((part) => JSON.parse(readFileSync(join(folder, `${part}.json`), 'utf8')) as unknown),
    );
    // Said by an example in the error itself, or the same in every row.
    const plain = new Set([
      'id',
      'en',
      'disease',
      'value',
      'above',
      'below',
      'atLeast',
      'atMost',
      'after',
      'weeks',
      'of',
      'years',
    ]);
    const missing = [...new Set(fieldsOf(json))].filter((key) => !plain.has(key) && !section.includes(`\`${key}\``));
    expect(missing).toEqual([]);
  });

  test('works as it is written: copy the nearest folder, give it its code, change a row', () => {
    const folder = mkdtempSync(join(tmpdir(), 'sapa programmes '));
    try {
      cpSync(join(ROOT, 'content', 'programmes', 'hpv'), join(folder, 'campak'), { recursive: true });
      const edit = (file: string, change: (json: Record<string, unknown>) => unknown) => {
        const path = join(folder, 'campak', file);
        writeFileSync(path, JSON.stringify(change(JSON.parse(readFileSync(path, 'utf8')))));
      };
      edit('programme.json', (json) => ({ ...json, code: 'campak', name: { id: 'Imunisasi campak', en: 'Measles' } }));
      expect(loadProgramme('campak', folder).name.en).toBe('Measles');
      edit('bring.json', () => []);
      expect(() => loadProgramme('campak', folder)).toThrow('bring.json: expected at least 1 row');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
