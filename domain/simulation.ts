/** What a changed programme would do to the people on the list: who could come that could not, and the other way round. */
import { yearsBetween } from './calendar.ts';
import { type Eligibility, eligibility } from './eligibility.ts';
import type { Programme } from './programme.ts';

/** As much of a person on the list as the rules look at. */
export interface SimulatedTarget {
  readonly group: string;
  /** Regency's code. */
  readonly region?: string;
  /** ISO date. */
  readonly birthDate: string;
  readonly sex: 'F' | 'M';
}

export interface Count {
  readonly targets: number;
  /** `yes` by the changed programme, and not by the published one. */
  readonly admitted: number;
  /** `yes` by the published programme, and not by the changed one. */
  readonly excluded: number;
}

export type Counted = Count & { readonly key: string };

export interface SimulationReport extends Count {
  /** The day that was looked at, ISO. */
  readonly on: string;
  /** Neither programme has the group. */
  readonly unknownGroup: number;
  /** By the code of the province; `-` where none is known. In the order of the codes. */
  readonly byProvince: readonly Counted[];
  readonly byGroup: readonly Counted[];
  /** By age on the day. */
  readonly byAge: readonly Counted[];
}

export interface Simulation {
  add(target: SimulatedTarget): void;
  report(): SimulationReport;
}

/** Ages by which the ministry reports. */
const BANDS: readonly (readonly [name: string, from: number])[] = [
  ['60+', 60],
  ['18-59', 18],
  ['12-17', 12],
  ['6-11', 6],
  ['0-5', 0],
];
/** Decisions remembered: people of one group and birthday are many, and the memory has to stay flat. */
const MOST_REMEMBERED = 200_000;

interface Open {
  targets: number;
  admitted: number;
  excluded: number;
}

function bandOf(birthDate: string, on: string): string {
  const age = yearsBetween(birthDate, on);
  return BANDS.find(([, from]) => age >= from)?.[0] ?? 'unborn';
}

function counter() {
  const rows = new Map<string, Open>();
  return {
    row(key: string): Open {
      const row = rows.get(key) ?? { targets: 0, admitted: 0, excluded: 0 };
      rows.set(key, row);
      return row;
    },
    all: (): readonly Counted[] =>
      [...rows].map(([key, row]) => ({ key, ...row })).sort((a, b) => (a.key < b.key ? -1 : 1)),
  };
}

type Change = 'none' | 'admitted' | 'excluded' | 'unknown';

/** Decides once for all people whom the rules cannot tell apart. */
function comparison(published: Programme, changed: Programme, on: string): (target: SimulatedTarget) => Change {
  const remembered = new Map<string, Change>();
  const regional = [published, changed].some(({ groups }) => groups.some((one) => one.regions !== undefined));
  return (target) => {
    const key = `${target.group}|${target.birthDate}|${target.sex}|${regional ? (target.region ?? '') : ''}`;
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const change = changeOf(eligibility(published, target, on), eligibility(changed, target, on));
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(key, change);
    return change;
  };
}

function changeOf(before: Eligibility | undefined, after: Eligibility | undefined): Change {
  if (before === undefined && after === undefined) return 'unknown';
  const [was, is] = [before?.decision === 'yes', after?.decision === 'yes'];
  return was === is ? 'none' : is ? 'admitted' : 'excluded';
}

/**
 * Compares two programmes over a list that is handed in one by one, for a day (ISO). Health answers and doses are not on
 * a list: what is compared is who is called and has a vaccine for their age. Memory does not grow with the list.
 */
export function createSimulation(published: Programme, changed: Programme, on: string): Simulation {
  const compare = comparison(published, changed, on);
  const [provinces, groups, ages] = [counter(), counter(), counter()];
  const total = counter();
  let unknownGroup = 0;
  return {
    add(target) {
      const change = compare(target);
      if (change === 'unknown') unknownGroup += 1;
      const rows = [
        total.row(''),
        provinces.row(target.region?.slice(0, 2) ?? '-'),
        groups.row(target.group),
        ages.row(bandOf(target.birthDate, on)),
      ];
      for (const row of rows) {
        row.targets += 1;
        if (change === 'admitted' || change === 'excluded') row[change] += 1;
      }
    },
    report() {
      const { targets, admitted, excluded } = total.row('');
      const by = { byProvince: provinces.all(), byGroup: groups.all(), byAge: ages.all() };
      return { on, targets, admitted, excluded, unknownGroup, ...by };
    },
  };
}
