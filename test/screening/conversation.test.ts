import type { TargetRow } from '../../registry/targets/row.ts';
import { type House, openHouse, register, SITI } from '../access/support/house.ts';
import { play, type Talk } from '../dialogs/support/talk.ts';

const RECEIPT = /tanda terima [0-9A-Z-]{19}/;
const person = (more: Partial<TargetRow>): TargetRow => ({ ...SITI, group: 'umum', ...more });
/** A woman of 36, a man of 41, a girl of 17. */
const DEWI = person({ nik: '3273055202909911', name: 'Dewi Contoh', birthDate: '1990-02-12', sex: 'F' });
const AGUS = person({ nik: '3273051203859912', name: 'Agus Contoh', birthDate: '1985-03-12', sex: 'M' });

/** Somebody on the list, from their own phone, at the list of questions. */
async function asked(target: TargetRow, options: Parameters<typeof openHouse>[0] = {}) {
  const house = await openHouse({ targets: [target], ...options });
  const talk = house.citizen('own', target.phone);
  const heard = await register(talk, target);
  return { house, talk, heard: heard.join('\n') };
}

const desk = (house: House) => house.world.services.corrections.list();
const keptOf = (house: House, { nik }: TargetRow, talk: Talk) =>
  house.world.services.screening.kept(house.person(nik), talk.now);

describe('which questions are asked', () => {
  test('one list, with what applies to this person: a woman of 36', async () => {
    const { heard, talk } = await asked(DEWI);
    expect(heard).toContain('1. Sedang demam');
    expect(heard).toContain('Sedang hamil');
    expect(heard).not.toMatch(/10 anak tangga|menyusui|tekanan darah/i);
    expect(talk.state?.dialogStack[0]).toMatchObject({ id: 'screening', state: { step: 'list' } });
  });

  test.each([
    ['a man of 41', AGUS, ['Sedang demam'], ['hamil', '10 anak tangga']],
    ['a woman of 76', SITI, ['Sulit naik 10 anak tangga'], ['hamil']],
  ] as const)('%s', async (_who, target, there, missing) => {
    const { heard } = await asked(target);
    for (const one of there) expect(heard).toContain(one);
    for (const one of missing) expect(heard).not.toContain(one);
  });

  test('every bubble is short, in both languages', async () => {
    const house = await openHouse({ targets: [SITI] });
    const talk = house.citizen('own', SITI.phone);
    for (const text of ['daftar', 'setuju']) await talk.say(text);
    const id = await talk.say('5-3-1950');
    const en = await talk.say('english');
    expect(en.texts.join('\n')).toContain('10 steps of a stair are hard');
    for (const text of [...id.texts, ...en.texts]) expect(text.length).toBeLessThanOrEqual(300);
  });
});

describe('how it is answered', () => {
  test.each([
    'tidak ada',
    '[Tidak ada]',
    'Tidak ada semua kak',
    'sehat',
    'gak ada',
    'none',
  ])('%s leads to the places', async (said) => {
    const { talk } = await asked(AGUS);
    await play(talk, [[said, 'Mau divaksin di mana?']]);
  });

  test.each([
    ['1', 'Kami catat: Sedang demam.'],
    ['no 1', 'Kami catat: Sedang demam.'],
    ['saya lagi demam', 'Kami catat: Sedang demam.'],
    ['kanker', 'Kami catat: Sedang berobat kanker.'],
    ['satu dan tujuh', 'Kami catat: Sedang demam; Sedang berobat kanker.'],
    ['1,7', 'Kami catat: Sedang demam; Sedang berobat kanker.'],
  ])('%s', async (said, noted) => {
    const { talk } = await asked(AGUS);
    await play(talk, [[said, noted]]);
  });

  test.each([
    'ya',
    'tidak demam',
    'tidak sehat',
    'ya tidak sehat kak',
    'kurang sehat',
    '99',
    '1-5',
    'penyakit',
    'xyz',
    '37 derajat',
    'lewati',
    '1 kanker 5',
  ])('%s is asked again, and never taken for "nothing"', async (said) => {
    const { house, talk } = await asked(AGUS);
    await play(talk, [[said, 'ketik nomor dari daftar', 'adakah yang sesuai']]);
    expect(await keptOf(house, AGUS, talk)).toBeUndefined();
  });

  test.each([
    ['demam dari kemarin', 'Apakah maksudnya nomor 1 (Sedang demam)? Mohon ketik nomornya'],
    ['ada kanker payudara', 'Apakah maksudnya nomor 7 (Sedang berobat kanker)? Mohon ketik nomornya'],
    ['darah tinggi sama asma', 'ketik nomor dari daftar'],
    ['kurang darah', 'ketik nomor dari daftar'],
  ])('an illness is never guessed: %s', async (said, heard) => {
    const { house, talk } = await asked(AGUS);
    await play(talk, [[said, heard, 'adakah yang sesuai']]);
    expect(await keptOf(house, AGUS, talk)).toBeUndefined();
  });

  test('danger comes before everything, and the list afterwards', async () => {
    const { talk } = await asked(AGUS);
    await play(talk, [
      ['saya sesak napas', '119'],
      ['ok', 'adakah yang sesuai'],
      ['tidak ada', 'Mau divaksin di mana?'],
    ]);
  });
});

