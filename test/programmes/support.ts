import { eligibility } from '../../domain/eligibility.ts';
import type { Answers, Facts, GivenDose } from '../../domain/facts.ts';
import type { Programme } from '../../domain/programme.ts';

export interface Case {
  readonly born?: string;
  readonly sex?: 'F' | 'M';
  readonly group?: string;
  readonly region?: string;
  readonly answers?: Answers;
  /** `coronavac 2021-03-01, coronavac 2021-03-29`; `? 2021-03-01` of an unknown brand. */
  readonly doses?: string;
}

export function factsOf({ born = '1990-01-01', sex = 'M', group = 'umum', region, answers, doses }: Case): Facts {
  const given = (doses ?? '').split(', ').flatMap((one): GivenDose[] => {
    const [product = '', date = ''] = one.split(' ');
    return date === '' ? [] : [product === '?' ? { date } : { product, date }];
  });
  return {
    ...{ birthDate: born, sex, group, doses: given },
    ...(region === undefined ? {} : { region }),
    ...(answers === undefined ? {} : { answers }),
  };
}

/** `later 2021-08-02`, `yes dose 2`, `yes booster 1`, `no!` and `ask!` where a person has to look. */
export function decide(programme: Programme, one: Case, on: string): string {
  const found = eligibility(programme, factsOf(one), on);
  if (found === undefined) return 'no such group';
  const which = found.decision === 'yes' ? ` ${found.series === 'booster' ? 'booster' : 'dose'} ${found.dose}` : '';
  return `${found.decision}${found.person ? '!' : ''}${which}${found.date === undefined ? '' : ` ${found.date}`}`;
}

/** The rules that were named. */
export function rulesOf(programme: Programme, one: Case, on: string): readonly string[] {
  return eligibility(programme, factsOf(one), on)?.reasons.map(({ rule }) => rule) ?? [];
}
