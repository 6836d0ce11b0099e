import { means } from '../choices.ts';
import { plain } from '../input.ts';

/**
 * Words of questions, complaints and orders that stand in hardly any name. A name with one is asked about once and then
 * taken as it is: Indonesia has names of every kind. Left out on purpose: Anak and I (Balinese), Ibu, Abdi, Mau, Ora, Ga.
 */
const TELLING = new Set(
  (
    'saya sy aku gue gw kami yang yg tidak tdk gak nggak ngga enggak bukan belum blm belom sudah sdh udah udh ' +
    'apa apakah bagaimana gimana gmn kenapa knp kapan kpn dimana dmn mana berapa brp kah boleh bisa bs ingin pengen ' +
    'minta tolong mohon daftar daftarin daftarkan mendaftar pendaftaran kedaftar didaftarkan vaksin vaksinnya vaksine ' +
    'vaksinasi imunisasi booster dosis suntik disuntik divaksin jadwal jadwalnya jadwale sertifikat sertif tiket status ' +
    'abis habis setelah kalau klo kalo tapi karena krn untuk utk dengan dgn ini itu lagi nanti jd batal batalin ' +
    'berhenti stop hapus ganti ubah lupa takut bayar gratis covid pfizer moderna sinovac astrazeneca halal indovac ' +
    'puskesmas puskemas posyandu faskes kemenkes ktp nik kk bpjs hp nomor lahir tgl tanggal umur kader demam pusing mual ' +
    'muntah diare gatal keluhan efek kipi lansia bansos link game yuk cari robot bot tolol goblok bangsat anjir anjing ' +
    'sampah stupid pelayanan pemerintah banget kak bingung salah keliru benar darah gula hamil menyusui menyimpan data ' +
    'nek piye kumaha naon mboten teu kulo durung ' +
    'the is are my what how who why can please when where want need not do does dont don vaccine vaccinated vaccination ' +
    'register child have booster certificate appointment'
  ).split(' '),
);

/**
 * Whether words at the name's place are an answer to something else: `answer` is a yes or no alone, never taken for a
 * name; `sentence` looks like one, and the citizen decides. "Nama saya Bener" is neither.
 */
export function doubtOf(text: string): 'answer' | 'sentence' | undefined {
  const said = plain(text);
  const words = said.split(' ');
  const nod = (one: string): boolean => means(one, 'yes') || means(one, 'no');
  if (nod(said) || words.every(nod)) return 'answer';
  const [first, second] = words;
  // "Nama saya Siti" and "saya bernama Siti" name somebody.
  const named = first === 'nama' || first === 'name' || first === 'namaku' || second === 'bernama' || second === 'name';
  return !named && words.some((word) => TELLING.has(word)) ? 'sentence' : undefined;
}