describe('what it comes to', () => {
  test('later: the day and why, no booking before it, and a word on the day', async () => {
    const { house, talk } = await asked(AGUS);
    await play(talk, [
      ['demam', 'ditunda sampai sembuh dari demam', 'mulai 25 November 2026', 'kami kabari di sini', 'ketik TIKET'],
      ['tiket', 'mulai 25 November 2026', 'Ada lagi'],
    ]);
    expect(await house.ticketOf(AGUS.nik)).toBeUndefined();
    const [notice] = (await house.notices()).filter(({ kind }) => String(kind) === 'due');
    expect(notice).toMatchObject({ contact: 'own', due: Date.parse('2026-11-25T01:00:00Z') });
    talk.now = Date.parse('2026-11-25T01:00:05Z');
    const told = await talk.hear({ kind: 'due', person: house.person(AGUS.nik), dose: 1 });
    expect(told.texts).toEqual([
      'Kabar baik. Mulai hari ini Bapak/Ibu dapat memilih tempat dan waktu vaksinasi untuk A***s C***h.',
    ]);
    await play(talk, [
      ['[Pilih jadwal]', 'kapan tanggal lahirnya?'],
      ['12-3-1985', 'adakah yang sesuai'],
      ['tidak ada', 'Mau divaksin di mana?'],
    ]);
  });

  test('a slip of the finger is answered anew, and the place is booked', async () => {
    const { house, talk } = await asked(AGUS);
    await play(talk, [
      ['1', 'ditunda'],
      ['tiket', 'mulai 25 November'],
      ['[Jawab ulang]', 'adakah yang sesuai'],
      ['tidak ada', 'Mau divaksin'],
      ['1', 'Kapan'],
      ['1', 'Kode tiket'],
    ]);
    expect((await talk.hear({ kind: 'due', person: house.person(AGUS.nik), dose: 1 })).texts).toEqual([]);
  });

  test('a follow-up only about what was named: survivors', async () => {
    const { talk } = await asked(AGUS);
    await play(talk, [
      ['positif dalam 3 bulan', 'ketik nomor'],
      ['3', 'Kapan dinyatakan sembuh?'],
      ['bulan depan', 'Mohon ketik tanggalnya'],
      ['2 minggu lalu', 'Seberapa berat'],
      ['[Ringan]', '1 bulan setelah sembuh', 'mulai 10 Desember 2026'],
    ]);
  });

  test('pregnancy: weeks first, signs of danger to a midwife, never a brand', async () => {
    const { house, talk } = await asked(DEWI);
    await play(talk, [
      ['hamil', 'Usia kehamilan berapa minggu?'],
      ['3 bulan', 'ketik angkanya saja'],
      ['1', 'kaki bengkak'],
      ['kembali', 'adakah yang sesuai'],
      ['hamil', 'kaki bengkak'],
      ['tidak', 'mulai usia kehamilan 13 minggu', 'mulai 16 Februari 2027'],
    ]);
    expect(await keptOf(house, DEWI, talk)).toMatchObject({ decision: 'later', from: '2027-02-16' });
  });

  test('pregnancy of 20 weeks: only sessions with what may be given then', async () => {
    const fine = await asked(DEWI);
    await play(fine.talk, [
      ['hamil', 'berapa minggu'],
      ['20 minggu', 'kaki bengkak'],
      ['tidak', 'Mau divaksin di mana?'],
    ]);
    const other = await asked(DEWI, { product: 'AstraZeneca' });
    await play(other.talk, [
      ['hamil', 'berapa minggu'],
      ['20', 'kaki bengkak'],
      ['tidak', 'semua tempat penuh'],
    ]);
  });

  test.each([
    ['cancer, in treatment', ['kanker'], 'saran dokter yang merawat', 'screening/cancer (HK.02.02/4/423/2021)'],
    ['a severe allergy', ['alergi'], 'tidak diberikan dulu', 'screening/allergy (HK.02.02/4/423/2021)'],
    ['a disease that is not under control', ['jantung', 'tidak'], 'bicarakan dulu', 'screening/chronic'],
    ['a disease of which nobody knows', ['jantung', 'tidak tahu'], 'dipastikan dulu', 'question/chronic_controlled'],
  ])('%s: to a person, no refusal for good, and a way on', async (_name, said, why, rule) => {
    const { house, talk } = await asked(AGUS);
    for (const text of said.slice(0, -1)) await talk.say(text);
    const last = said.at(-1) ?? '';
    await play(talk, [[last, why, RECEIPT, 'Ini bukan penolakan', 'puskesmas atau dokter']]);
    const [request] = await desk(house);
    expect(request).toMatchObject({ kind: 'screening', words: expect.stringContaining(rule) });
    await play(talk, [['tiket', 'sedang diperiksa petugas', 'Ada lagi']]);
    expect(talk.state?.dialogStack).toEqual([]);
    // The desk has seen the letter: a time can be chosen, without the questions.
    await house.world.services.screening.allow(house.person(AGUS.nik), talk.now);
    await play(talk, [['tiket', 'Mau divaksin di mana?']]);
  });

  test('a disease that is under control is no reason to wait', async () => {
    const { talk } = await asked(AGUS);
    await play(talk, [
      ['kencing manis', 'terkendali'],
      ['ya', 'tidak ada yang perlu ditunda', 'Mau divaksin'],
    ]);
  });

  test('three of the five signs of frailty, not two', async () => {
    const frail = await asked(SITI);
    await play(frail.talk, [['10, 11, 13', 'periksa ke dokter dulu', RECEIPT]]);
    const fit = await asked(SITI);
    await play(fit.talk, [['10, 11', 'Mau divaksin']]);
  });

  test('nothing is asked twice within two weeks, and all of it anew after that', async () => {
    const { talk } = await asked(AGUS);
    await play(talk, [
      ['tidak ada', 'Mau divaksin'],
      ['batal', 'Yakin'],
      ['ya', 'dihapus'],
      ['tiket', 'Mau divaksin'],
      ['batal', 'Yakin'],
      ['ya', 'dihapus'],
    ]);
    talk.now += 15 * 86_400_000;
    await play(talk, [
      ['tiket', 'tanggal lahir'],
      ['12-3-1985', 'adakah yang sesuai'],
    ]);
  });

  test('a turn that runs twice says the same and files one request', async () => {
    const { house, talk } = await asked(AGUS);
    for (const text of ['jantung', 'tidak']) {
      const first = await talk.say(text);
      expect(await talk.again()).toEqual(first);
    }
    expect(await desk(house)).toHaveLength(1);
  });

  test('answers rest sealed, and only as long as the questions are open', async () => {
    const { house, talk } = await asked(AGUS);
    await talk.say('kanker');
    const id = house.person(AGUS.nik);
    const stored = await house.documents.get<{ sealed: string }>('screenings', id, id);
    expect(JSON.stringify(stored?.body)).not.toMatch(/cancer|kanker|423/);
    expect(JSON.stringify(talk.state)).not.toMatch(/cancer|kanker/);
  });
});

