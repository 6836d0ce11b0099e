import type { SiteBody } from './bodies.ts';

/** Words that say what kind of place it is, or nothing: "puskesmas melati" looks for "melati". */
const GENERIC = new Set(
  [
    'puskesmas',
    'pkm',
    'pustu',
    'posyandu',
    'rs',
    'rsud',
    'rumah',
    'sakit',
    'klinik',
    'sentra',
    'vaksin',
    'vaksinasi',
  ].concat(['di', 'ke', 'dekat', 'yang', 'kota', 'kabupaten', 'kab', 'the', 'near', 'in', 'at', 'clinic', 'hospital']),
);
/** Below this a word must fit whole: "no" is not the beginning of "Nusa". */
const PREFIX = 3;

function words(text: string): string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

const fits = (wanted: string, word: string): boolean =>
  word === wanted || (wanted.length >= PREFIX && word.startsWith(wanted));

/**
 * Places whose name fits what a citizen typed. Every word must fit the name, the address or the region's name, and at
 * least one of them the name, so that "bandung" alone is a region and "melati bandung" one place there.
 */
export function sitesNamed(
  sites: readonly SiteBody[],
  text: string,
  regionName: (code: string) => string,
): readonly SiteBody[] {
  const wanted = words(text.slice(0, 200)).filter((word) => !GENERIC.has(word));
  if (wanted.length === 0) return [];
  return sites.filter((site) => {
    const name = words(site.name).filter((word) => !GENERIC.has(word));
    if (!wanted.some((one) => name.some((word) => fits(one, word)))) return false;
    const around = [...name, ...words(site.address), ...words(regionName(site.region))];
    return wanted.every((one) => around.some((word) => fits(one, word)));
  });
}
