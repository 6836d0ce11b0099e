/**
 * How sentences begin that mean an order though other words follow: "ga jadi deh, takut", "stop kirim sms terus". Whole
 * messages are in `commands.ts`. After `plain`.
 */

const NOT = '(?:ga|gak|gk|nggak|ngga|enggak|ndak|tidak|tdk)';
const POLITE = '^(?:(?:mohon maaf|maaf|sorry|eh|min|kak|pak|bu|tolong|mohon|please) ){0,3}';

/** What may be wrong about somebody, and the words for that. */
const DATUM = '(?:nik|nama|nami|name|lahir|hp|no wa|nomor|jenis kelamin|data)(?: ?nya)?';
const AMISS = '(?:salah|keliru|kebalik|terbalik|misspelled|wrong|dipakai|dipake)';
const SPEAK = '(?:bisa |mau |can you |let us )?(?:pakai|pake|ganti(?: ke)?|ngomong|dalam|speak|use|in)';

type Anywhere = 'stop' | 'cancel' | 'en' | 'id';
type AtRest = 'human' | 'correct' | 'change' | 'drop' | 'ticket' | 'greet';

/** Also in the middle of a form: no name, place or date begins so. A cancellation is asked about before it counts. */
const ANYWHERE: readonly [RegExp, Anywhere][] = [
  [new RegExp(`${POLITE}${SPEAK} ?(?:bahasa )?(?:inggris|english)\\b`), 'en'],
  [new RegExp(`${POLITE}${SPEAK} ?(?:bahasa )?(?:indonesia|indonesian)\\b`), 'id'],
  [
    new RegExp(
      `${POLITE}(?:stop|berhenti|hentikan|jangan|jgn|${NOT} usah) (?:lagi )?(?:(?:me)?ng?irim\\w*|kirim\\w*|sms\\w*|(?:meng)?hubung\\w*|chat\\w*|wa|messag\\w*|sending)\\b`,
    ),
    'stop',
  ],
  [
    new RegExp(`${POLITE}(?:${NOT} (?:jadi|jd)|batal(?:kan|in)? (?:aja|saja|dulu|pendaftaran\\w*|daftar\\w*))\\b`),
    'cancel',
  ],
];

/** Only where nothing else is being asked. The first that fits counts. */
const AT_REST: readonly [RegExp, AtRest][] = [
  [
    new RegExp(
      `\\b(?:${NOT} (?:bisa|bs) (?:datang|dateng|dtg|hadir)|(?:pindah|di?ganti|ganti|undur|diundur|mundur|maju(?:in|kan)?|geser|tunda|ubah|change) (?:ke |dulu |my )?(?:jam|hari|jadwal|slot|vaksinnya)|minta (?:hari lain|undur)|reschedule)\\b`,
    ),
    'change',
  ],
  [/\bbatal(?:kan|in)? (?:jadwal|tiket|janji|booking)\w*/, 'drop'],
  [new RegExp(`${POLITE}${NOT} (?:jadi|jd) (?:datang|dateng|dtg|hadir|ikut)\\b`), 'drop'],
  [
    /\b(?:bicara|ngomong|ngobrol|chat|sambung\w*|hubung\w*|sama|dengan|dgn|to) (?:dengan |dgn |sama |ke |a )?(?:manusia|petugas|admin|operator|human|agent|person)\b/,
    'human',
  ],
  // What the notice promises is done by people, for now.
  [
    /\b(?:(?:hapus|lihat|liat|minta|delete|see|show) (?:semua )?(?:data|pendaftaran|my data)|tarik persetujuan|withdraw my consent)\b/,
    'human',
  ],
  [new RegExp(`\\b${DATUM}\\b.*\\b${AMISS}\\b|\\b(?:${AMISS}|ganti|ubah) (?:\\w+ ){0,2}${DATUM}\\b`), 'correct'],
  [/\bpadahal (?:belum|blm) (?:pernah )?(?:di)?(?:vaksin|suntik)/, 'correct'],
  // Who has registered and waits must not be asked to register again.
  [
    /\b(?:(?:sudah|sdh|udah|udh) (?:ke|ter)?daftar\w*|(?:kedaftar|terdaftar)\b|giliran (?:saya|sy|aku|kami)|(?:belum|blm) (?:ada|dapat|dpt|dapet) (?:kabar|jadwal)|registration (?:go|went) through)/,
    'ticket',
  ],
  [
    /^(?:halo|hallo|hai|hi|hello|permisi|assalam\w*|ass? wr wb|(?:selamat|met) (?:pagi|siang|sore|malam)|good (?:morning|afternoon|evening))\b/,
    'greet',
  ],
];

const orderOf = <T>(openings: readonly [RegExp, T][], plain: string): T | undefined =>
  openings.find(([pattern]) => pattern.test(plain))?.[1];

export const openingAnywhere = (plain: string): Anywhere | undefined => orderOf(ANYWHERE, plain);

/** `greeting`: whether a greeting alone is looked for, after everything else was. */
export function openingAtRest(plain: string, greeting: boolean): AtRest | undefined {
  const found = orderOf(AT_REST, plain);
  return (found === 'greet') === greeting ? found : undefined;
}