describe('the rules before the questions', () => {
  const given = (house: House, target: TargetRow, on: string, product?: string) => {
    const id = house.person(target.nik);
    return house.give(id, [{ number: 1, on, ...(product === undefined ? {} : { product }) }]);
  };

  test.each([
    ['dose 2, 28 days after the first', '2026-11-10', 'coronavac', ['mulai 8 Desember 2026', 'kabari di sini']],
    ['dose 2, due', '2026-10-10', 'coronavac', ['pendaftaran diterima', 'adakah yang sesuai']],
    ['a first dose of a brand that nobody knows', '2026-10-10', undefined, [/Merek dosis sebelumnya/, RECEIPT]],
  ] as const)('%s', async (_name, on, product, expected) => {
    const house = await openHouse({ targets: [AGUS] });
    await given(house, AGUS, on, product);
    const talk = house.citizen('own', AGUS.phone);
    const heard = (await register(talk, AGUS)).join('\n');
    for (const one of expected) expect(heard).toMatch(one);
  });

  test('a group that nobody here knows is for a person, and no health question is asked', async () => {
    const { heard, house } = await asked(person({ ...AGUS, group: 'kelompok-lama' }));
    expect(heard).toMatch(RECEIPT);
    expect(heard).not.toContain('adakah yang sesuai');
    expect(await desk(house)).toMatchObject([{ kind: 'screening', words: expect.stringContaining('group/unknown') }]);
  });

  test('a stranger with the same data hears nothing of group, day or health', async () => {
    const house = await openHouse({ targets: [AGUS] });
    const heard = (await register(house.citizen('stranger'), AGUS)).join('\n');
    expect(heard).toContain('kami catat');
    expect(heard).not.toMatch(/adakah yang sesuai|mulai|giliran/);
  });
});

