import { hash } from 'node:crypto';

/**
 * The inbound ids a conversation remembers, as one string of fixed-width marks, newest last. 128 of them: Meta repeats a
 * delivery for up to seven days, and a citizen seldom writes more than that in a week. A mark has 72 bits, so two ids of
 * one conversation never meet by chance.
 */
const WIDTH = 12;
const KEEP = 128;

/** The mark of an id. Not keyed: it lives in the sealed part of the document only. */
export function markOf(id: string): string {
  return hash('sha1', id, 'base64url').slice(0, WIDTH);
}

export function hasSeen(seen: string, mark: string): boolean {
  for (let at = seen.indexOf(mark); at >= 0; at = seen.indexOf(mark, at + 1)) if (at % WIDTH === 0) return true;
  return false;
}

export function remember(seen: string, mark: string): string {
  const all = seen + mark;
  return all.length > WIDTH * KEEP ? all.slice(all.length - WIDTH * KEEP) : all;
}
