import { withoutFillers } from './fillers.ts';
import { openingAnywhere, openingAtRest } from './openings.ts';

/** What may be said at any time. `language` asks which; `id` and `en` switch at once. */
export type Command =
  | 'menu'
  | 'back'
  | 'cancel'
  | 'help'
  | 'human'
  | 'stop'
  | 'language'
  | 'id'
  | 'en'
  | 'register'
  | 'ticket'
  | 'change'
  | 'drop'
  | 'move'
  | 'correct'
  | 'receipts'
  | 'letgo'
  | 'notme'
  | 'continue'
  | 'greet'
  | 'thanks';

/**
 * Whole messages, as citizens write them (after `plain` and without the fillers below), in Bahasa Indonesia, English and
 * some Javanese and Sundanese. Of sentences only the few openings of `openings.ts` count in a form, so that a name or an
 * address is never taken for an order.
 */
const PHRASES: Readonly<Record<Command, string>> = {
  menu:
    'menu|menu utama|0|home|mulai|start|balik ke awal|ulang dari awal|main menu|pilihan|pilihan nya apa|' +
    'bisa apa disini|what can you do|bisa naon wae ieu teh',
  back: 'kembali|balik|sebelumnya|mundur|back|go back|previous|wangsul',
  cancel:
    'batal|batalkan|batalin|cancel|batal daftar|gak jadi|ga jadi|tidak jadi|nggak jadi|ga jd|gak jd|quit|' +
    'keluar|mboten sios|teu janten',
  help:
    'bantuan|help|tolong|bantu|cara|bingung|tidak mengerti|gak ngerti|ga ngerti|tidak paham|gak paham|' +
    'ga paham|info|petunjuk',
  human:
    'petugas|manusia|orang|operator|admin|cs|human|agent|person|talk to a human|talk to a person|agent please|' +
    'bicara dengan petugas|hubungi petugas|mau ngomong sama orang|ada petugas nya ga|tolong hubungi saya|' +
    'tolong sambungkan ke admin|saged nyuwun bantuan petugas',
  stop:
    'stop|berhenti|unsubscribe|unsubscribe me|opt out|hentikan|hentikan pesan ini|jgn kirim pesan lagi|' +
    'jangan kirim pesan lagi|tong ngirim pesen deui',
  notme:
    'bukan saya|itu bukan saya|ini bukan saya|salah nomor|salah orang|bukan nomor saya|wrong number|not me|wrong person',
  letgo: 'lepas|lepaskan|lepas dari nomor ini|lepaskan dari nomor ini|hapus orang|let go|remove person|remove someone',
  correct:
    'koreksi|perbaiki data|perbaikan data|data salah|data saya salah|ubah data|lapor data salah|nik saya dipakai orang|' +
    'nik saya dipakai orang lain|correction|correct my data|my data is wrong|someone used my nik',
  move:
    'pindah hp|pindah chat|pindah ke whatsapp|lanjut di whatsapp|pindah ke wa|lanjut di wa|pindah ke web|lanjut di web|' +
    'pindah ke situs|lanjut di situs|pindah ke messenger|lanjut di messenger|move chat|move to whatsapp|' +
    'continue on whatsapp|move to the web|continue on the web|move to messenger|continue on messenger',
  receipts: 'cek koreksi|status koreksi|tanda terima|check correction|correction status|my requests',
  language:
    'bahasa|language|ganti bahasa|ubah bahasa|bahasa language|change language|ngagem basa jawi|' +
    'pake bahasa jawa bs ga|nganggo basa sunda tiasa',
  id: 'indonesia|bahasa indonesia|indonesian|switch to indonesian|balik ke bahasa indonesia',
  en: 'english|inggris|bahasa inggris|in english|do you speak english|switch to english',
  register:
    'daftar|daftar vaksin|mendaftar|registrasi|register|registration|dftr|vaksin|' +
    'daftarkan orang lain|daftar orang lain|register someone else|mau daftar|saya mau daftar|' +
    'saya mau daftar vaksin|sign up',
  ticket:
    'tiket|tiket saya|ticket|my ticket|jadwal|jadwal saya|status|e tiket|kode tiket|cek tiket|lihat tiket|' +
    'my appointment|when is my appointment',
  change:
    'ganti jadwal|ubah jadwal|pindah jadwal|ganti waktu|ganti tempat|geser jadwal|reschedule|change my appointment|' +
    'change appointment|change my ticket|mau ganti jadwal|saya mau ganti jadwal|jadwal nya mau diganti|mau reschedule',
  drop:
    'batalkan jadwal|batal jadwal|batalin jadwal|batalkan tiket|batal tiket|cancel my appointment|cancel appointment|' +
    'cancel my ticket|mau batalkan jadwal|saya mau batalkan jadwal|gak jadi datang|tidak jadi datang|ga jadi datang',
  continue: 'lanjut|lanjutkan|teruskan|terus|continue|go on|resume|next|lanjutkan pendaftaran|continue registering',
  greet:
    'halo|hallo|hai|hi|hello|hi there|p|ping|permisi|assalamualaikum|assalamu alaikum|ass wr wb|pagi|siang|' +
    'sore|malam|selamat pagi|selamat siang|selamat sore|selamat malam|met pagi|met siang|met sore|met malam|' +
    'om swastiastu|syalom|shalom|tes|test|sugeng enjang|sampurasun|good morning|good afternoon|good evening',
  thanks:
    'terima kasih|terimakasih|makasih|makasi|mksh|trims|thanks|thank you|thx|tks|ok makasih|' +
    'terima kasih banyak|terimakasih banyak|jazakallah|matur nuwun|nuhun|nuhun pisan|hatur nuhun',
};

