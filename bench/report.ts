/** One figure, in the shape that `--json` writes. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly budget: number;
  readonly better: 'higher' | 'lower';
  readonly ok: boolean;
  readonly detail: string;
}

/** A figure judged against its budget. */
export function figure(
  name: string,
  value: number,
  budget: number,
  better: 'higher' | 'lower',
  detail: string,
): Figure {
  const rounded = Math.round(value * 1000) / 1000;
  const ok = better === 'higher' ? rounded >= budget : rounded <= budget;
  return { name, value: rounded, unit: 'ratio', budget, better, ok, detail };
}

export function line(one: Figure): string {
  const sign = one.better === 'higher' ? '>=' : '<=';
  return `${one.ok ? 'ok  ' : 'MISS'} ${one.name.padEnd(28)} ${String(one.value).padStart(8)} ${one.unit} (budget ${sign} ${one.budget})  ${one.detail}`;
}
