import type { SiteBody } from './bodies.ts';

/** A postcode has five digits; the first three are shared by a regency or a part of it. */
const POSTCODE = /(?<!\d)\d{5}(?!\d)/g;
const AREA = 3;

const postcodesIn = (text: string): readonly string[] => text.match(POSTCODE) ?? [];

/**
 * Places whose address has the postcode that was typed, or else one of the same area. The list of sites has no column
 * for it and the regions have none either, so this finds what the addresses say and nothing when they say nothing.
 */
export function sitesByPostcode(sites: readonly SiteBody[], text: string): readonly SiteBody[] {
  const [typed, ...more] = postcodesIn(text.slice(0, 200));
  if (typed === undefined || more.length > 0) return [];
  const coded = sites.map((site) => ({ site, codes: postcodesIn(site.address) }));
  const exact = coded.filter(({ codes }) => codes.includes(typed));
  const area = typed.slice(0, AREA);
  const near = exact.length > 0 ? exact : coded.filter(({ codes }) => codes.some((code) => code.startsWith(area)));
  return near.map(({ site }) => site);
}
