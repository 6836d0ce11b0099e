import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Unavailable } from '../errors.ts';
import { systemCode } from './failures.ts';

/**
 * Makes a folder and those above it, from the top down: Node's own `recursive` goes round for ever in a file system that
 * refuses the name of every new folder, such as `/proc`.
 */
function make(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  if (dirname(folder) !== folder) make(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process may have made it meanwhile.
    if (systemCode(error) !== 'EEXIST' || !statSync(folder).isDirectory()) throw error;
  }
}

/** Makes the folder of the store. @throws Unavailable with its name, and what to do. */
export function makeFolder(folder: string): void {
  try {
    make(folder);
  } catch (error) {
    const code = systemCode(error) || 'unknown';
    throw new Unavailable(
      `${folder} cannot be made or used (${code}): give DATA_DIR a folder that this user may write to`,
    );
  }
}
