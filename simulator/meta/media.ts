import type { Random } from './random.ts';

export interface MediaItem {
  readonly id: string;
  readonly mime: string;
  readonly bytes: Buffer;
  readonly filename?: string | undefined;
  /** The business number or page it belongs to: others may not use it. */
  readonly owner: string;
  readonly at: number;
}

export interface Media {
  put(item: Omit<MediaItem, 'id'>): MediaItem;
  get(id: string): MediaItem | undefined;
  delete(id: string): boolean;
}

/** How many files are kept: a demo's worth, so that a long run does not fill the memory. */
const KEPT = 500;

export function createMedia(random: Random): Media {
  const items = new Map<string, MediaItem>();
  return {
    put(item) {
      const id = `1${random.digits(15)}`;
      const kept = { ...item, id };
      items.set(id, kept);
      const [oldest] = items.keys();
      if (items.size > KEPT && oldest !== undefined) items.delete(oldest);
      return kept;
    },
    get: (id) => items.get(id),
    delete: (id) => items.delete(id),
  };
}
