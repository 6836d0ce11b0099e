const UNITS: Readonly<Record<string, number>> = {
  nol: 0,
  kosong: 0,
  satu: 1,
  dua: 2,
  tiga: 3,
  empat: 4,
  lima: 5,
  enam: 6,
  tujuh: 7,
  delapan: 8,
  sembilan: 9,
  sepuluh: 10,
  sebelas: 11,
};
const SCALES: Readonly<Record<string, number>> = { seratus: 100, seribu: 1000 };
const IS_PART =
  /^(nol|kosong|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|se(puluh|belas|ratus|ribu)|belas|puluh|ratus|ribu)$/;

/** The value of a run of number words: "seribu sembilan ratus empat puluh lima" is 1945. */
function value(run: readonly string[]): number {
  let total = 0;
  let group = 0;
  let last = 0;
  for (const word of run) {
    if (word === 'ribu' || word === 'seribu') {
      total += word === 'ribu' ? (group + last) * 1000 : 1000;
      [group, last] = [0, 0];
    } else if (word === 'ratus' || word === 'puluh') {
      group += last * (word === 'ratus' ? 100 : 10);
      last = 0;
    } else if (word === 'belas') last += 10;
    else if (SCALES[word] !== undefined) group += SCALES[word] ?? 0;
    else last += UNITS[word] ?? 0;
  }
  return total + group + last;
}

/** Whether a new number begins at `word` after `before`: "delapan seribu" are two, "seribu sembilan" is one. */
function begins(word: string, before: string): boolean {
  if (word === 'seribu') return true;
  return UNITS[word] !== undefined && (before === 'belas' || UNITS[before] !== undefined);
}

/** Indonesian number words as digits ("tujuh belas agustus" becomes "17 agustus"); other words stay. Small letters. */
export function spelledNumbers(text: string): string {
  if (!/belas|puluh|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|seribu/.test(text)) return text;
  const out: string[] = [];
  let run: string[] = [];
  const flush = (): void => {
    if (run.length > 0) out.push(String(value(run)));
    run = [];
  };
  for (const word of text.split(/[\s,]+/)) {
    if (!IS_PART.test(word)) {
      flush();
      out.push(word);
      continue;
    }
    if (begins(word, run.at(-1) ?? '')) flush();
    run.push(word);
  }
  flush();
  return out.join(' ');
}
