import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { PARTS, type Programme, ProgrammeError, parseProgramme } from './programme.ts';

/** Folder of all programmes that ship with the product. */
const PROGRAMMES = join(import.meta.dirname, '..', 'content', 'programmes');

/** Whether `code` may be a folder's name: no way out of the folder of programmes. */
const CODE = /^[a-z0-9][a-z0-9_-]*$/;
const MAIN = 'programme.json';

/** Codes of the programmes in a folder, in order of the alphabet. */
export function programmeCodes(folder: string = PROGRAMMES): readonly string[] {
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, MAIN)))
    .sort();
}

/** Reads and checks `content/programmes/CODE/`. Throws `ProgrammeError` that says all that is wrong. */
export function loadProgramme(code: string, folder: string = PROGRAMMES): Programme {
  if (!CODE.test(code)) throw new ProgrammeError(['code: expected small letters, digits, _ and -']);
  const path = join(folder, code);
  if (!existsSync(join(path, MAIN)))
    throw new ProgrammeError([
      `there is no programme ${code}: there is ${programmeCodes(folder).join(', ') || 'none'}`,
    ]);
  const programme = readProgramme(path);
  if (programme.code !== code)
    throw new ProgrammeError([`${MAIN}, code: is ${programme.code}, but its folder is ${code}`]);
  return programme;
}

/**
 * Reads and checks a programme anywhere: its folder, its `programme.json`, one file that holds all of it, or the changed
 * file of one part (`groups.json`), whose other parts are then those of the published programme `base`. Throws
 * `ProgrammeError` that says all that is wrong.
 */
export function readProgramme(path: string, base?: string): Programme {
  if (!existsSync(path)) throw new ProgrammeError([`${basename(path)} is not there`]);
  if (statSync(path).isDirectory()) return parseProgramme(readFolder(path));
  const name = basename(path);
  const part = PARTS.find((one) => `${one}.json` === name);
  if (part !== undefined && base !== undefined && CODE.test(base))
    return parseProgramme({ ...readFolder(join(PROGRAMMES, base)), [part]: readJson(path) });
  const split = name === MAIN && PARTS.some((one) => existsSync(join(dirname(path), `${one}.json`)));
  return parseProgramme(split ? readFolder(dirname(path)) : readJson(path));
}

/** The files of a folder, put together. */
function readFolder(path: string): Record<string, unknown> {
  if (!existsSync(join(path, MAIN))) throw new ProgrammeError([`${MAIN} is not in the folder ${basename(path)}`]);
  const faults: string[] = [];
  const whole: Record<string, unknown> = {};
  const names = readdirSync(path).filter((one) => one.endsWith('.json'));
  for (const name of names.sort(mainFirst)) {
    try {
      putIn(whole, name, readJson(join(path, name)));
    } catch (error) {
      if (!(error instanceof ProgrammeError)) throw error;
      faults.push(...error.faults);
    }
  }
  if (faults.length > 0) throw new ProgrammeError(faults);
  return whole;
}

const mainFirst = (a: string, b: string): number => Number(b === MAIN) - Number(a === MAIN) || (a < b ? -1 : 1);

/** Puts the content of one file where it belongs in the whole. */
function putIn(whole: Record<string, unknown>, name: string, json: unknown): void {
  if (name === MAIN) {
    if (typeof json !== 'object' || json === null || Array.isArray(json))
      throw new ProgrammeError([`${MAIN}: expected fields in { }`]);
    Object.assign(whole, json);
    return;
  }
  const part = PARTS.find((one) => `${one}.json` === name);
  const files = PARTS.map((one) => `${one}.json`).join(', ');
  if (part === undefined) throw new ProgrammeError([`${name}: is no file of a programme: expected ${MAIN}, ${files}`]);
  if (part in whole) throw new ProgrammeError([`${name}: ${part} is in ${MAIN} too: expected in one of the two`]);
  whole[part] = json;
}

/** A file's JSON; what is wrong with it is said with its line. */
function readJson(file: string): unknown {
  const name = basename(file);
  let text = '';
  try {
    // An editor on Windows may have put a mark before the first sign.
    text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw new ProgrammeError([`${name}: cannot be read`]);
    const line = lineOf(error.message, text);
    throw new ProgrammeError([`${name}${line === undefined ? '' : `, line ${line}`}: is not valid JSON`]);
  }
}

/** The engine says a position, or shows the signs around the fault; then they are looked for. */
function lineOf(message: string, text: string): number | undefined {
  const position = /at position (\d+)/.exec(message)?.[1];
  const shown = /"((?:.|\n)+)" is not valid JSON$/.exec(message.replaceAll('...', ''))?.[1];
  const at = position === undefined ? (shown === undefined ? -1 : text.indexOf(shown)) : Number(position);
  if (at < 0 || (shown !== undefined && text.lastIndexOf(shown) !== at)) return undefined;
  return text.slice(0, at + (shown?.length ?? 0) / 2).split('\n').length;
}
