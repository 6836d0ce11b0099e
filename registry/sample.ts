import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalRegistry } from './local.ts';
import type { Relation } from './registry.ts';
import type { TargetRow } from './targets/row.ts';

/**
 * Somebody invented whom a visitor of the demonstration can be: what to type, and what comes of it. The shape of
 * `content/sample/personas.json`.
 */
export interface Persona {
  readonly id: string;
  /** What the registry with the sample list says to these answers. */
  readonly verdict: 'registered' | 'not_yet' | 'unknown';
  readonly about: { readonly id: string; readonly en: string };
  /** ISO date. */
  readonly birthDate: string;
  readonly sex: 'F' | 'M';
  /** As somebody would type them. */
  readonly answers: {
    readonly nik: string;
    readonly name: string;
    readonly birthDate: string;
    readonly phone: string;
    readonly relation: Relation;
    readonly place: string;
  };
}

const FOLDER = join(import.meta.dirname, '..', 'content', 'sample');

/** The invented people of the demo page. Reads the file each time: asked once per start. */
export function samplePersonas(): readonly Persona[] {
  return JSON.parse(readFileSync(join(FOLDER, 'personas.json'), 'utf8')) as Persona[];
}

/** The invented target list. Every NIK has a serial from 9901 on and every name says "Contoh" (example). */
export function sampleTargets(): readonly TargetRow[] {
  return JSON.parse(readFileSync(join(FOLDER, 'targets.json'), 'utf8')) as TargetRow[];
}

/** Takes the invented target list over; repeating it changes nothing. Throws `StoreError`s only. */
export async function seedTargets(registry: LocalRegistry, now: number): Promise<void> {
  // All at once: the store commits them in groups, and no row depends on another.
  await Promise.all(sampleTargets().map((row) => registry.importTarget(row, now)));
}
