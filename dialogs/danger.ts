import type { Activity } from 'botbuilder-core';
import { plainText } from '../domain/text.ts';
import { type Input, plain, TEXT_MOST } from './input.ts';

/** Parts of the pattern below. */
const NOT = '(?:ga|gak|gk|nggak|ngga|enggak|tidak|tdk)';
const FACE = '(?:muka|wajah|bibir|lidah|mata|kelopak|tenggoro[ck]*an|leher)(?: ?nya| ?ku)?';
/** What is asked for after a shot in all calm. */
const PAPERS = '\\w*(?:daftar|sertif|jadwal|tiket|certificat|schedul|regist)\\w*';
/**
 * Words of a severe reaction, also misspelt, after `plain`. Who writes one is told to call 119 before anything else is
 * said. One alarm too many costs a citizen a moment; one too few may cost more. Nothing is diagnosed here.
 */
const DANGER = new RegExp(
  [
    'ses[ae]{0,4}k+(nya)?',
    `((ke)?(susah|sulit)(an)?|berat|${NOT} (bisa|bs|dapat|dpt)|engap|sesek)( buat| untuk| utk)? ?(ber|ng)?na[fp]as`,
    'na[fp]as( ?nya)?( \\w+)? (susah|sulit|berat|sesak|sesek|pendek|berhenti)|(ber)?na[fp]as (susah|sulit|berat)',
    'pin[g]?san\\w*|pngsan|kapiuhan|semaput',
    'kejang\\w*|kejng|step kejang',
    `(bengkak|bengkek)( di)? ${FACE}|${FACE}( \\w+)?( \\w+)? (bengkak|bengkek)`,
    `(${NOT}|tak|hilang|teu|kurang|turun) (ke)?sadar(an|kan)?`,
    '(nyeri|sakit|sesak)( di)? dada\\w*|dada( ?nya| ?ku)?( \\w+)? (sakit|nyeri|sesak|ditekan)',
    '(kebiru|membiru)\\w*|muntah\\w*( \\d| muntah)? darah|lumpuh|(lemah|lemas|lemes|kebas|mati rasa) (se)?(belah|paruh)',
    'bentol\\w*( \\w+)? (se(luruh|kujur)|semua) (tubuh|badan)|(sakit kepala|kepala( \\w+)? sakit) (hebat|parah|sekali|banget|luar biasa)',
    'perdarahan|pendarahan|gawat|anafila\\w+',
    '(bibir|muka|wajah|badan|kuku)( ?nya)? (\\w+ )?biru|mulut( ?nya)? (\\w+ )?berbusa|biru (bibir|kuku)( ?nya)?',
    `${NOT} (bangun bangun|(bisa |bs )?di ?bangun(kan|in))`,
    // A cry for help after a shot, whatever it is about. "Tolong daftarkan" is none, and a certificate is no danger.
    `(tolong|tulung|help)( (?!${PAPERS})\\w+){0,8} (abis|habis|bis|setelah|stlh|sesudah|saatos|bar|after)( \\w+)? (di)?(vaksin|suntik|imunisasi|vaccin|shot)\\w*`,
    'faint(ed|ing)?|seizures?|convuls\\w+|unconscious|collaps(ed|ing)|chest pains?|not breathing|anaphyla\\w+',
    '(can ?t|cannot|can not|hard to|trouble|difficult\\w*|difficulty) breath\\w*',
    'passed out|throat (is |feels )?(closing|swelling|tight)|swollen (face|lips?|tongue|throat)|(face|lips?|tongue|throat) (is |are )?swollen|short(ness)? of breath',
  ]
    .map((one) => `\\b(?:${one})\\b`)
    .join('|'),
);

/** Whether a message speaks of danger. `plain` as `input.ts` makes it. */
export function soundsDangerous(plain: string): boolean {
  return DANGER.test(plain);
}

/** A whole story may come before the word that counts: WhatsApp lets 4,096 signs through, the web chat 8,000. */
const STORY_MOST = 8_000;

/**
 * Whether what was sent speaks of danger: all of a long message, of which answers read the beginning only, and of one
 * that was edited or is the caption of a picture. A button says what its question says.
 */
export function isAlarm({ text }: Partial<Activity>, input: Input): boolean {
  if (input.kind === 'text' && soundsDangerous(input.plain)) return true;
  if (input.kind !== 'text' && input.kind !== 'unreadable') return false;
  const said: unknown = text;
  if (typeof said !== 'string' || (input.kind === 'text' && said.length <= TEXT_MOST)) return false;
  return soundsDangerous(plain(plainText(said.slice(0, STORY_MOST))));
}
