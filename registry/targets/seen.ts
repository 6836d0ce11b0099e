/** Which NIKs a file had so far, with the line and a checksum of the data. 16 bytes a place, no objects. */
export interface SeenNiks {
  /** Notes a NIK; answers the earlier line when it was there, and whether its data was the same. */
  note(nik: string, data: string, line: number): { readonly line: number; readonly same: boolean } | undefined;
}

const FIELDS = 4;
/** Fuller than this, and looking for a free place takes long. */
const FULL = 0.6;

/** FNV-1a, 32 bits: tells changed data from unchanged within one file; no secret hangs on it. */
function checksum(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** The 16 digits in two numbers of eight: exact, so that no two NIKs meet. */
const high = (nik: string): number => Number(nik.slice(0, 8));
const low = (nik: string): number => Number(nik.slice(8));

/** Which keys of 64 bits a file had so far; `line` is never 0. */
export interface SeenKeys {
  /** Notes a key; answers the earlier line when it was there, and whether its checksum was the same. */
  note(
    hi: number,
    lo: number,
    sum: number,
    line: number,
  ): { readonly line: number; readonly same: boolean } | undefined;
}

/** See `SeenNiks`: over the digits themselves. */
export function createSeenNiks(places?: number): SeenNiks {
  const keys = createSeenKeys(places);
  return { note: (nik, data, line) => keys.note(high(nik), low(nik), checksum(data), line) };
}

/**
 * An open hash table: at a million rows a `Map` of texts would take ten times as much. It lives as long as the import and
 * is never written anywhere.
 */
export function createSeenKeys(places = 1 << 16): SeenKeys {
  let table = new Uint32Array(places * FIELDS);
  let used = 0;

  /** Where this NIK is, or the free place for it. A line is never 0, so 0 there means free. */
  function find(in_: Uint32Array, hi: number, lo: number): number {
    const mask = in_.length / FIELDS - 1;
    let place = (Math.imul(hi, 0x9e3779b1) ^ Math.imul(lo, 0x85ebca6b)) >>> 0;
    place = (place ^ (place >>> 15)) & mask;
    while (in_[place * FIELDS + 3] !== 0) {
      if (in_[place * FIELDS] === hi && in_[place * FIELDS + 1] === lo) break;
      place = (place + 1) & mask;
    }
    return place * FIELDS;
  }

  function grow(): void {
    const wider = new Uint32Array(table.length * 2);
    for (let at = 0; at < table.length; at += FIELDS) {
      if (table[at + 3] === 0) continue;
      wider.set(table.subarray(at, at + FIELDS), find(wider, table[at] ?? 0, table[at + 1] ?? 0));
    }
    table = wider;
  }

  return {
    note(hi, lo, sum, line) {
      const at = find(table, hi, lo);
      if (table[at + 3] !== 0) return { line: table[at + 3] ?? 0, same: table[at + 2] === sum };
      table[at] = hi;
      table[at + 1] = lo;
      table[at + 2] = sum;
      table[at + 3] = line;
      used += 1;
      if (used > (table.length / FIELDS) * FULL) grow();
      return undefined;
    },
  };
}
