import type { Transcript, TranscriptItem } from '../../../adapters/webchat/transcript.ts';

interface Line {
  readonly conversation: string;
  readonly item: TranscriptItem;
  readonly at: number;
}

/** A history in memory that several web chats can share, as several processes share a store. */
export interface MemoryTranscript extends Transcript {
  /** When set, the calls fail with it. */
  failure: Error | undefined;
  /** How often each call was made. */
  readonly calls: { append: number; after: number; changedSince: number };
}

export function memoryTranscript(): MemoryTranscript {
  const lines: Line[] = [];
  const calls = { append: 0, after: 0, changedSince: 0 };
  const self: MemoryTranscript = {
    failure: undefined,
    calls,
    async append(conversation, items, at) {
      calls.append += 1;
      if (self.failure) throw self.failure;
      for (const item of items) {
        const known = lines.some((line) => line.conversation === conversation && line.item.id === item.id);
        if (!known) lines.push({ conversation, item: JSON.parse(JSON.stringify(item)), at });
      }
    },
    async after(conversation, after, limit) {
      calls.after += 1;
      if (self.failure) throw self.failure;
      return lines
        .filter((line) => line.conversation === conversation && line.item.n > after)
        .map((line) => line.item)
        .sort((a, b) => a.n - b.n)
        .slice(0, limit);
    },
    async changedSince(since) {
      calls.changedSince += 1;
      if (self.failure) throw self.failure;
      const changed = lines.filter((line) => line.at >= since - 2_000);
      return {
        conversations: [...new Set(changed.map((line) => line.conversation))],
        newest: Math.max(since, ...changed.map((line) => line.at)),
      };
    },
  };
  return self;
}
