/** When the next dose is due, by the doses that were given. */
import { addDays, addMonths, yearsBetween } from './calendar.ts';
import { type Decision, dosesBy, type Facts, type GivenDose, holds, inForce, type Reason } from './facts.ts';
import { minAgeOf, type Programme, type ProgrammeProduct, type Series } from './programme.ts';
import { reason } from './reason-words.ts';

export interface NextDose {
  readonly decision: Decision;
  /** Which dose: of the primary series, or which booster. Left out when there is none. */
  readonly dose?: number;
  readonly series?: 'primary' | 'booster';
  /** The earliest day (ISO), also when it has passed. */
  readonly date?: string;
  readonly reasons: readonly Reason[];
}

interface Span {
  readonly days?: number | undefined;
  readonly months?: number | undefined;
}

/** The day so long after another. */
export function later(iso: string, { days, months }: Span): string {
  return months === undefined ? addDays(iso, days ?? 0) : addMonths(iso, months);
}

/** Products that may be given to somebody of this age on a day: for the choice of a session, never of a brand. */
export function productsFor(
  programme: Programme,
  facts: Pick<Facts, 'birthDate'>,
  on: string,
): readonly ProgrammeProduct[] {
  const age = yearsBetween(facts.birthDate, on);
  return programme.products.filter((one) => {
    const least = minAgeOf(one, on);
    return least !== undefined && age >= least && age <= (one.maxAge ?? Infinity);
  });
}

/** Doses that count: those of a series that was begun anew too late do not. */
function counted(programme: Programme, given: readonly GivenDose[]): readonly GivenDose[] {
  let list: readonly GivenDose[] = [];
  for (const dose of given) {
    const last = list.at(-1);
    const whole = programme.products.find((one) => one.code === list[0]?.product)?.doses ?? 0;
    const late = (one: Series['restarts'][number]): boolean =>
      last !== undefined && inForce(one, dose.date) && dose.date > later(last.date, one);
    list = list.length < whole && programme.series.restarts.some(late) ? [dose] : [...list, dose];
  }
  return list;
}

/**
 * The least distance before dose `dose`: a row of `series.json` that fits the last dose's product, else that product's own,
 * else that of the product the series began with. Without the last, a shorter series in the middle of a longer one (two
 * brands) would leave no distance at all.
 */
function gap(
  programme: Programme,
  [product, begun]: readonly [ProgrammeProduct, ProgrammeProduct],
  dose: number,
  facts: Facts,
  on: string,
) {
  const of = product.intervalDays[dose - 2] === undefined ? begun : product;
  const own = { id: `${of.code}-${dose}`, days: of.intervalDays[dose - 2] ?? 0, source: of.source };
  const row = programme.series.gaps.find(
    (one) =>
      inForce(one, on) &&
      (one.products === undefined || one.products.includes(product.code)) &&
      holds(one.when, facts, on),
  );
  return row ?? own;
}

function primary(
  programme: Programme,
  [given, begun]: readonly [readonly GivenDose[], ProgrammeProduct | undefined],
  last: GivenDose,
  facts: Facts,
  on: string,
): NextDose {
  const product = programme.products.find((one) => one.code === last.product);
  const rule = product?.code ?? 'product';
  if (product === undefined) {
    const source = programme.products[0]?.source ?? programme.code;
    return { decision: 'ask', reasons: [reason(`dose/${rule}`, source, 'productAsked')] };
  }
  const restart = programme.series.restarts.find((one) => inForce(one, on) && on > later(last.date, one));
  if (restart !== undefined) {
    const { id, text, source } = restart;
    return { decision: 'yes', dose: 1, series: 'primary', date: on, reasons: [{ rule: `series/${id}`, text, source }] };
  }
  const dose = given.length + 1;
  const row = gap(programme, [product, begun ?? product], dose, facts, on);
  const date = later(last.date, row);
  const due = date <= on;
  const why = reason(`dose/${row.id}`, row.source, due ? 'doseDue' : 'doseLater', { dose, date });
  return { decision: due ? 'yes' : 'later', dose, series: 'primary', date, reasons: [why] };
}

type Booster = Series['boosters'][number];

/** The rows for this booster in force today; else the next to come. */
function boosterRows(rows: readonly Booster[], facts: Facts, on: string): readonly Booster[] {
  const today = rows.filter((one) => inForce(one, on) && holds(one.when, facts, on));
  if (today.length > 0) return today;
  const coming = rows.filter((one) => one.from > on && holds(one.when, facts, one.from));
  const next = coming.map((one) => one.from).sort()[0];
  return coming.filter((one) => one.from === next);
}

function booster(programme: Programme, number: number, last: GivenDose, facts: Facts, on: string): NextDose {
  const rows = programme.series.boosters.filter((one) => one.number === number);
  const days = boosterRows(rows, facts, on).map((row) => {
    const span = later(last.date, row);
    return { row, date: span > row.from ? span : row.from };
  });
  const [first] = days.sort((a, b) => (a.date < b.date ? -1 : 1));
  if (first === undefined) {
    const source = rows[0]?.source ?? programme.products.find((one) => one.code === last.product)?.source;
    return { decision: 'no', reasons: [reason('series/complete', source ?? programme.code, 'complete')] };
  }
  const { row, date } = first;
  const due = date <= on;
  const rule = `booster/${row.id}`;
  const why = reason(rule, row.source, due ? 'boosterDue' : 'boosterLater', { dose: number, date });
  const more = row.text === undefined ? [] : [{ rule, text: row.text, source: row.source }];
  return { decision: due ? 'yes' : 'later', dose: number, series: 'booster', date, reasons: [why, ...more] };
}

/**
 * The next dose on a day (ISO): of the primary series by the product of the last dose, then the boosters. Never earlier
 * than the distance, always later; an unfinished series begins anew where a row says so. Which brand is never said.
 * The rule that is in force on the day decides, or the next to come.
 */
export function nextDose(programme: Programme, facts: Facts, on: string): NextDose {
  const given = counted(programme, dosesBy(facts, on));
  const last = given.at(-1);
  if (last === undefined) {
    const [product] = productsFor(programme, facts, on);
    if (product === undefined) {
      const source = programme.products[0]?.source ?? programme.code;
      return { decision: 'ask', reasons: [reason('product/age', source, 'noProduct')] };
    }
    return {
      decision: 'yes',
      dose: 1,
      series: 'primary',
      date: on,
      reasons: [reason('dose/1', product.source, 'firstDose')],
    };
  }
  const first = programme.products.find((one) => one.code === given[0]?.product);
  const whole = first?.doses;
  if (whole === undefined || given.length < whole) return primary(programme, [given, first], last, facts, on);
  return booster(programme, given.length - whole + 1, last, facts, on);
}
