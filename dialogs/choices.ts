import type { Choice, OpenQuestion } from './conversation.ts';
import { withoutFillers } from './fillers.ts';
import { type Input, plain } from './input.ts';

/** Words that mean a choice, by its id, in every language and whatever the language of the conversation. After `plain`. */
const SYNONYMS: Readonly<Record<string, string>> = {
  yes: 'ya|iya|iyaa|iyaa dong|yaa|y|yes|yup|yep|ok|oke|okay|okeh|boleh|betul|bener|benar|sudah benar|sdh benar|sdh bener|sudah betul|ya benar|ya betul|sudah|sdh|udah|sip|siap|setuju|saya setuju|sesuai|sudah sesuai|ya sesuai|cocok|mau|iya mau|correct|right|all correct|agree|i agree|sure|nggih|inggih|leres|muhun|enggih',
  no: 'tidak|tdk|enggak|engga|nggak|ngga|gak|ga|g|ndak|bukan|belum|blm|belom|jangan|nanti aja|tidak setuju|gak setuju|ga setuju|salah|tidak mau|gak mau|ga mau|nggak mau|tidak benar|belum benar|tidak sesuai|kurang tepat|no|nope|not yet|n|disagree|i do not agree|ora|mboten|teu|teu acan|sanes|ketik ulang',
  none: 'tidak ada|tidak ada hp|tdk ada|ga ada|gak ada|nggak ada|ga punya|gak punya|tidak punya|tidak punya hp|gak punya hp|ga punya hp|gapunya hp|gapunya|gakpunya|gaada|gakada|belum punya|belum punya hp|none|no phone|no mobile|lewati|skip|kosong|tidak|ga|gak|no',
  well: 'tidak ada|tdk ada|tidak ada semua|tidak ada satupun|tidak ada satu pun|tidak ada yang sesuai|ya tidak ada|ga ada|gak ada|nggak ada|ngga ada|enggak ada|ndak ada|tak ada|tiada|nihil|tidak|tdk|enggak|engga|nggak|ngga|gak|ga|ndak|sehat|saya sehat|sehat semua|alhamdulillah sehat|sehat alhamdulillah|none|none of these|none of them|nothing|no|nope|i am well|all well|mboten|mboten wonten|teu aya|ora ono|ora ana',
  unsure:
    'tidak tahu|tdk tahu|tidak tau|gak tau|ga tau|nggak tau|gak tahu|ga tahu|kurang tahu|kurang tau|kurang yakin|tidak yakin|tidak ingat|gak ingat|ga ingat|lupa|saya lupa|sudah lupa|entah|belum tahu|i do not know|dont know|don t know|not sure|unsure|no idea|i forgot|mboten ngertos|teu terang',
  same: 'sama|yang tadi|nomor tadi|same|ya|iya|yes',
  self: 'saya|saya sendiri|sendiri|diri sendiri|untuk saya|buat saya|untuk saya sendiri|aku|aku sendiri|sy|me|myself|self|for me|kulo|abdi',
  child:
    'anak|anak saya|untuk anak|untuk anak saya|buat anak|putra saya|putri saya|my child|child|son|daughter|my son|my daughter|bayi saya',
  parent:
    'orang tua|orang tua saya|ortu|ortu saya|ibu saya|bapak saya|ayah saya|ibu|bapak|ayah|mama|papa|my parent|parent|my mother|my father|mother|father|untuk ibu saya|untuk orang tua',
  other:
    'orang lain|lainnya|lain|suami|istri|suami saya|istri saya|saudara|saudara saya|kakak saya|adik saya|kakek|nenek|kakek saya|nenek saya|tetangga|someone else|other|my wife|my husband|wife|husband|saudari',
  elsewhere: 'tempat lain|kota lain|lokasi lain|di tempat lain|daerah lain|another place|another city|elsewhere|lain',
};

/** Choice ids that begin so: what follows names a place and a time. */
const SOONEST = 'soon ';
const SOONEST_WORDS = new Set(
  'tercepat|paling cepat|yang tercepat|yang paling cepat|secepatnya|terdekat|soonest|the soonest|as soon as possible|asap'.split(
    '|',
  ),
);

/** Leads on in a list of people. */
const MORE = '@more-';
const MORE_WORDS = new Set('lainnya|lain|yang lain|selanjutnya|berikutnya|lanjut|more|next|others'.split('|'));

