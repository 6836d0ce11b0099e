import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Programme, ProgrammeError, parseProgramme } from './programme.ts';

/** Folder of all programmes that ship with the product. */
const PROGRAMMES = join(import.meta.dirname, '..', 'content', 'programmes');

/** Whether `code` may be a folder's name: no way out of the folder of programmes. */
const CODE = /^[a-z0-9][a-z0-9_-]*$/;

/** Reads and checks `content/programmes/CODE/programme.json`. Throws `ProgrammeError` that says what is wrong. */
export function loadProgramme(code: string, folder: string = PROGRAMMES): Programme {
  if (!CODE.test(code)) throw new ProgrammeError(['code: expected small letters, digits, _ and -']);
  const programme = parseProgramme(readJson(join(folder, code, 'programme.json'), code));
  if (programme.code !== code) throw new ProgrammeError([`code: is ${programme.code}, but its folder is ${code}`]);
  return programme;
}

function readJson(file: string, code: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const missing = typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
    throw new ProgrammeError([missing ? `there is no programme ${code}` : `programme ${code} is not valid JSON`]);
  }
}