describe('another programme, with no code of its own', () => {
  const RARA = person({
    nik: '3273055204169913',
    name: 'Rara Contoh',
    birthDate: '2016-04-12',
    sex: 'F',
    group: 'kelas-5',
  });

  test('hpv: a girl of 10, her mother answers', async () => {
    const house = await openHouse({ targets: [RARA], programme: 'hpv', product: 'HPV' });
    const talk = house.citizen('mother', RARA.phone);
    await play(talk, [
      ['daftar', 'Sebagai orang tua atau wali'],
      ['setuju', 'R***a C***h'],
      ['12-4-2016', 'orang tua atau walinya'],
      ['[Ya, saya walinya]', '1. Anak sedang demam', '2. Anak pernah alergi berat setelah imunisasi'],
      ['tidak ada', 'Mau divaksin'],
      ['1', 'Kapan'],
      ['1', 'Kode tiket'],
    ]);
    const other = await openHouse({ targets: [RARA], programme: 'hpv', product: 'HPV' });
    const again = other.citizen('mother', RARA.phone);
    for (const text of ['daftar', 'setuju', '12-4-2016', 'Ya, saya walinya']) await again.say(text);
    await play(again, [['alergi', 'dokter atau puskesmas', RECEIPT]]);
  });

  test('hpv: too young, with the day', async () => {
    const young = { ...RARA, birthDate: '2016-12-12', nik: '3273055212169914' };
    const house = await openHouse({ targets: [young], programme: 'hpv', product: 'HPV' });
    const talk = house.citizen('mother', young.phone);
    for (const text of ['daftar', 'setuju', '12-12-2016']) await talk.say(text);
    await play(talk, [['[Ya, saya walinya]', 'mulai umur 10 tahun', 'mulai 12 Desember 2026']]);
  });

  test('covid19-2024: an older person gets a place, the general public a person to talk to', async () => {
    const options = { programme: 'covid19-2024', product: 'IndoVac' };
    const old = await asked(SITI, options);
    await play(old.talk, [['tidak ada', 'Mau divaksin']]);
    const young = await asked(AGUS, options);
    expect(young.heard).toMatch(/gratis untuk kelompok berisiko[\s\S]*tanda terima/);
  });
});
