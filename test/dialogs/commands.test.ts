import { means } from '../../dialogs/choices.ts';
import { createCommandReader, languageOf } from '../../dialogs/commands.ts';
import { plain } from '../../dialogs/input.ts';

const commands = createCommandReader();

describe('orders', () => {
  test.each([
    ['menu', '0'],
    ['menu', 'Mulai'],
    ['back', 'kembali ya'],
    ['cancel', 'gak jadi deh'],
    ['cancel', 'BATAL!!!'],
    ['help', 'help dong'],
    ['help', 'bantuan.'],
    ['human', 'ada petugas nya ga'],
    ['human', 'agent please'],
    ['stop', 'STOP'],
    ['stop', 'jgn kirim pesan lagi'],
    ['language', 'ganti bahasa'],
    ['en', 'bahasa inggris dong'],
    ['id', 'switch to Indonesian'],
    ['continue', 'lanjut kak'],
    ['greet', 'hallo min'],
    ['thanks', 'terimakasih banyak bu'],
    ['ticket', 'tiket saya'],
    ['register', 'Daftar'],
  ])('%s: %s', (command, said) => {
    expect(commands.exact(plain(said))).toBe(command);
  });

  test.each([
    'Awal Ramadhan',
    'Awal',
    'Regis',
    'Menuk',
    'Batari',
    'Ya',
    'Indra',
    'Siti Stopan',
    'Bantu Rahayu',
    'Petugas Suryono',
    'Kembali Sugiarto',
  ])('a name is no order: %s', (name) => {
    expect(commands.exact(plain(name))).toBeUndefined();
  });

  test.each([
    'saya mau daftar vaksin',
    'daftarin orang tua bisa ga? beliau ga punya hp',
    'aku arep ndaftar vaksin piye carane',
    'ngedaftar vaksin buat anak 8 thn',
    'mau dftr vaksin covid gmn caranya',
    'need to get my booster, where do I register',
    'mau suntik vaksin buat ibu saya',
    'pengen divaksin nih bu',
    'minta imunisasi utk anak',
    'I want to get vaccinated',
  ])('registering, where nothing else is asked: %s', (said) => {
    expect(commands.loose(plain(said))).toBe('register');
    expect(commands.exact(plain(said)) ?? 'register').toBe('register');
  });

  test.each([
    'abis disuntik lengan saya sakit',
    'boleh vaksin sambil puasa?',
    'is the vaccine halal',
  ])('a question about vaccination does not register anybody: %s', (said) => {
    expect(commands.loose(plain(said))).toBeUndefined();
  });
});

describe('yes and no', () => {
  test.each([
    'ya',
    'Iya',
    'y',
    'OK',
    'oke',
    'boleh',
    'betul',
    'Sdh benar',
    'nggih',
    'leres',
    'I agree',
  ])('%s is a yes', (said) => {
    expect([means(plain(said), 'yes'), means(plain(said), 'no')]).toEqual([true, false]);
  });

  test.each([
    'tidak',
    'nggak',
    'gak',
    'bukan',
    'belum',
    'blm',
    'tdk',
    'engga',
    'ora',
    'teu acan',
    'not yet',
  ])('%s is a no', (said) => {
    expect([means(plain(said), 'yes'), means(plain(said), 'no')]).toEqual([false, true]);
  });

  test.each(['lanjut', 'terserah', 'mungkin', 'ya tapi', ''])('%s is neither', (said) => {
    expect([means(plain(said), 'yes'), means(plain(said), 'no')]).toEqual([false, false]);
  });
});

test('the language of the first words', () => {
  expect(['saya mau daftar', 'I want to register', 'zzz'].map((said) => languageOf(plain(said)))).toEqual([
    'id',
    'en',
    undefined,
  ]);
});
