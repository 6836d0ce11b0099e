import { play, startTalk, type Talk } from './support/talk.ts';

const HOURS = 3_600_000;

/** A talk that stands at one question of the registration. */
async function at(step: 'nik' | 'name' | 'birth' | 'phone' | 'summary' | 'site' | 'session'): Promise<Talk> {
  const talk = startTalk();
  const answers: readonly (readonly [string, string])[] = [
    ['nik', 'daftar'],
    ['nik', 'setuju'],
    ['name', '3273051503850001'],
    ['birth', 'Budi Santoso'],
    ['phone', '15-3-1985'],
    ['summary', '081234567890'],
    ['site', 'saya sendiri'],
    ['session', '1'],
  ];
  const last = answers.map(([name]) => name).lastIndexOf(step);
  for (const [, text] of answers.slice(0, last + 1)) await talk.say(text);
  return talk;
}

describe('what cannot be read is explained with an example', () => {
  test.each([
    ['nik', '32730515038500', 'yang kami terima 14'],
    ['nik', '3273053202850001', 'tanggal lahir, tapi belum pas'],
    ['nik', '3273051503850000', 'belum pas'],
    ['nik', 'tidak hafal', 'belum menemukan angka NIK'],
    ['nik', '081234567890', 'nomor HP'],
    ['nik', 'no KK 3273051503100001', 'nomor KK'],
    ['nik', '3273051503850001 dan 3273055503850001', 'satu saja'],
    ['name', '12345', 'ketik nama dengan huruf'],
    ['name', '<b>Budi</b>', 'ketik nama dengan huruf'],
    ['name', 'Budi '.repeat(40), 'terlalu panjang'],
    ['birth', 'kemarin sore', 'tanggal, bulan, dan tahun'],
    ['birth', '31-2-1985', 'tidak ada di kalender'],
    ['birth', '17-8-2090', 'belum lewat'],
    ['birth', '17-8-1850', 'terlalu lama'],
    ['birth', '1986', 'belum lengkap'],
    ['phone', '0812', 'belum lengkap'],
    ['phone', '0217654321', 'telepon rumah'],
    ['summary', 'hmm', 'Bagian mana'],
    ['site', 'Atlantis', 'belum menemukan tempat'],
    ['session', 'kapan saja', 'pilih salah satu waktu'],
  ] as const)('%s: %s', async (step, said, reason) => {
    const talk = await at(step);
    const before = talk.state?.dialogStack[0]?.state.step;
    const heard = await talk.say(said);
    expect(heard.texts.join('\n')).toContain(reason);
    expect(heard.texts[0]).toMatch(/Contoh|misalnya/);
    expect(talk.state?.dialogStack[0]?.state.step).toBe(before);
  });

  test('after the second failure help and a human are offered, and both keep the place', async () => {
    const talk = await at('birth');
    await play(talk, [
      ['apa ya', /^(?!.*PETUGAS)/s],
      ['lupa', 'PETUGAS', '3 dari 5'],
      ['[Bantuan]', 'KEMBALI', '3 dari 5'],
      ['[Petugas]', '119', 'puskesmas', '3 dari 5'],
      ['15-3-1985', '4 dari 5'],
    ]);
  });
});

describe('gentle questions', () => {
  test('a birth date other than the digits of the NIK is asked once and then believed', async () => {
    const talk = await at('birth');
    await play(talk, [
      ['16-3-1985', '16 Maret 1985', 'Itu bisa saja benar'],
      ['tidak', '3 dari 5'],
      ['16-3-1985', 'Itu bisa saja benar'],
      ['ya', '4 dari 5'],
    ]);
  });

  test('a date typed twice is meant', async () => {
    const talk = await at('birth');
    await play(talk, [
      ['16-3-1985', 'Itu bisa saja benar'],
      ['16 maret 1985', '4 dari 5'],
    ]);
  });

  test('two digits of a year that may be two centuries are asked about', async () => {
    const talk = await at('birth');
    await play(talk, [
      ['15-3-20', '15 Maret 2020'],
      ['bukan', '3 dari 5'],
    ]);
  });

  test('what reads as a KK number leads back to the NIK, and then to where it was', async () => {
    const talk = await at('nik');
    await play(talk, [
      ['3273051503100001', '2 dari 5'],
      ['Budi Santoso', '3 dari 5'],
      ['15-3-1985', 'Sepertinya itu nomor KK'],
      ['bukan', 'NIK orang yang akan divaksin'],
      ['3273051503850001', '3 dari 5'],
      ['15-3-1985', '4 dari 5'],
    ]);
  });

  test('an unknown province is asked about once', async () => {
    const talk = await at('nik');
    await play(talk, [
      ['9999991503900001', '9999********0001'],
      ['ya', '2 dari 5'],
    ]);
  });
});

