import type { Pseudonyms, Sealer } from '../../domain/sealer.ts';
import type { Documents } from '../../stores/documents.ts';
import type { Subject } from '../driver.ts';
import { identityOf } from '../identity.ts';
import type { Registry, Submission, Verdict } from '../registry.ts';
import { jitter, type Pause, persist } from '../retry.ts';
import { type Item, type QueueBody, withItem } from './body.ts';

export interface QueueOptions {
  readonly documents: Documents;
  readonly sealer: Sealer;
  readonly pseudonyms: Pseudonyms;
  readonly pause?: Pause;
}

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** `R-XXXX-XXXX`, readable aloud and the same for the same item. Opens nothing: it only names what was taken. */
export function receiptOf(pseudonyms: Pseudonyms, id: string): string {
  const bits = BigInt(`0x${Buffer.from(pseudonyms.of('receipt', id, 5), 'base64url').toString('hex')}`);
  const signs = Array.from({ length: 8 }, (_, at) => ALPHABET[Number((bits >> BigInt(at * 5)) & 31n)] ?? '0').join('');
  return `R-${signs.slice(0, 4)}-${signs.slice(4)}`;
}

function itemOf({ sealer, pseudonyms }: QueueOptions, said: Submission, person: string, now: number): Item {
  const { nik, contact, channel, relation, region } = said;
  const subject: Subject = { nik, ...identityOf(said), ...(region === undefined ? {} : { region }) };
  const id = pseudonyms.of('submission', JSON.stringify([person, contact, subject, relation]));
  return {
    ...{ id, receipt: receiptOf(pseudonyms, id), contact, relation, at: now },
    ...(channel === undefined ? {} : { channel }),
    sealed: sealer.seal(JSON.stringify(subject), person),
    ...{ state: 'waiting', tries: 0, next: now },
  };
}

/**
 * The registry of a citizen's turn when the real one is far away: what was confirmed is on disk before the citizen hears
 * that it was taken, and everybody hears the same at once, whatever the NIK. The verdict comes as a notice. Only who says
 * again exactly what was found right hears that verdict at once.
 */
export function createQueuedRegistry(options: QueueOptions): Registry {
  const { documents, pseudonyms, pause = jitter() } = options;

  async function take(said: Submission, person: string, now: number): Promise<Verdict> {
    const item = itemOf(options, said, person, now);
    const stored = await documents.get<QueueBody>('submissions', person, person);
    const same = stored?.body.items.find((one) => one.id === item.id);
    const pending: Verdict = { kind: 'pending', person, receipt: item.receipt };
    if (same?.verdict && same.verdict.kind !== 'unknown') return same.verdict;
    if (same && same.state !== 'decided') return pending;
    // Asked about anew: what was not found may have been put right since.
    const condition = stored ? { ifMatch: stored.etag } : ({ ifNoneMatch: '*' } as const);
    await documents.put('submissions', person, person, withItem(stored?.body, item), condition);
    return pending;
  }

  return {
    submit(said, now) {
      const person = pseudonyms.person(said.nik);
      return persist(pause, () => take(said, person, now));
    },
  };
}
