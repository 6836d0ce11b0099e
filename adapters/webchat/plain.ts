/**
 * Text and JSON from outside, made harmless: bounded in depth and size, with nothing in it that a store, a log or a
 * screen could trip over.
 */

/** Control characters but tab and line feed, non-characters, and marks that reorder the text around them. */
const UNWANTED = /(?![\t\n])[\p{Cc}\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/gu;

/** Lines of printable ASCII: most of what arrives, ids and all, and nothing in it is unwanted. */
const ASCII = /^[\x20-\x7e\n\t]*$/;

/** Well-formed text without control characters and bidi marks. Emoji, their joiners and every letter stay. */
export function cleanText(text: string): string {
  return ASCII.test(text) ? text : text.toWellFormed().replaceAll('\r\n', '\n').replaceAll(UNWANTED, '');
}

export interface PlainLimits {
  readonly depth: number;
  /** Values in all, and characters in all. */
  readonly nodes: number;
  readonly chars: number;
}

const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/** A copy of a JSON value, or `undefined` when it is deeper or larger than the limits. Never recurses past `depth`. */
export function plainJson(value: unknown, limits: PlainLimits): unknown {
  let nodes = limits.nodes;
  let chars = limits.chars;
  let fits = true;

  function spend(text: string): string {
    chars -= text.length;
    if (chars < 0) fits = false;
    return fits ? cleanText(text) : '';
  }

  function copy(one: unknown, depth: number): unknown {
    nodes -= 1;
    if (nodes < 0 || depth < 0) fits = false;
    if (!fits) return null;
    if (typeof one === 'string') return spend(one);
    if (Array.isArray(one)) return one.map((item) => (fits ? copy(item, depth - 1) : null));
    if (typeof one !== 'object' || one === null) return one;
    const out: Record<string, unknown> = {};
    for (const [key, item] of Object.entries(one)) {
      if (!fits) break;
      const name = spend(key);
      if (!FORBIDDEN_KEYS.has(name)) out[name] = copy(item, depth - 1);
    }
    return out;
  }

  const copied = copy(value, limits.depth);
  return fits ? copied : undefined;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
