import type { Report } from '../port.ts';

/**
 * How far replies of several messages have come, and which message of Meta's belongs to which reply. In RAM, bounded;
 * what must outlive the process comes back in reports.
 */

/** The name a part is sent under (`metadata`, `biz_opaque_callback_data`): the echo or the status brings it back. */
export function markOf(ref: string, part: number, parts: number): string {
  return parts === 1 ? ref : `${ref}~${part}~${parts}`;
}

/** Reads `markOf`; `undefined` for the metadata of somebody else. */
export function readMark(
  mark: string,
): { readonly ref: string; readonly part: number; readonly parts: number } | undefined {
  const [ref = '', part = '0', parts = '1', ...more] = mark.split('~');
  if (ref === '' || more.length > 0 || !/^\d{1,3}$/.test(part) || !/^\d{1,3}$/.test(parts)) return undefined;
  return { ref, part: Number(part), parts: Number(parts) };
}

export interface Progress {
  /** Parts of a reply that Meta has; a reply that is tried again goes on there. */
  done(ref: string): number;
  advance(ref: string, done: number): void;
  /** Notes which message a part became. */
  sent(mid: string, mark: string): void;
  /** The part that a message was, if it was one of ours and not long ago. */
  markOf(mid: string): string | undefined;
}

export function createProgress(kept = 20_000): Progress {
  const parts = new Map<string, number>();
  const mids = new Map<string, string>();

  function keep<V>(map: Map<string, V>, key: string, value: V): void {
    map.delete(key);
    map.set(key, value);
    const oldest = map.size > kept ? map.keys().next().value : undefined;
    if (oldest !== undefined) map.delete(oldest);
  }

  return {
    done: (ref) => parts.get(ref) ?? 0,
    advance: (ref, done) => keep(parts, ref, Math.max(done, parts.get(ref) ?? 0)),
    sent: (mid, mark) => keep(mids, mid, mark),
    markOf: (mid) => mids.get(mid),
  };
}

/**
 * What was told of a message that went out under this name; `undefined` when the name is not ours. The last part speaks
 * for the whole reply, because parts go out one after the other; an earlier one says how far it has come.
 */
export function reportOf(mark: string, status: Report['status'], progress: Progress): Report | undefined {
  const read = readMark(mark);
  if (!read) return undefined;
  const { ref, part, parts } = read;
  if (parts > 1) progress.advance(ref, part + 1);
  return part === parts - 1 ? { ref, status } : { ref, status, parts: part + 1 };
}