describe('the way through a form', () => {
  test('back goes to the question before, and not past the first', async () => {
    const talk = await at('phone');
    await play(talk, [
      ['kembali', '3 dari 5'],
      ['kembali', '2 dari 5'],
      ['kembali', '1 dari 5'],
      ['kembali', 'pertanyaan pertama', '1 dari 5'],
      ['3273055503850001', '2 dari 5'],
    ]);
  });

  test('one answer can be changed from the summary, by button and by words', async () => {
    const talk = await at('summary');
    await play(talk, [
      ['[Ubah nama]', /^Siapa nama lengkapnya/],
      ['Budi Hartono', 'Nama: Budi Hartono', 'untuk siapa?'],
      ['ubah tanggal lahir', /^Kapan tanggal lahirnya/],
      ['kembali', 'untuk siapa?'],
      ['ganti nomor hp', /^Berapa nomor HP/],
      ['tidak ada', 'HP: tidak ada'],
      ['iya', 'Pendaftaran ini untuk siapa?'],
      ['presiden', 'pilih salah satu'],
      ['saya', 'pendaftaran diterima'],
    ]);
    expect(talk.world.submissions).toEqual([expect.objectContaining({ name: 'Budi Hartono' })]);
    expect(talk.world.submissions[0]).not.toHaveProperty('phone');
  });

  test('cancelling asks first; no keeps everything, yes deletes it', async () => {
    const talk = await at('phone');
    await play(talk, [
      ['batal', 'Yakin'],
      ['tidak', '4 dari 5'],
      ['batal', 'Yakin'],
      ['[Tidak, lanjutkan]', '4 dari 5'],
      ['batal', 'Yakin'],
      ['ya', 'dihapus'],
      ['daftar', '1 dari 5'],
    ]);
    expect(JSON.stringify(talk.state)).not.toContain('Budi');
  });

  test('whoever comes back after days goes on where they were', async () => {
    const talk = await at('birth');
    talk.now += 72 * HOURS;
    await play(talk, [['halo', 'Kita lanjut dari tanggal lahir, ya?', '3 dari 5']]);
    talk.now += 72 * HOURS;
    await play(talk, [['saya mau tanya', 'Kita lanjut dari tanggal lahir, ya?', '3 dari 5']]);
    talk.now += 72 * HOURS;
    await play(talk, [['15-3-1985', '4 dari 5']]);
    expect(talk.state?.dialogStack[0]?.state.failures).toBe(0);
  });

  test('menu, help, ticket, thanks and stop lose nothing', async () => {
    const talk = await at('birth');
    await play(talk, [
      ['menu', 'Ada yang bisa kami bantu'],
      ['[Lanjutkan pendaftaran]', '3 dari 5'],
      ['tiket', 'Belum ada tiket', '3 dari 5'],
      ['makasih', 'Sama-sama', '3 dari 5'],
      ['berhenti', 'tidak akan mengirim pesan'],
      ['menu', 'Ada yang bisa kami bantu'],
      ['15-3-1985', '4 dari 5'],
    ]);
    expect(talk.state?.quiet).toBe(true);
  });

  test('the language changes in the middle and the place stays', async () => {
    const talk = await at('birth');
    await play(talk, [
      ['english', 'we continue in English', '3 of 5', 'date of birth'],
      ['bahasa', 'Which language'],
      ['[Bahasa Indonesia]', 'Bahasa Indonesia', '3 dari 5'],
    ]);
  });
});
