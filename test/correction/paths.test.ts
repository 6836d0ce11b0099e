import { openHouse, WATI } from '../access/support/house.ts';
import { play } from '../dialogs/support/talk.ts';

describe('everybody has a path', () => {
  test.each([
    ['tidak punya NIK', 'petugas yang mendaftarkan'],
    ['anak saya belum punya nik', 'akta lahir'],
    ['saya pakai paspor A1234567', 'paspor'],
    ['KITAS', 'KITAS'],
  ])('%s: people register them, with a receipt', async (said, words) => {
    const house = await openHouse();
    const talk = house.citizen('c');
    for (const text of ['daftar', 'setuju']) await talk.say(text);
    await play(talk, [
      [said, words, 'nama, tahun lahir, tempat tinggal'],
      ['Bayi Ani, lahir 2021, Kampung Contoh, ibunya Sari', 'tanda terima'],
    ]);
    expect(await house.world.services.corrections.list()).toMatchObject([{ kind: 'no_nik', state: 'open' }]);
  });

  test('only the year of birth, and one name only: the day is the one in the NIK', async () => {
    const house = await openHouse();
    const talk = house.citizen('c');
    for (const text of ['daftar', 'setuju', WATI.nik]) await talk.say(text);
    await play(talk, [
      ['Wati', 'tanggal lahir'],
      ['tahun 1948', 'di NIK tertulis 1 November 1948'],
      ['ya', 'nomor HP'],
    ]);
    expect(talk.state?.dialogStack[0]?.state.answers).toMatchObject({ name: 'Wati', birthDate: '1948-11-01' });
  });

  test('a year that is not the one in the NIK is asked for in full', async () => {
    const house = await openHouse();
    const talk = house.citizen('c');
    for (const text of ['daftar', 'setuju', WATI.nik, 'Wati']) await talk.say(text);
    await play(talk, [['1950', 'belum lengkap']]);
  });
});
