import { Unavailable } from '../../stores/errors.ts';
import { play, startTalk, type Talk } from './support/talk.ts';
import { anySession, NOW } from './support/world.ts';

/** Everything up to the summary, for somebody who registers themselves. */
const TO_SUMMARY = ['daftar', 'setuju', '3273051503850001', 'Budi Santoso', '15-3-1985', '081234567890'];

describe('a registration', () => {
  test('goes from the first word to the ticket in nine turns, when no health question applies', async () => {
    const talk = startTalk();
    await play(talk, [
      ['daftar', 'Selamat datang', 'Kementerian Kesehatan', 'Apakah Bapak/Ibu setuju?'],
      ['setuju', '1 dari 5', 'NIK'],
      ['3273051503850001', '2 dari 5', 'nama'],
      ['Budi Santoso', '3 dari 5', 'tanggal lahir'],
      ['15-3-1985', '4 dari 5', 'nomor HP'],
      ['081234567890', '5 dari 5', 'NIK: 3273', 'untuk siapa?'],
      ['saya sendiri', 'Terima kasih', 'Mau divaksin di mana?', 'Kota Bandung'],
      ['1', 'Kapan mau datang?'],
      [
        '1',
        'ABCD-EFGH-JKMN-PQRS',
        'Puskesmas Contoh Melati',
        'Sabtu, 28 November 2026, 08.00–10.00 WIB',
        'KTP asli',
        'calendar.ics',
      ],
    ]);
    expect(talk.world.submissions).toEqual([
      {
        nik: '3273051503850001',
        name: 'Budi Santoso',
        birthDate: '1985-03-15',
        sex: 'M',
        phone: '+6281234567890',
        relation: 'self',
        contact: 'contact',
        channel: 'test',
        key: 'key-7',
      },
    ]);
    expect(talk.world.booked).toEqual([{ person: 'p-1', dose: 1, site: 'S1', session: 'S1-1', contact: 'contact' }]);
    expect([...talk.world.consents.values()]).toEqual([
      {
        id: 'key-2',
        contact: 'contact',
        purpose: 'registration',
        textVersion: '2026-11-1',
        textHash: expect.stringMatching(/^[0-9a-f]{64}$/),
        language: 'id',
        channel: 'test',
        message: 'message-2',
        givenBy: 'self',
        at: NOW + 30_000,
      },
    ]);
    expect(talk.state?.dialogStack).toEqual([]);
  });

  test('speaks English from the first word to the ticket', async () => {
    const talk = startTalk();
    await play(talk, [
      ['I want to register', 'Welcome', 'Do you agree?'],
      ['[I agree]', '1 of 5', 'NIK'],
      ['3273055503850001', '2 of 5', 'full name'],
      ['Siti Aminah', '3 of 5', 'date of birth'],
      ['15 March 1985', '4 of 5', 'mobile number'],
      ['[No mobile phone]', '5 of 5', 'who is this registration for?', 'Mobile: none', '15 March 1985'],
      ['[My parent]', 'Thank you', 'Where would you like to be vaccinated?'],
      ['[Puskesmas Contoh Mawar (1 place)]', 'When would you like to come?'],
      ['2', 'ABCD-EFGH-JKMN-PQRS', /Saturday,? 28 November 2026, 10:00–12:00 WIB/, 'Your ID card (KTP)'],
    ]);
    expect(talk.world.submissions).toEqual([expect.objectContaining({ sex: 'F', relation: 'parent' })]);
    const given = [...talk.world.consents.values()].map(({ givenBy, language }) => ({ givenBy, language }));
    expect(given).toEqual([
      { givenBy: 'self', language: 'en' },
      { givenBy: 'helper', language: 'en' },
    ]);
  });

  test('gives the ticket with a picture of its public check', async () => {
    const talk = startTalk();
    for (const text of [...TO_SUMMARY, 'saya sendiri', '1']) await talk.say(text);
    const heard = await talk.say('1');
    const [picture] = heard.replies.flatMap(({ attachments }) => attachments ?? []);
    expect(picture).toMatchObject({ contentType: 'image/png', name: 'ABCD-EFGH-JKMN-PQRS.png' });
    expect(picture?.contentUrl).toMatch(/^data:image\/png;base64,iVBOR/);
    expect(heard.texts.join('\n')).toContain('https://vaksin.example.go.id/tickets/ABCD-EFGH-JKMN-PQRS/calendar.ics');
  });
});

