import { createAccessDelivery } from '../../registry/access-delivery.ts';
import { createCorrections } from '../../registry/corrections.ts';
import { NOBODY, openHouse, register, SITI, sayUpToPhone, WATI } from '../access/support/house.ts';
import { play, type Talk } from '../dialogs/support/talk.ts';
import { NOW } from '../dialogs/support/world.ts';
import { testKeys } from '../registry/support/keys.ts';

const RECEIPT = /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/;

async function filed(talk: Talk): Promise<string> {
  await play(talk, [
    ['koreksi', 'Apa yang perlu diperbaiki?'],
    ['[Nomor HP]', 'Petugas perlu melihat KTP asli, dan HP dengan nomor yang baru', 'ceritakan singkat'],
  ]);
  const heard = await talk.say('Nomor saya ganti sejak tahun lalu');
  return RECEIPT.exec(heard.texts[0] ?? '')?.[0] ?? '';
}

describe('a correction', () => {
  test('is asked for, seen, answered by the desk and told in the chat', async () => {
    const house = await openHouse();
    const corrections = createCorrections({ documents: house.documents, sealer: testKeys, pseudonyms: testKeys });
    const talk = house.citizen('own');
    await talk.say('halo');
    const receipt = await filed(talk);
    expect(receipt).toMatch(RECEIPT);
    await play(talk, [['cek koreksi', `Permintaan ${receipt} sedang diperiksa`]]);
    expect(await corrections.list()).toEqual([
      { receipt, kind: 'phone', state: 'open', words: 'Nomor saya ganti sejak tahun lalu', at: expect.any(Number) },
    ]);
    expect(await corrections.answer(receipt, 'Nomor sudah kami ganti.', NOW)).toMatchObject({ state: 'answered' });
    expect(await corrections.answer(receipt, 'Lain lagi.', NOW)).toBeUndefined();
    expect(await corrections.list()).toEqual([]);
    const [notice] = await house.notices();
    expect(notice).toMatchObject({ kind: 'correction', contact: 'own', receipt });
    expect(JSON.stringify(notice)).not.toContain('Nomor sudah');
    const told = await talk.hear({ kind: 'correction', person: '', receipt });
    expect(told.texts).toEqual([`Jawaban petugas untuk ${receipt}: Nomor sudah kami ganti.`]);
    await play(talk, [['cek koreksi', 'Nomor sudah kami ganti.']]);
  });

  test("somebody else's receipt opens nothing, and a turn that runs twice files once", async () => {
    const house = await openHouse();
    const talk = house.citizen('own');
    await talk.say('halo');
    const receipt = await filed(talk);
    expect((await talk.again()).texts.join()).toContain(receipt);
    const thief = house.citizen('thief');
    await thief.say('halo');
    thief.state = { ...structuredClone(thief.state), receipts: [receipt] } as Talk['state'];
    await play(thief, [['cek koreksi', 'Belum ada permintaan']]);
    expect((await thief.hear({ kind: 'correction', person: '', receipt })).texts).toEqual([]);
  });

  test('speaks English; words that say what is meant are understood; a form in progress stays', async () => {
    const house = await openHouse();
    const talk = house.citizen('own');
    await play(talk, [
      ['hello', 'How can we help?'],
      ['my data is wrong', 'What needs correcting?'],
      ['hm', 'Please choose one'],
      ['someone used my number wrongly', 'original KTP and the KK'],
      ['x', '5 to 280 letters'],
      ['Vaccinated in another city under my name', 'Thank you', 'receipt'],
      ['register', 'Do you agree?'],
      ['correction', 'once this form is finished', 'Do you agree?'],
    ]);
  });
});

describe('the people of a number', () => {
  test('are told apart by number and masked name, and let go of one by one', async () => {
    const house = await openHouse();
    const talk = house.citizen('daughter');
    await register(talk, WATI, { relation: 'parent' });
    for (const text of ['batal', 'ya']) await talk.say(text);
    await register(talk, NOBODY, { relation: 'other' });
    await play(talk, [['lepas dari nomor ini', 'Siapa yang mau dilepas']]);
    const heard = await talk.say('2');
    expect(heard.texts[0]).toContain('Lepaskan W***i dari nomor ini?');
    await play(talk, [['[Ya, lepaskan]', 'W***i sudah dilepas']]);
    expect(talk.state?.people?.map(({ name }) => name)).toEqual(['T***k T***r']);
    const { access } = house.world.services;
    expect(await access.opens(house.person(WATI.nik), 'daughter')).toBe(false);
    // Free again for whoever is the next with the same data.
    expect((await register(house.citizen('son'), WATI)).join()).toContain('pendaftaran diterima');
  });

  test('are ten at most: nobody leaves the list unasked for an eleventh', async () => {
    const house = await openHouse();
    const talk = house.citizen('head');
    await talk.say('halo');
    const { state } = talk;
    if (!state) throw new Error('no state');
    state.people = Array.from({ length: 10 }, (_none, n) => ({ person: `p${n}`, dose: 1, name: `O***g ${n}` }));
    await play(talk, [['daftarkan orang lain', 'Nomor ini sudah mengurus 10 orang', 'Ada yang bisa kami bantu?']]);
    expect(talk.state?.people).toHaveLength(10);
    expect(talk.state?.dialogStack).toEqual([]);
  });

  test('not let go of, when the citizen thinks better of it', async () => {
    const house = await openHouse();
    const talk = house.citizen('own', SITI.phone);
    await register(talk, SITI);
    for (const text of ['batal', 'ya', 'lepas', 'Tidak jadi']) await talk.say(text);
    expect(talk.state?.people).toHaveLength(1);
  });

  test('BUKAN SAYA: silence, nobody seen any more, and a request for the desk', async () => {
    const house = await openHouse();
    const talk = house.citizen('own', SITI.phone);
    await register(talk, SITI);
    await play(talk, [['bukan saya', 'tidak akan kami kirimi pesan lagi', RECEIPT]]);
    expect(talk.state).toMatchObject({ quiet: true, people: [], dialogStack: [] });
    expect(await house.world.services.access.opens(house.person(SITI.nik), 'own')).toBe(false);
    expect(await house.world.services.corrections.list()).toMatchObject([{ kind: 'stranger', state: 'open' }]);
    await play(talk, [['tiket', 'Belum ada tiket']]);
  });

  test('who is under 18 is registered by a grown-up, who says so', async () => {
    const child = { ...WATI, nik: '3273054904189905', name: 'Rara Contoh', birthDate: '2018-04-09' };
    const house = await openHouse({ targets: [child] });
    const talk = house.citizen('mother');
    await sayUpToPhone(talk, child);
    await talk.say('tidak ada');
    await play(talk, [
      ['saya sendiri', 'pilih ANAK SAYA'],
      ['anak saya', 'cocok dan kami simpan', 'Kelompok Lanjut usia mulai umur 60 tahun', 'tanda terima'],
    ]);
  });
});

test('nothing goes out without a way to send: the code is dropped, not kept', async () => {
  const house = await openHouse();
  const talk = house.citizen('browser');
  await register(talk, SITI);
  const { documents } = house;
  const seeTo = createAccessDelivery({ documents, sealer: testKeys, pseudonyms: testKeys });
  expect(await seeTo(talk.now)).toBeGreaterThan(0);
  expect(await seeTo(talk.now)).toBe(0);
});
