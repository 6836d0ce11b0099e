import { today } from '../../domain/calendar.ts';
import type { Programme } from '../../domain/programme.ts';
import type { Regions } from '../../domain/regions.ts';
import { type CellFault, CsvError } from '../csv/faults.ts';
import type { ImportJob } from '../csv/import-file.ts';
import type { Row } from '../csv/rows.ts';
import type { Identity } from '../person.ts';
import { birthCell, type Cell, createPhoneReader, nameCell, nikCell, regionCell, sexCell } from './cells.ts';
import { TARGET_COLUMNS, type TargetRow } from './row.ts';
import { createSeenNiks } from './seen.ts';
import type { TargetWriter } from './write.ts';

export interface TargetsJobOptions {
  readonly writer: TargetWriter;
  readonly programme: Programme;
  readonly regions: Regions;
  /** When the import began, ms since 1970. */
  readonly now: number;
}

export interface TargetsJob extends ImportJob<TargetRow> {
  /** Rows whose group the programme does not have: taken over, but not called until it does. */
  readonly unknownGroups: number;
}

/** So many NIKs that all end in 0 are no accident: spreadsheets keep 15 digits of a number. */
const ROUNDED = 50;
/** Values of a column that repeat (groups, regions) are read once; a file of nothing but different ones stays bounded. */
const KEPT = 20_000;

function once<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const there = known.get(text);
    if (there !== undefined) return there;
    const made = read(text);
    if (known.size < KEPT) known.set(text, made);
    return made;
  };
}

/** A group by its code, its name in either language or another of its names, in any case. */
function groupReader({ groups }: Programme): (text: string) => { value: string; known: boolean } {
  const plain = (text: string): string => text.trim().toLowerCase();
  const codes = new Map(
    groups.flatMap(({ code, name, aliases = [] }) =>
      [code, name.id, name.en, ...aliases].map((one) => [plain(one), code]),
    ),
  );
  return (text) => {
    const code = codes.get(plain(text));
    return code === undefined ? { value: plain(text), known: false } : { value: code, known: true };
  };
}

/** Stops a file whose NIKs were all rounded before a row of it is written: they would be other people's. */
function roundedGuard(): (nik: string) => void {
  let seen = 0;
  let zeros = 0;
  return (nik) => {
    if (seen >= ROUNDED) return;
    seen += 1;
    if (nik.endsWith('0')) zeros += 1;
    if (seen === ROUNDED && zeros === ROUNDED) {
      throw new CsvError(
        'not_csv',
        'Every NIK ends in 0: a spreadsheet has rounded them to 15 digits. Set the column to Text in the source and export it again.',
      );
    }
  };
}

const GROUP_FAULT: CellFault = {
  column: 'group',
  code: 'group',
  reason: 'expected a group of the programme: up to 40 letters, digits, blanks, - and _',
};

interface Rest extends Omit<Identity, 'phone'> {
  readonly phone: string | undefined;
  readonly region: string | undefined;
}

/** Written out: copying and spreading objects was a tenth of what a row of a long list costs. */
function rowOf(nik: string, group: string, { name, birthDate, sex, phone, region }: Rest): TargetRow {
  if (region === undefined)
    return phone === undefined ? { nik, name, birthDate, sex, group } : { nik, name, birthDate, sex, phone, group };
  if (phone === undefined) return { nik, name, birthDate, sex, group, region };
  return { nik, name, birthDate, sex, phone, group, region };
}

/** Reads and writes the rows of a target list. One job serves one run over one file. */
export function createTargetsJob({ writer, programme, regions, now }: TargetsJobOptions): TargetsJob {
  const seen = createSeenNiks();
  const guard = roundedGuard();
  const groupOf = once(groupReader(programme));
  const regionOf = once((text: string) => regionCell(text, regions));
  const phoneOf = createPhoneReader();
  const latest = today(now);
  let unknownGroups = 0;

  function read({ line, cells }: Row): TargetRow | CellFault | 'unchanged' {
    const [nikText = '', nameText = '', birthText = '', sexText = '', phoneText = '', groupText = '', place = ''] =
      cells;
    const nik = nikCell(nikText, now, regions);
    if ('fault' in nik) return nik.fault;
    guard(nik.value);
    const rest = readRest(nameText, birthText, sexText, phoneText, regionOf(place));
    if ('fault' in rest) return rest.fault;
    if (!/^[\p{L}\d][\p{L}\d _-]{0,39}$/u.test(groupText)) return GROUP_FAULT;
    const group = groupOf(groupText);
    const row = rowOf(nik.value, group.value, rest);
    const { name, birthDate, sex, phone = '', region = '' } = row;
    const data = `${name}|${birthDate}|${sex}|${phone}|${row.group}|${region}`;
    const before = seen.note(row.nik, data, line);
    if (before?.same) return 'unchanged';
    if (before) {
      const reason = `the same NIK stands on line ${before.line} with other data; that line was taken, decide which is right`;
      return { column: 'nik', code: 'duplicate', reason };
    }
    if (!group.known) unknownGroups += 1;
    return row;
  }

  function readRest(
    ...[nameText, birthText, sexText, phoneText, region]: [string, string, string, string, Cell<string | undefined>]
  ): Rest | { readonly fault: CellFault } {
    const name = nameCell(nameText);
    if ('fault' in name) return name;
    const birthDate = birthCell(birthText, now, latest);
    if ('fault' in birthDate) return birthDate;
    const sex = sexCell(sexText);
    if ('fault' in sex) return sex;
    const phone = phoneOf(phoneText);
    if ('fault' in phone) return phone;
    if ('fault' in region) return region;
    return { name: name.value, birthDate: birthDate.value, sex: sex.value, phone: phone.value, region: region.value };
  }

  return {
    kind: 'targets',
    columns: TARGET_COLUMNS,
    read,
    write: (rows, dryRun) => writer.put(rows, now, dryRun),
    get unknownGroups() {
      return unknownGroups;
    },
  };
}
