import type { Column } from '../csv/header.ts';
import type { Identity } from '../person.ts';

/** One row of the ministry's target list, already read: names as written, dates ISO, phone E.164. */
export interface TargetRow extends Identity {
  readonly nik: string;
  /** Code of a group of the programme. */
  readonly group: string;
  /** Regency code, with or without dots, current or retired. */
  readonly region?: string;
}

/** The columns of a target list (contract §2). The order is that of the cells which `createTargetReader` takes. */
export const TARGET_COLUMNS: readonly Column[] = [
  { name: 'nik', also: ['no_nik', 'nomor_nik', 'no_ktp'] },
  { name: 'name', also: ['nama', 'nama_lengkap'] },
  { name: 'birth_date', also: ['tanggal_lahir', 'tgl_lahir'] },
  { name: 'sex', also: ['jenis_kelamin', 'kelamin', 'jk'] },
  { name: 'phone', also: ['no_hp', 'nomor_hp', 'hp', 'no_telepon'], optional: true },
  { name: 'group', also: ['kelompok', 'kelompok_sasaran'] },
  { name: 'region_code', also: ['kode_wilayah'], optional: true },
];
