/** A number that a slip of the finger makes of another. */
export interface NearNik {
  readonly nik: string;
  /** Which digits differ, from 1: one, or two neighbours that changed places. */
  readonly digits: readonly [number] | readonly [number, number];
}

/**
 * Every number that differs from this one by one digit, or by two neighbours that changed places: 144 and at most 15. In an
 * order that says nothing about which of them exists.
 */
export function nearNiks(nik: string): readonly NearNik[] {
  const all: NearNik[] = [];
  for (let at = 0; at < nik.length; at += 1) {
    const [before, own, next, after] = [nik.slice(0, at), nik[at] ?? '', nik[at + 1], nik.slice(at + 2)];
    for (const digit of '0123456789')
      if (digit !== own) all.push({ nik: `${before}${digit}${nik.slice(at + 1)}`, digits: [at + 1] });
    if (next !== undefined && next !== own)
      all.push({ nik: `${before}${next}${own}${after}`, digits: [at + 1, at + 2] });
  }
  return all;
}
