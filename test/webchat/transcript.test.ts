import type { Transcript as AdapterTranscript } from '../../adapters/webchat/transcript.ts';
import { createTranscript, type Transcript, type TranscriptItem } from '../../bots/transcript.ts';
import type { Sealer } from '../../domain/sealer.ts';
import type { Documents } from '../../stores/documents.ts';
import { Unavailable } from '../../stores/errors.ts';
import { memoryDocuments } from '../support/memory-documents.ts';

const NOW = 1_790_000_000_000;
const DAY = 86_400_000;

/** Says which record a text was sealed for, and refuses to open it for another. */
const sealer: Sealer = {
  seal: (plain, record) => Buffer.from(JSON.stringify([record, plain])).toString('base64'),
  open(sealed, record) {
    const [bound, plain] = JSON.parse(Buffer.from(sealed, 'base64').toString());
    if (bound !== record) throw new Error('sealed for another record');
    return plain;
  },
};
const line = (n: number, text = `m${n}`): TranscriptItem => ({ id: `x:${n}`, n, activity: { type: 'message', text } });
const numbers = (items: readonly TranscriptItem[]): number[] => items.map(({ n }) => n);

describe('the transcript', () => {
  const clock = { now: NOW };
  let documents: Documents;
  let transcript: Transcript;
  beforeEach(() => {
    clock.now = NOW;
    documents = memoryDocuments({ clock: () => clock.now });
    transcript = createTranscript({ documents, sealer, ttlMs: DAY });
  });

  test('is what the adapter expects', () => {
    const seen: AdapterTranscript = transcript;
    expect(Object.keys(seen)).toEqual(['append', 'after', 'changedSince']);
  });

  test('gives back lines after a place, in order, however they were written', async () => {
    await transcript.append('c', [line(3), line(4)], NOW);
    await transcript.append('c', [line(1), line(2)], NOW + 1);
    await transcript.append('d', [line(5)], NOW);
    expect(numbers(await transcript.after('c', 0, 10))).toEqual([1, 2, 3, 4]);
    expect(numbers(await transcript.after('c', 2, 1))).toEqual([3]);
    expect(await transcript.after('c', 4, 10)).toEqual([]);
    expect((await transcript.after('d', 0, 10))[0]?.activity).toEqual({ type: 'message', text: 'm5' });
  });

  test('writing a line again changes nothing, and the new lines beside it are written', async () => {
    await transcript.append('c', [line(1)], NOW);
    await transcript.append('c', [line(1, 'changed'), line(2)], NOW + 5);
    expect((await transcript.after('c', 0, 10)).map(({ activity }) => activity.text)).toEqual(['m1', 'm2']);
  });

  test('a line keeps nothing readable, and does not open in another conversation', async () => {
    await transcript.append('c', [line(1, 'Siti Aminah')], NOW);
    const stored = await documents.get('transcripts', 'c', 'x:1');
    expect(JSON.stringify(stored)).not.toContain('Siti');
    await documents.put('transcripts', 'd', 'x:1', stored?.body ?? {});
    await expect(transcript.after('d', 0, 10)).rejects.toThrow('another record');
  });

  test('lines expire', async () => {
    await transcript.append('c', [line(1)], NOW);
    clock.now = NOW + DAY + 1;
    expect(await transcript.after('c', 0, 10)).toEqual([]);
  });

  test('names the conversations that changed, also those written a little in the past', async () => {
    await transcript.append('old', [line(1)], NOW - 10_000);
    await transcript.append('c', [line(1)], NOW);
    const first = await transcript.changedSince(NOW);
    expect(first).toEqual({ conversations: ['c'], newest: NOW });
    await transcript.append('late', [line(1)], NOW - 1_500);
    await transcript.append('next', [line(1)], NOW + 700);
    const second = await transcript.changedSince(first.newest);
    expect([...second.conversations].sort()).toEqual(['c', 'late', 'next']);
    expect(second.newest).toBe(NOW + 700);
  });

  test('sees more changes than one page of the store holds', async () => {
    for (let c = 0; c < 12; c += 1) {
      const lines = Array.from({ length: 100 }, (_, n) => line(n + 1));
      await transcript.append(`c${c}`, lines, NOW + c);
    }
    const changed = await transcript.changedSince(NOW);
    expect(changed.conversations).toHaveLength(12);
    expect(changed.newest).toBe(NOW + 11);
  });

  test('a store that fails, fails the call', async () => {
    const broken = { ...documents, bulk: async () => [{ ok: false as const, error: new Unavailable() }] };
    const other = createTranscript({ documents: broken, sealer, ttlMs: DAY });
    await expect(other.append('c', [line(1)], NOW)).rejects.toBeInstanceOf(Unavailable);
  });
});