/** Choice ids that share another's words. */
const ALIASES: Readonly<Record<string, string>> = {
  '@cancel-yes': 'yes',
  '@stay': 'no',
  '@dropped': 'yes',
  '@kept': 'no',
};

const WORDS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(SYNONYMS).map(([id, words]) => [id, new Set(words.split('|'))]),
);

/** Whether words mean a choice. `text` after `plain`. */
export function means(text: string, id: string): boolean {
  if (id.startsWith(SOONEST)) return SOONEST_WORDS.has(text);
  if (id.startsWith(MORE)) return MORE_WORDS.has(text);
  // A choice about one of several people has that person's number behind it.
  const bare = id.startsWith('@') ? id.replace(/-\d+$/, '') : id;
  return WORDS.get(ALIASES[bare] ?? bare)?.has(text) ?? false;
}

/**
 * Several words that all say yes, or all say no: "iya boleh", "ya sudah benar". A yes and a no together say neither. Not for
 * health: "tidak" and "sehat" each say that nothing is wrong, and together the contrary.
 */
function agreeing(text: string, choices: readonly Choice[]): string | undefined {
  const words = text.split(' ');
  if (words.length > 4) return undefined;
  return choices.find(({ id }) => id !== 'well' && words.every((word) => means(word, id)))?.id;
}

/** Whether a message is a yes and nothing else: "ok", "oke siap", "baik pak". */
export function agreesAlone(text: string): boolean {
  const yes = (one: string): boolean => one === 'baik' || one === 'baiklah' || means(one, 'yes');
  const agrees = (one: string): boolean => yes(one) || one.split(' ').every(yes);
  return agrees(text) || [...withoutFillers(text)].some(agrees);
}

function worded(text: string, choices: readonly Choice[]): string | undefined {
  // Words first: looking one up is cheap, making a title comparable is not.
  return (choices.find(({ id }) => means(text, id)) ?? choices.find(({ title }) => plain(title) === text))?.id;
}

const ORDINALS = 'pertama|kedua|ketiga|keempat|kelima|keenam|ketujuh|kedelapan|kesembilan|kesepuluh'.split('|');
const CARDINALS = 'satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh'.split('|');
const ENGLISH_ORDINALS = 'first|second|third|fourth|fifth'.split('|');
const POINTING =
  /^(?:(?:saya |sy |aku )?(?:pilih|pilihan|ambil|mau|yang|yg|nomor|nomer|no|opsi|angka|ke|option|number|the|choose) ){1,3}(\w+)(?: one)?$/;

/** The place in the list that words point at: "yang pertama", "nomor 2", "pilih yang ke 3", "satu". 0 when they do not. */
function pointedAt(text: string): number {
  const [, word = text] = POINTING.exec(text) ?? [];
  if (/^(?:ke)?\d{1,2}$/.test(word)) return Number(word.replace('ke', ''));
  return 1 + Math.max(...[ORDINALS, CARDINALS, ENGLISH_ORDINALS].map((list) => list.indexOf(word)));
}

/** The choice that a typed answer means: its number, its title, or words for it, with or without polite ones around. */
function typed(text: string, { choices, own }: OpenQuestion): string | undefined {
  if (text === '' || text.length > 80) return undefined;
  if (/^\d+$/.test(text)) return text.length <= 2 && !own ? choices[Number(text) - 1]?.id : undefined;
  const whole = worded(text, choices) ?? (own ? undefined : choices[pointedAt(text) - 1]?.id);
  if (whole !== undefined || !text.includes(' ')) return whole;
  for (const shorter of withoutFillers(text)) {
    const choice =
      worded(shorter, choices) ??
      agreeing(shorter, choices) ??
      (own ? undefined : choices[(/^\d{1,2}$/.test(shorter) ? Number(shorter) : pointedAt(shorter)) - 1]?.id);
    if (choice !== undefined) return choice;
  }
  return agreeing(text, choices);
}

/** What was chosen of the open question, if anything: a button and the words on it are the same answer. */
export function chosen(input: Input, open: OpenQuestion | undefined): string | undefined {
  if (open === undefined || open.choices.length === 0) return undefined;
  if (input.kind === 'text') return typed(input.plain, open);
  if (input.kind !== 'button' || input.question !== open.id) return undefined;
  return open.choices.some(({ id }) => id === input.choice) ? input.choice : undefined;
}

/** A button of a question that is not open any more, or never was. */
export function isStale(input: Input, open: OpenQuestion | undefined): boolean {
  return input.kind === 'button' && chosen(input, open) === undefined;
}
