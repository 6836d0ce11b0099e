import type { Container, CosmosHeaders } from '@azure/cosmos';
import type { ContainerName } from '../containers.ts';
import type { Condition } from '../documents.ts';
import { Conflict, NotFound, Unavailable } from '../errors.ts';
import { checkKeys, encodeId } from './ids.ts';
import { readPoint } from './read.ts';
import { LookAgain, NO_CONTAINER, persist, type Refusal, statusOf, substatusOf } from './retry.ts';
import type { Session } from './session.ts';
import { etagOf, expired, type Item, readEtag, specOf, toItem } from './shape.ts';
import { findTrace, leaveTrace } from './traces.ts';

/** The service need not send back what it was sent; the etag comes as a header. */
const QUIET = { initialHeaders: { prefer: 'return=minimal' }, disableAutomaticIdGeneration: true };
/** The etag of a write of ours that others have overwritten since: true once, matches no version now. */
const SUPERSEDED = 'superseded';

const matching = (etag: string) => ({ accessCondition: { type: 'IfMatch', condition: etag } });

/** See `Documents.put`. A write whose answer was lost is recognised by its trace in what is stored. */
export async function put(
  session: Session,
  name: ContainerName,
  pk: string,
  id: string,
  body: object,
  condition: Condition = {},
): Promise<string> {
  checkKeys(pk, id);
  const from = condition.ifMatch === undefined ? undefined : readEtag(condition.ifMatch);
  // An expired version counts as none, whether or not it still lies there.
  if (from && expired(from, session.clock())) throw new Conflict();
  const w = leaveTrace(from?.w ?? '', session.clock());
  const item = toItem(name, pk, id, body, w, session.clock());
  const write = { session, name, container: session.container(name), item };
  return persist(session.patience, (lost) => {
    if (condition.ifNoneMatch !== undefined) return create(write, lost);
    return from ? replace(write, from.cosmos, lost) : upsert(write);
  });
}

interface Write {
  readonly session: Session;
  readonly name: ContainerName;
  readonly container: Container;
  readonly item: Item;
}

async function upsert({ container, item }: Write): Promise<string> {
  try {
    return etagIn(await container.items.upsert(item, QUIET), item);
  } catch (error) {
    // Two upserts of a new document can collide: the loser is told 409 and simply repeats.
    throw statusOf(error) === 409 ? new LookAgain('upserts collided') : error;
  }
}

async function replace(write: Write, etag: string, lost: boolean): Promise<string> {
  const { container, item } = write;
  try {
    const target = container.item(item.id, item.pk);
    return etagIn(await target.replace(item, { ...QUIET, ...matching(etag) }), item);
  } catch (error) {
    const status = statusOf(error);
    if (status === 404 && !isOwner(error)) throw new Conflict();
    if (status !== 412) throw error;
    const mine = lost ? ownTrace(write, await readPoint(write.container, item)) : undefined;
    if (mine === undefined) throw new Conflict();
    return mine;
  }
}

async function create(write: Write, lost: boolean): Promise<string> {
  const { container, item, name, session } = write;
  try {
    return etagIn(await container.items.create(item, QUIET), item);
  } catch (error) {
    if (statusOf(error) !== 409) throw error;
    // What is there matters only if it may be our own or may have expired.
    if (!lost && specOf(name).expires === undefined) throw new Conflict();
    const there = await readPoint(container, item);
    if (!there) throw new LookAgain('it was removed meanwhile');
    const mine = lost ? ownTrace(write, there) : undefined;
    if (mine !== undefined) return mine;
    if (!expired(there, session.clock())) throw new Conflict();
    return takeOver(write, there._etag);
  }
}

/** An expired document counts as none: a create replaces exactly it. */
async function takeOver({ container, item }: Write, etag: string): Promise<string> {
  try {
    const target = container.item(item.id, item.pk);
    return etagIn(await target.replace(item, { ...QUIET, ...matching(etag) }), item);
  } catch (error) {
    const raced = statusOf(error) === 412 || (statusOf(error) === 404 && !isOwner(error));
    throw raced ? new LookAgain('somebody else took it over') : error;
  }
}

/** The etag of our write if it is among the last ones of the stored document. */
function ownTrace({ item }: Write, there: (Item & { readonly _etag: string }) | undefined) {
  const trace = there ? findTrace(there.w, item.w) : 'none';
  if (trace === 'unknown') throw new Unavailable('too many write this document to tell whether a write arrived');
  if (!there || trace === 'none') return undefined;
  return there.w === item.w ? etagOf(there, there._etag) : etagOf(item, SUPERSEDED);
}

/** A 404 with sub-status 1003 speaks of the container, not of the document. */
function isOwner(error: unknown): boolean {
  return substatusOf(error as Refusal) === NO_CONTAINER;
}

function etagIn(response: { readonly headers: CosmosHeaders }, item: Item): string {
  const etag: unknown = response.headers['etag'];
  if (typeof etag !== 'string') throw new LookAgain('an answer without an etag');
  return etagOf(item, etag);
}

/**
 * See `Documents.delete`. When the answer to a conditional delete was lost and the document is gone afterwards, it
 * was ours: nobody else held that version and any other writer would have left a newer one.
 */
export async function remove(
  session: Session,
  name: ContainerName,
  pk: string,
  id: string,
  ifMatch?: string,
): Promise<void> {
  checkKeys(pk, id);
  const target = session.container(name).item(encodeId(id), pk);
  const from = ifMatch === undefined ? undefined : readEtag(ifMatch);
  if (from && expired(from, session.clock())) throw new NotFound();
  const options = from ? matching(from.cosmos) : {};
  await persist(session.patience, async (lost) => {
    try {
      await target.delete(options);
    } catch (error) {
      const status = statusOf(error);
      if (status === 412) throw new Conflict();
      if (status !== 404 || isOwner(error)) throw error;
      if (from && !lost) throw new NotFound();
    }
  });
}