describe('consent', () => {
  test('declined: nothing is asked and nothing is kept', async () => {
    const talk = startTalk();
    await play(talk, [
      ['daftar', 'Apakah Bapak/Ibu setuju?'],
      ['tidak', 'tidak ada data yang kami simpan', 'puskesmas'],
    ]);
    expect(talk.world.consents.size).toBe(0);
    expect(talk.state?.dialogStack).toEqual([]);
  });

  test('unclear: asked again, not taken for a yes', async () => {
    const talk = startTalk();
    await play(talk, [
      ['daftar', 'setuju?'],
      ['buat apa datanya', 'SETUJU atau TIDAK', 'setuju?'],
    ]);
    expect(talk.world.consents.size).toBe(0);
  });
});

describe('the verdict', () => {
  test('unknown says nothing about whether such a person exists', async () => {
    const talk = startTalk();
    talk.world.verdict = { kind: 'unknown', person: 'p-9' };
    for (const text of TO_SUMMARY) await talk.say(text);
    await play(talk, [
      ['saya sendiri', 'kami catat', 'kabari di sini', 'Ada lagi'],
      ['tiket', 'masih kami cocokkan'],
    ]);
    expect(talk.state?.dialogStack).toEqual([]);
  });

  test('not yet tells the day, when there is one', async () => {
    const talk = startTalk();
    talk.world.verdict = { kind: 'not_yet', person: 'p-1', group: 'umum', from: '2027-01-04' };
    for (const text of TO_SUMMARY) await talk.say(text);
    await play(talk, [['saya sendiri', 'mulai 4 Januari 2027', 'kabari di sini']]);
    talk.world.verdict = { kind: 'not_yet', person: 'p-1', group: 'umum' };
    for (const text of TO_SUMMARY.filter((one) => one !== 'setuju')) await talk.say(text);
    await play(talk, [['saya sendiri', 'belum tiba', 'kabari di sini']]);
  });

  test('a person who has a ticket is given that ticket', async () => {
    const talk = startTalk();
    for (const text of [...TO_SUMMARY, 'saya sendiri', '1', '1', ...TO_SUMMARY.filter((one) => one !== 'setuju')])
      await talk.say(text);
    await play(talk, [['saya sendiri', 'Jadwalnya sudah ada', 'ABCD-EFGH-JKMN-PQRS']]);
    expect(talk.world.booked).toHaveLength(1);
  });

  test("a store's refusal leaves the turn as a StoreError, without the stack", async () => {
    const talk = startTalk();
    for (const text of TO_SUMMARY) await talk.say(text);
    talk.world.fault = new Unavailable();
    await expect(talk.say('saya sendiri')).rejects.toBe(talk.world.fault);
    talk.world.fault = undefined;
    // Inside `replaceDialog` the SDK wraps errors together with the dialog stack.
    talk.world.siteFault = new Unavailable();
    await expect(talk.say('saya sendiri')).rejects.toBe(talk.world.siteFault);
    talk.world.siteFault = undefined;
    await play(talk, [['saya sendiri', 'Mau divaksin di mana?']]);
  });
});