/** Openings of a sentence that mean registering, outside a form. */
const REGISTERING =
  /\b(n?daftar\w*|men?daftar\w*|nge?daftar\w*|dftr|daptar|dapter|regist\w+|(mau|ingin|pengen|pingin|minta|ikut|butuh) (di ?)?(vaksin\w*|suntik\w*|imunisasi\w*)|vaksin dong|sign up|(want|need) (to )?(get )?(the |a |my )?(vaccin\w+|booster))\b/;
const TICKETING = /\b(tiket|ticket|jadwal\w*|appointment|nomor antrian|status)\b/;
const INDONESIAN =
  /\b(saya|sy|aku|mau|daftar\w*|vaksin|yang|halo|hallo|selamat|assalam\w*|bantuan|tiket|bapak|ibu|pak|bu|tolong|gimana|bagaimana|apa)\b/;
const ENGLISH = /\b(the|my|is|register|hello|please|want|english|appointment|ticket)\b/;

/** Reads commands; `exact` inside a form, `loose` where nothing else is being asked. */
export interface CommandReader {
  exact(plain: string): Command | undefined;
  loose(plain: string): Command | undefined;
}

export function createCommandReader(): CommandReader {
  const known = new Map<string, Command>();
  for (const [command, phrases] of Object.entries(PHRASES) as [Command, string][])
    for (const phrase of phrases.split('|')) known.set(phrase, command);
  function exact(plain: string): Command | undefined {
    if (plain.length > 48) return openingAnywhere(plain);
    const whole = known.get(plain);
    if (whole !== undefined || !plain.includes(' ')) return whole;
    for (const shorter of withoutFillers(plain)) {
      const command = known.get(shorter);
      if (command !== undefined) return command;
    }
    return openingAnywhere(plain);
  }
  return {
    exact,
    loose(plain) {
      const said = openingAtRest(plain, false) ?? exact(plain);
      if (said !== undefined) return said;
      if (REGISTERING.test(plain)) return 'register';
      return TICKETING.test(plain) ? 'ticket' : openingAtRest(plain, true);
    },
  };
}

/** The language of a first message, when it is clear. */
export function languageOf(plain: string): 'id' | 'en' | undefined {
  if (INDONESIAN.test(plain)) return 'id';
  return ENGLISH.test(plain) ? 'en' : undefined;
}
