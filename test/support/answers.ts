import type { Persona } from '../../registry/sample.ts';

type Answer = (answers: Persona['answers'], code: string | undefined) => string;

/** Every question on the way to the ticket by words of it, as people answer who know their own data and are well. */
const ASKED: readonly (readonly [RegExp, Answer])[] = [
  [/Ada yang bisa kami bantu/, () => 'daftar'],
  [/Apakah Bapak\/Ibu setuju/, () => 'setuju'],
  [/Berapa NIK/, ({ nik }) => nik],
  [/Siapa nama lengkap/, ({ name }) => name],
  [/[Kk]apan tanggal lahir|ketik tanggal lahir|Mohon .*tanggal lahir/, ({ birthDate }) => birthDate],
  [/ketik kodenya|Berapa nomor HP/, ({ phone }, code) => code ?? phone],
  [
    /untuk siapa/,
    ({ relation }) =>
      ({ self: 'saya sendiri', child: 'anak saya', parent: 'orang tua saya', other: 'orang lain' })[relation],
  ],
  [/orang tua atau walinya/, () => 'ya'],
  [/sudah benar\?/, () => 'sudah benar'],
  [/adakah yang sesuai/, () => 'tidak ada'],
  [/Mau divaksin di mana|Kapan mau datang/, () => '1'],
];

/**
 * What this person says to a question, whatever the programme asks and in which order; undefined for what is no question.
 * `code`: the one-time code that they were sent.
 */
export function answerTo(question: string, { answers }: Persona, code?: string): string | undefined {
  return ASKED.find(([asked]) => asked.test(question))?.[1](answers, code);
}
