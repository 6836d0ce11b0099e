import { longDate } from './calendar.ts';
import type { Reason } from './facts.ts';
import type { Bilingual } from './programme.ts';

/**
 * What the rules themselves have to say to a citizen; a programme's own rows bring their own words. They stand here and
 * not among the texts of the chat, because the desk and the command line say the same.
 */
const WORDS = {
  notBegun: {
    id: 'Program {programme} dimulai pada {date}.',
    en: 'The programme {programme} begins on {date}.',
  },
  ended: {
    id: 'Program {programme} berakhir pada {date}. Petugas kami dapat membantu Bapak/Ibu lebih lanjut.',
    en: 'The programme {programme} ended on {date}. Our staff can help you further.',
  },
  called: {
    id: 'Kelompok {group} sudah mendapat giliran sejak {date}.',
    en: 'The group {group} has been called since {date}.',
  },
  calledLater: {
    id: 'Kelompok {group} mendapat giliran mulai {date}.',
    en: 'The group {group} is called from {date}.',
  },
  tooYoung: {
    id: 'Kelompok {group} mulai umur {age} tahun, yaitu pada {date}.',
    en: 'The group {group} begins at the age of {age}, which is on {date}.',
  },
  tooOld: {
    id: 'Umur tidak sesuai dengan kelompok {group}. Petugas kami dapat membantu memastikan kelompok yang tepat.',
    en: 'The age does not fit the group {group}. Our staff can help to find the right one.',
  },
  groupEnded: {
    id: 'Giliran kelompok {group} sudah berakhir. Petugas kami dapat membantu Bapak/Ibu lebih lanjut.',
    en: 'The turn of the group {group} is over. Our staff can help you further.',
  },
  otherGroup: {
    id: 'Berdasarkan umur, kelompok {group} sudah mendapat giliran. Apakah Bapak/Ibu termasuk kelompok itu?',
    en: 'By age, the group {group} has been called already. Do you belong to it?',
  },
  sexDiffers: {
    id: 'Kelompok {group} tidak sesuai dengan data jenis kelamin. Petugas kami dapat membantu memeriksanya.',
    en: 'The group {group} does not fit the recorded sex. Our staff can help to check it.',
  },
  regionOutside: {
    id: 'Kelompok {group} di daerah Bapak/Ibu belum mendapat giliran. Mohon tanyakan kepada petugas.',
    en: 'The group {group} has not been called in your area yet. Please ask our staff.',
  },
  regionAsked: {
    id: 'Kelompok {group} baru dilayani di daerah tertentu. Di kabupaten atau kota mana Bapak/Ibu tinggal?',
    en: 'The group {group} is served in some areas only. In which regency or city do you live?',
  },
  noProduct: {
    id: 'Untuk umur ini belum ada vaksin yang diizinkan pada tanggal tersebut. Petugas kami dapat membantu.',
    en: 'No vaccine is allowed for this age on that day. Our staff can help.',
  },
  firstDose: {
    id: 'Dosis 1 dapat diberikan. Merek sesuai stok di tempat vaksinasi; petugas yang menentukan.',
    en: 'Dose 1 can be given. The brand depends on the stock; the vaccinator decides.',
  },
  doseDue: {
    id: 'Dosis {dose} sudah dapat diberikan sejak {date}. Merek sesuai stok; petugas yang menentukan.',
    en: 'Dose {dose} can be given since {date}. The brand depends on the stock; the vaccinator decides.',
  },
  doseLater: {
    id: 'Dosis {dose} dapat diberikan paling cepat {date}. Lebih lambat boleh, lebih cepat tidak.',
    en: 'Dose {dose} can be given on {date} at the earliest. Later is fine, earlier is not.',
  },
  boosterDue: {
    id: 'Dosis penguat {dose} sudah dapat diberikan sejak {date}. Merek sesuai stok; petugas yang menentukan.',
    en: 'Booster {dose} can be given since {date}. The brand depends on the stock; the vaccinator decides.',
  },
  boosterLater: {
    id: 'Dosis penguat {dose} dapat diberikan paling cepat {date}.',
    en: 'Booster {dose} can be given on {date} at the earliest.',
  },
  complete: {
    id: 'Menurut aturan saat ini dosis Bapak/Ibu sudah lengkap. Bila ragu, petugas kami dapat membantu.',
    en: 'By the rules of today your doses are complete. If in doubt, our staff can help.',
  },
  productAsked: {
    id: 'Merek dosis sebelumnya belum kami ketahui. Mohon sebutkan merek di kartu vaksin, atau tanyakan petugas.',
    en: 'We do not know the brand of the earlier dose. Please tell us the brand on the card, or ask our staff.',
  },
  unanswered: { id: '{question}', en: '{question}' },
  clear: {
    id: 'Dari jawaban Bapak/Ibu tidak ada yang perlu ditunda. Petugas memeriksa lagi di tempat vaksinasi.',
    en: 'Nothing in your answers needs waiting. The vaccinator checks again at the place.',
  },
} as const satisfies Record<string, Bilingual>;

export type ReasonWord = keyof typeof WORDS;
/** What goes into the gaps: dates in ISO, names in both languages. */
export type ReasonGaps = Readonly<Record<string, string | number | Bilingual>>;

function filled(text: string, lang: 'id' | 'en', gaps: ReasonGaps): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const gap = gaps[name] ?? '';
    if (typeof gap === 'object') return gap[lang];
    return name === 'date' ? longDate(String(gap), lang) : String(gap);
  });
}

/** A reason in the words of the rules. */
export function reason(rule: string, source: string, word: ReasonWord, gaps: ReasonGaps = {}): Reason {
  const { id, en } = WORDS[word];
  return { rule, text: { id: filled(id, 'id', gaps), en: filled(en, 'en', gaps) }, source };
}
