import { means } from '../../dialogs/choices.ts';
import { createCommandReader, languageOf } from '../../dialogs/commands.ts';
import { soundsDangerous } from '../../dialogs/danger.ts';
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
    ['stop', 'stop kirim sms vaksin terus'],
    ['stop', 'tolong jangan hubungi saya lagi, saya sudah divaksin di kantor minggu lalu'],
    ['cancel', 'gak jadi deh takut'],
    ['cancel', 'tidak jadi, terima kasih'],
    ['cancel', 'maaf kak ga jd ikut'],
    ['drop', 'tidak jadi datang'],
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
    'Jadi Sukarno',
    'Stop Hutabarat',
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
    ['human', 'ini robot ya? sy mau sama manusia'],
    ['human', 'permisi, bisa bicara dengan petugas?'],
    ['ticket', 'sy daftar minggu lalu kok blm ada kabar'],
    ['ticket', 'cek nik sy udh kedaftar apa blm'],
    ['ticket', 'did my registration go through?'],
    ['drop', 'gak jadi datang ya pak, ibu saya sakit'],
    ['drop', 'mau batalin jadwal vaksin sy'],
    ['change', 'ga bisa hadir besok, ada acara'],
    ['change', 'tgl 12 ga bs dtg, minta hari lain'],
    ['change', 'pindah jam sore bisa?'],
    ['change', 'jadwal saya bentrok kerja, bisa diganti hari sabtu?'],
    ['greet', 'halo apa benar ini kemenkes'],
    ['correct', 'tgl lahir sy keliru harusnya 17-08-1960'],
    ['correct', 'nik sy salah ketik'],
    ['correct', 'ganti no wa yg terdaftar'],
    ['correct', 'my name is misspelled'],
    ['correct', 'salah pilih jenis kelamin'],
    ['correct', 'NIK saya tercatat sudah vaksin padahal belum pernah divaksin'],
    ['human', 'hapus data saya'],
    ['human', 'saya tarik persetujuan saya'],
    ['en', 'pakai bahasa inggris dong'],
    ['register', 'halo, saya mau daftar vaksin'],
    ['stop', 'stop hubungi saya'],
  ])('%s, where nothing else is asked: %s', (command, said) => {
    expect(commands.loose(plain(said))).toBe(command);
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

describe('danger', () => {
  test.each([
    'sesak napas setelah vaksin',
    'sesaak',
    'nafasnya sesek',
    'napasnya berat',
    'kesulitan bernapas',
    'ga bs nafas',
    'kejang2',
    'tidak sadarkan diri',
    'bapak tak sadar',
    'bengkak di muka',
    'mukanya bengkak',
    'bibir saya agak bengkak',
    'sakit di dada',
    'dadanya terasa nyeri',
    'bibirnya membiru',
    'lemas sebelah badan',
    'bentol bentol seluruh badan',
    'sakit kepala hebat',
    'perdarahan',
    'tolong min abis vaksin anak saya panas tinggi',
    'she collapsed after the shot',
    'he is not breathing',
    'tenggorokan bengkak',
    'her throat is closing',
    'bibirnya biru',
    'mulutnya keluar berbusa',
    'anak saya tidak bangun-bangun',
    'my mother passed out',
    'tolong setelah suntik anak saya lemas',
  ])('%s', (said) => {
    expect(soundsDangerous(plain(said))).toBe(true);
  });

  test.each([
    'tolong daftarkan vaksin ibu saya',
    'tolong kirim sertifikat setelah vaksin',
    'tolong info jadwal setelah vaksin dosis 1',
    'tolong daftarkan saya setelah vaksin pertama',
    'sakit tenggorokan',
    'baju biru muka',
    'kesadaran masyarakat',
    'Muka Kuning, Batam',
    'Jalan Dada Meuraxa',
    'Kampung Sasak',
    'sakit kepala sedikit',
    'tidak ada',
    'Kejawan Putih',
  ])('no alarm: %s', (said) => {
    expect(soundsDangerous(plain(said))).toBe(false);
  });
});