describe('place and time', () => {
  async function atSite(): Promise<Talk> {
    const talk = startTalk();
    for (const text of [...TO_SUMMARY, 'saya sendiri']) await talk.say(text);
    return talk;
  }

  test('another place is found by what is typed', async () => {
    await play(await atSite(), [
      ['Jakarta Selatan', 'Kota Jakarta Selatan'],
      ['[Kota lain]', 'Di kota atau kabupaten mana?'],
      ['bandung', 'Kota Bandung'],
      ['2', 'Kapan mau datang?'],
      ['tempat lain', 'Mau divaksin di mana?'],
      ['kembali', 'pertanyaan pertama'],
    ]);
  });

  test('a full session: the others are offered', async () => {
    const talk = await atSite();
    await talk.say('1');
    talk.world.refuse = { kind: 'full', others: [anySession] };
    await play(talk, [['1', 'baru saja penuh', 'Kapan mau datang?']]);
    talk.world.refuse = undefined;
    await play(talk, [['2', 'ABCD-EFGH-JKMN-PQRS']]);
  });

  test('a session that is gone, with nothing left there: other places', async () => {
    const talk = await atSite();
    await talk.say('1');
    talk.world.refuse = { kind: 'gone', others: [] };
    await play(talk, [['1', 'tidak tersedia', 'Mau divaksin di mana?']]);
  });

  test('everything full: said honestly, and found again by TIKET', async () => {
    const talk = startTalk();
    for (const text of TO_SUMMARY) await talk.say(text);
    const { sites } = talk.world;
    talk.world.sites = [];
    await play(talk, [['saya sendiri', 'semua tempat penuh']]);
    talk.world.sites = sites;
    await play(talk, [['tiket', 'Mau divaksin di mana?']]);
  });
});

describe('another person', () => {
  test('is registered afterwards, without the notice, with the phone as a suggestion', async () => {
    const talk = startTalk();
    for (const text of [...TO_SUMMARY, 'saya sendiri', '1', '1']) await talk.say(text);
    talk.world.verdict = { kind: 'unknown', person: 'p-2' };
    await play(talk, [
      ['daftarkan orang lain', '1 dari 5'],
      ['3273055503850002', '2 dari 5'],
      ['Siti Aminah', '3 dari 5'],
      ['15-3-1985', '4 dari 5'],
      ['[+62*******7890 (nomor tadi)]', '5 dari 5', 'orang tua atau walinya (18 tahun ke atas)'],
      ['anak saya', 'kami catat'],
      ['tiket', 'Tiket siapa'],
      ['[B***i S***o]', 'ABCD-EFGH-JKMN-PQRS'],
    ]);
    expect(talk.world.submissions[1]).toMatchObject({ phone: '+6281234567890', relation: 'child' });
    expect([...talk.world.consents.values()].at(-1)).toMatchObject({ givenBy: 'guardian', textVersion: '2026-11-1' });
  });
});

describe('what is said at the place of a name', () => {
  async function atName(): Promise<Talk> {
    const talk = startTalk();
    for (const said of TO_SUMMARY.slice(0, 3)) await talk.say(said);
    return talk;
  }

  test.each(['iya', 'oke siap', 'belum'])('a yes or a no is no name: %s', async (said) => {
    const talk = await atName();
    expect((await talk.say(said)).texts.join()).toMatch(/belum bisa membaca namanya.*2 dari 5/s);
  });

  test.each([
    'sy demam tinggi abis vaksin',
    'vaksin bayar ga',
    'how does the vaccine work',
    'dasar robot tolol',
    'jadwal vaksin kpn ya',
  ])('a sentence is asked about before it becomes one: %s', async (said) => {
    const talk = await atName();
    const { texts, buttons } = await talk.say(said);
    expect(texts).toEqual([expect.stringContaining(`nama: "${said}"`)]);
    expect(texts.join()).toMatch(/BANTUAN atau PETUGAS.*BATAL/);
    expect(buttons).toContain('Ketik ulang');
    expect((await talk.say('Siti Aminah')).texts.join()).toContain('3 dari 5');
  });

  test('who is really called so says so once', async () => {
    const talk = await atName();
    await talk.say('Minta Ito');
    expect((await talk.say('ya')).texts.join()).toContain('3 dari 5');
    expect(JSON.stringify(talk.state)).toContain('Minta Ito');
  });

  test('going off it is understood, and asked about', async () => {
    const talk = await atName();
    const { buttons } = await talk.say('gak jadi deh takut');
    expect(buttons).toEqual(expect.arrayContaining([expect.stringMatching(/batal/i)]));
  });

  test.each([
    "Ma'ruf",
    'H. Abdul Rahman bin Umar, S.Ag',
    'dr. Anak Agung Ayu',
    'I Made Jepun',
    'Maria Mau Bere',
    'Nama saya Bener',
    'Suharto',
    'Ibu Abdi Lestari',
  ])('a name is a name: %s', async (said) => {
    expect((await (await atName()).say(said)).texts.join()).toContain('3 dari 5');
  });
});
