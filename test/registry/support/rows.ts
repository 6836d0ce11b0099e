import { parseProgramme } from '../../../domain/programme.ts';
import { createRegions } from '../../../domain/regions.ts';
import type { Sealer } from '../../../domain/sealer.ts';
import { createLocalRegistry, type LocalRegistry } from '../../../registry/local.ts';
import type { Submission } from '../../../registry/registry.ts';
import type { TargetRow } from '../../../registry/targets/row.ts';
import type { Documents } from '../../../stores/documents.ts';
import { testKeys } from './keys.ts';

/** 24 November 2026, 10:00 in Jakarta. */
export const NOW = Date.UTC(2026, 10, 24, 3);

const words = { id: 'kata', en: 'word' };

export const programme = parseProgramme({
  ...{ code: 'uji', name: words, disease: words, from: '2026-01-01', notice: { version: '2026-11-1' } },
  groups: [
    { code: 'lansia', name: words, phase: 1, from: '2026-02-01', minAge: 60, source: 'test' },
    { code: 'umum', name: words, phase: 2, from: '2026-12-01', minAge: 18, source: 'test' },
    { code: 'anak', name: words, phase: 3, from: '2026-02-01', minAge: 6, maxAge: 11, source: 'test' },
  ],
  products: [
    {
      ...{ code: 'uji', name: 'Uji', minAge: [{ from: '2026-01-01', years: 6 }], doses: 2, intervalDays: [28] },
      ...{ doseMl: 0.5, source: 'test' },
    },
  ],
  bring: [words],
});

export const regions = createRegions({
  provinces: { '32': 'Jawa Barat', '51': 'Bali', '93': 'Papua Selatan' },
  regencies: {
    ...{
      '32.73': 'Kota Bandung',
      '32.04': 'Kabupaten Bandung',
      '51.71': 'Kota Denpasar',
      '93.01': 'Kabupaten Merauke',
    },
  },
  districts: {},
  legacy: { '91.01': '93.01' },
  aliases: {},
});

export function localRegistry(documents: Documents, sealer: Sealer = testKeys): LocalRegistry {
  const pause = async (): Promise<void> => {};
  return createLocalRegistry({ documents, sealer, pseudonyms: testKeys, programme, regions, pause });
}

export const SITI: TargetRow = {
  ...{ nik: '3273054503500001', name: 'Siti Contoh Melati', birthDate: '1950-03-05', sex: 'F' },
  ...{ phone: '+6281200000001', group: 'lansia', region: '3273' },
};

/** What somebody confirms about `SITI`, unless told otherwise. */
export function confirmed(change: Partial<Submission> = {}): Submission {
  return {
    ...{ nik: SITI.nik, name: SITI.name, birthDate: SITI.birthDate, sex: SITI.sex, relation: 'self' },
    ...{ contact: 'contact-1', key: 'turn-1', ...change },
  };
}
