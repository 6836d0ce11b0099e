/**
 * Words of a severe reaction, also misspelt, after `plain`. Who writes one is told to call 119 before anything else is
 * said. One alarm too many costs a citizen a moment; one too few may cost more. Nothing is diagnosed here.
 */
const DANGER = new RegExp(
  [
    'ses[ae]?k',
    '(susah|sulit|berat|ga bisa|gak bisa|tidak bisa|tdk bisa|engap) ?(ber)?na[fp]as',
    'pin[g]?san|pngsan|kapiuhan|semaput',
    'kejang|kejng|step kejang',
    '(bengkak|bengkek) (di )?(muka|wajah|bibir|lidah|mata)|(muka|wajah|bibir|lidah|mata)( \\w+)? bengkak',
    '(ga|gak|nggak|ngga|enggak|tidak|tdk|hilang|teu) (ke)?sadar(an)?',
    '(nyeri|sakit) dada|dada( \\w+)? (sakit|nyeri|sesak)',
    'kebiruan|muntah darah|lumpuh|lemah sebelah|gawat|anafila\\w+',
    'faint(ed|ing)?|seizures?|convuls\\w+|unconscious|chest pain|anaphyla\\w+',
    '(can ?t|cannot|can not|hard to|trouble|difficult\\w*|difficulty) breath\\w*',
    'swollen (face|lips?|tongue)|(face|lips?|tongue) (is |are )?swollen|short(ness)? of breath',
  ]
    .map((one) => `\\b(?:${one})\\b`)
    .join('|'),
);

/** Whether a message speaks of danger. `plain` as `input.ts` makes it. */
export function soundsDangerous(plain: string): boolean {
  return DANGER.test(plain);
}
