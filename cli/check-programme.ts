import { readProgramme } from '../domain/programme-file.ts';

/** `programme check --json`. */
export interface ProgrammeCheck {
  readonly code: string;
  readonly groups: number;
  readonly products: number;
  readonly questions: number;
  readonly rules: number;
  /** Rows of certainty C or D: to be confirmed before going live. */
  readonly unconfirmed: readonly string[];
}

/** Reads a programme and says what is in it. Throws `ProgrammeError` with all that is wrong. */
export function checkProgramme(path: string): ProgrammeCheck {
  const { code, groups, products, series, screening } = readProgramme(path);
  const named = [
    ...groups.map((row) => ({ row, name: `groups.json, ${row.code}` })),
    ...products.map((row) => ({ row, name: `products.json, ${row.code}` })),
    ...[...series.gaps, ...series.restarts, ...series.boosters].map((row) => ({ row, name: `series.json, ${row.id}` })),
    ...[...screening.questions, ...screening.rules].map((row) => ({ row, name: `screening.json, ${row.id}` })),
  ];
  const open = named.filter(({ row }) => row.certainty === 'C' || row.certainty === 'D');
  return {
    code,
    groups: new Set(groups.map((one) => one.code)).size,
    products: products.length,
    questions: screening.questions.length,
    rules: screening.rules.length,
    unconfirmed: open.map(({ name, row }) => `${name} (${row.source})`),
  };
}
