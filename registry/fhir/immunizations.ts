import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { today } from '../../domain/calendar.ts';
import type { RecordedDose } from '../driver.ts';
import type { ImmunizationShape } from './shapes.ts';
import { CVX_SYSTEM, KFA_SYSTEM } from './systems.ts';

/** Which vaccines of the registry belong to a programme. */
export interface Vaccines {
  readonly groups: readonly string[];
  /** CVX code to a product of the programme; empty when it has no name for it. */
  readonly cvx: Readonly<Record<string, string>>;
}

const vaccines = z.object({ groups: z.array(z.string()), cvx: z.record(z.string(), z.string()) });
const file = z.object({ programmes: z.record(z.string(), vaccines) });

/** The codes of a programme's vaccines (`content/registry/vaccines.json`); none for a programme that is not in it. */
export function loadVaccines(programme: string): Vaccines {
  const path = join(import.meta.dirname, '..', '..', 'content', 'registry', 'vaccines.json');
  const { programmes } = file.parse(JSON.parse(readFileSync(path, 'utf8')));
  return programmes[programme] ?? { groups: [], cvx: {} };
}

/** The product of a vaccination; undefined when it is none of the programme's. */
function productOf({ vaccineCode }: ImmunizationShape, { groups, cvx }: Vaccines): string | undefined {
  const codings = vaccineCode?.coding ?? [];
  const named = codings.find(({ system, code = '' }) => system === CVX_SYSTEM && Object.hasOwn(cvx, code));
  if (named) return cvx[named.code ?? ''];
  const grouped = codings.some(({ system, code = '' }) => system === KFA_SYSTEM && groups.includes(code));
  return grouped ? '' : undefined;
}

/** The day in Indonesia: times come in UTC, and an injection at seven in the morning was the day before there. */
function dayOf(time: string | undefined): string | undefined {
  if (time === undefined) return undefined;
  if (/^\d{4}-\d\d-\d\d$/.test(time)) return time;
  const ms = /T/.test(time) ? Date.parse(time) : Number.NaN;
  return Number.isFinite(ms) ? today(ms) : undefined;
}

/** Whether a record that came for this patient is somebody else's. */
export const isOthersDose = ({ patient }: ImmunizationShape, ihs: string): boolean =>
  patient.reference !== undefined && !patient.reference.endsWith(`Patient/${ihs}`);

/** Doses that were given, by number; a dose without a number takes the next one in the order of days. */
export function dosesOf(records: readonly ImmunizationShape[], which: Vaccines): readonly RecordedDose[] {
  const given = records.flatMap((record) => {
    const product = record.status === 'completed' ? productOf(record, which) : undefined;
    if (product === undefined) return [];
    const number = record.protocolApplied?.find(
      (one) => one.doseNumberPositiveInt !== undefined,
    )?.doseNumberPositiveInt;
    return [{ number, on: dayOf(record.occurrenceDateTime), product }];
  });
  given.sort((a, b) => (a.on ?? '9999').localeCompare(b.on ?? '9999'));
  const doses = new Map<number, RecordedDose>();
  for (const { number = doses.size + 1, on, product } of given) {
    // Two records of one dose are one dose that was written down twice.
    if (doses.has(number)) continue;
    doses.set(number, { number, ...(on === undefined ? {} : { on }), ...(product === '' ? {} : { product }) });
  }
  return [...doses.values()].sort((a, b) => a.number - b.number);
}
