/** One invented citizen whose data must be found nowhere. Registered in the target list, so that every door opens. */
export const CANARY = {
  nik: '3578125402379917',
  name: 'Kenanga Wulandari Cendana',
  birthDate: '1937-02-14',
  phone: '+6281298765432',
};

/** What is searched for: the values, and the ways in which they are typed and shown. */
export const VALUES: Readonly<Record<string, string>> = {
  nik: CANARY.nik,
  name: CANARY.name,
  'first name': 'Kenanga Wul',
  'last name': 'ari Cendana',
  born: CANARY.birthDate,
  'born in words': '14 Februari 1937',
  'born in English': '14 February 1937',
  phone: CANARY.phone,
  'phone digits': '6281298765432',
  'phone at home': '081298765432',
  'phone tail': '1298765432',
};

/** Everything a citizen may say on the way, right and wrong, until there is a ticket. */
export const WORDS: readonly string[] = [
  'halo',
  'daftar',
  'setuju',
  // Wrong first: every failure has its own words.
  CANARY.nik.slice(0, 12),
  `${CANARY.nik}99`,
  `<b>${CANARY.nik}</b>`,
  'kembali',
  CANARY.nik,
  `${CANARY.name} 081298765432`,
  `<img src=x onerror=alert(1)>${CANARY.name}`,
  CANARY.name,
  '31-02-1937',
  'english',
  'bahasa indonesia',
  '14 Februari 1937',
  'nomor saya 0812 9876',
  '081298765432',
  'bantuan',
  `'; DROP TABLE conversations; -- ${CANARY.nik}`,
  'ubah nama',
  CANARY.name,
  'saya sendiri',
  '1, 1, 99',
  'tidak ada',
  'Bandung',
  '1',
  '1',
  'tiket saya',
  `saya sesak napas, nama ${CANARY.name}`,
  'menu',
];
