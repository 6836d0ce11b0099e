import { openHouse, WATI } from '../access/support/house.ts';
import { play } from '../dialogs/support/talk.ts';

describe('everybody has a path', () => {
  test.each([
    ['tidak punya NIK', 'petugas yang mendaftarkan'],
    ['anak saya belum punya nik', 'akta lahir'],
    ['saya pakai paspor A1234567', 'paspor'],
    ['KITAS', 'KITAS'],
    ['ndak punya nik mbak', 'akta lahir'],
    ['gapunya', 'akta lahir'],
    ['blm punya nik gimana', 'akta lahir'],
  ])('%s: people register them, with a receipt', async (said, words) => {
    const house = await openHouse();
    const talk = house.citizen('c');
    for (const text of ['daftar', 'setuju']) await talk.say(text);
    await play(talk, [
      [said, words, 'nama lengkap'],
      ['Bayi Ani, lahir 2021, Kampung Contoh, ibunya Sari', 'tanda terima'],
    ]);
    expect(await house.world.services.corrections.list()).toMatchObject([{ kind: 'no_nik', state: 'open' }]);
  });

  test('who tells it piece by piece is asked until staff can find the person', async () => {
    const house = await openHouse();
    const talk = house.citizen('c');
    for (const text of ['daftar', 'setuju']) await talk.say(text);
    await play(talk, [
      ['ga punya nik', 'nama lengkap'],
      ['ok', 'belum bisa membaca namanya', 'nama lengkap'],
      ['saya pakai paspor', 'sebagai nama'],
      ['Budi', 'Tahun berapa'],
      ['di desa', 'tahun lahir atau umurnya'],
      ['kira2 60 tahun', 'Tinggal di mana'],
      ['Kampung Contoh, Jakarta Selatan', 'Siapa yang mendampingi'],
      ['balik', 'Tinggal di mana'],
      ['Kampung Contoh, Tebet, Jakarta Selatan', 'Siapa yang mendampingi'],
      ['anaknya Sari 081212121212', 'tanda terima'],
    ]);
    const [request] = await house.world.services.corrections.list();
    const told = await house.world.services.corrections.of(request?.receipt ?? '', 'c');
    expect(told).toMatchObject({
      kind: 'no_nik',
      words:
        'Nama: Budi; lahir: kira2 60 tahun; tinggal: Kampung Contoh, Tebet, Jakarta Selatan; pendamping: anaknya Sari 081212121212',
    });
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
