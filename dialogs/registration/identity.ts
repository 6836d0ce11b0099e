import { readBirthDate } from '../../domain/birth-date.ts';
import { readName } from '../../domain/name.ts';
import { maskNik, type NikReading, readNik } from '../../domain/nik.ts';
import type { Reading, Step } from '../form/form.ts';
import type { Words } from '../locales/words.ts';
import { doubtOf } from './name-doubt.ts';

/** Newborns, people who were never written down, and people from abroad. */
const NO_NIK =
  /\b(tidak|tdk|belum|blm|ga|gak|gk|nggak|ngga|engga|enggak|ndak|tak|ora|mboten)\s?(punya|ada|duwe|gadhah|memiliki|terdaftar)\b|\b(paspor|passport|kitas|kitap|wna|foreigner|no nik|have no|don ?t have)\b/i;
const KK_NAMED = /\bkk\b|kartu keluarga|family card/i;

/** Why a text holds no NIK, in words and with an example. */
function nikReason({ reasons, digits }: NikReading, words: Words): string {
  const [reason] = reasons;
  if (reason === 'too_short' || reason === 'too_long')
    return words.text('nik.length', { count: String(digits ?? '?') });
  if (reason === 'empty' || reason === 'no_digits') return words.text('nik.none');
  if (reason === 'several') return words.text('nik.several');
  if (reason === 'looks_like_phone') return words.text('nik.phone');
  if (reason === 'day' || reason === 'month' || reason === 'no_such_day') return words.text('nik.date');
  return words.text('nik.wrong');
}

/** Level `soft` is asked about once where a slip of the finger is likely, and never refused (domain rules, §1.3). */
export const nikStep: Step = {
  name: 'nik',
  field: 'nik.field',
  fills: 'nik',
  counted: true,
  ask: ({ words }) => ({ text: words.text('nik.ask') }),
  read(text, { words, facts, services }): Reading {
    const reading = readNik(text, facts.now, services.regions);
    if (reading.nik === undefined && NO_NIK.test(text))
      return { kind: 'begin', dialog: 'correction', answers: { kind: 'no_nik' } };
    if (reading.nik === undefined) return { kind: 'reason', text: nikReason(reading, words) };
    if (reading.reasons.includes('looks_like_kk') && KK_NAMED.test(text))
      return { kind: 'reason', text: words.text('nik.kk.again') };
    const set = { nik: reading.nik };
    if (!reading.reasons.includes('province_unknown')) return { kind: 'value', set };
    return { kind: 'confirm', set, question: words.text('nik.soft', { nik: maskNik(reading.nik) }) };
  },
};

/** Many older people know their year of birth only; the day stands in their NIK. */
function yearAlone(text: string): string | undefined {
  return /^\D{0,20}((?:19|20)\d\d)\D{0,10}$/.exec(text)?.[1];
}

export const nameStep: Step = {
  name: 'name',
  field: 'name.field',
  fills: 'name',
  counted: true,
  ask: ({ words }) => ({ text: words.text('name.ask') }),
  read(text, { words }): Reading {
    const reading = readName(text);
    if (reading.ok) {
      const { name } = reading;
      const doubt = doubtOf(text);
      if (doubt === undefined) return { kind: 'value', set: { name } };
      if (doubt === 'sentence') return { kind: 'confirm', set: { name }, question: words.text('name.doubt', { name }) };
    }
    return {
      kind: 'reason',
      text: words.text(!reading.ok && reading.reason === 'too_long' ? 'name.long' : 'name.reason'),
    };
  },
};

/**
 * The date counts as the citizen says it: a NIK keeps its digits when a birth date is corrected. Where the two differ
 * the citizen is asked once, kindly; a difference that looks like a KK number leads back to the NIK.
 */
export const birthStep: Step = {
  name: 'birth',
  field: 'birth.field',
  fills: 'birthDate',
  counted: true,
  ask: ({ words }) => ({ text: words.text('birth.ask') }),
  read(text, { words, facts, services }, { nik }): Reading {
    const reading = readBirthDate(text, facts.now);
    const year = reading.ok ? undefined : yearAlone(text);
    if (year !== undefined && nik !== undefined) {
      const written = readNik(nik, facts.now, services.regions, { birthDate: `${year}-01-01` }).birthDate;
      if (written?.startsWith(year))
        return {
          kind: 'confirm',
          set: { birthDate: written },
          question: words.text('birth.year', { date: words.date(written) }),
        };
    }
    if (!reading.ok) {
      const known =
        reading.reason === 'empty' ? 'not_a_date' : reading.reason === 'ambiguous' ? 'incomplete' : reading.reason;
      return { kind: 'reason', text: words.text(`birth.${known}`) };
    }
    const { iso, earlier } = reading;
    const set = { birthDate: iso };
    if (earlier !== undefined)
      return { kind: 'confirm', set, question: words.text('birth.century', { date: words.date(iso) }) };
    const reasons = nik === undefined ? [] : readNik(nik, facts.now, services.regions, { birthDate: iso }).reasons;
    if (reasons.includes('looks_like_kk'))
      return { kind: 'confirm', set, question: words.text('nik.kk'), otherwise: 'nik' };
    if (!reasons.includes('birth_date_differs')) return { kind: 'value', set };
    return { kind: 'confirm', set, question: words.text('birth.differs', { date: words.date(iso) }) };
  },
};
