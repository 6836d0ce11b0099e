import type { Container, FeedOptions } from '@azure/cosmos';
import type { ContainerName } from '../containers.ts';
import type { Body, Page, Query, Stored } from '../documents.ts';
import { Unavailable } from '../errors.ts';
import { checkKeys, encodeId } from './ids.ts';
import { LOST_SESSION, NO_CONTAINER, PROVISION, persist, substatusOf } from './retry.ts';
import type { Session } from './session.ts';
import { expired, type Item, readItem, toStored } from './shape.ts';
import { nextToken, type Question, toQuestion } from './sql.ts';

/** One point read by the encoded id. Throws the SDK's errors; `undefined` when there is none, expired ones count. */
export async function readPoint(container: Container, at: { readonly id: string; readonly pk: string }) {
  const response = await container.item(at.id, at.pk).read<Item>();
  if (response.statusCode !== 404) return readItem(response.resource);
  const substatus = substatusOf(response);
  if (substatus === NO_CONTAINER) throw new Unavailable(PROVISION);
  // Not the same as none: answering so would let a second create pass for the first.
  if (substatus === LOST_SESSION) throw Object.assign(new Error('session not available'), { code: 404, substatus });
  return undefined;
}

/** See `Documents.get`. */
export async function get<T extends object = Body>(
  session: Session,
  name: ContainerName,
  pk: string,
  id: string,
): Promise<Stored<T> | undefined> {
  checkKeys(pk, id);
  const at = { id: encodeId(id), pk };
  const item = await persist(session.patience, () => readPoint(session.container(name), at));
  return item && !expired(item, session.clock()) ? toStored<T>(item) : undefined;
}

/** See `Documents.query`. Asks for one document more than wanted, to know whether more follow. */
export async function query<T extends object = Body>(
  session: Session,
  name: ContainerName,
  query: Query,
): Promise<Page<T>> {
  const question = toQuestion(name, query, session.clock());
  const found = await persist(session.patience, () => fetch(session.container(name), question));
  const items = found.slice(0, question.limit).map((item) => toStored<T>(item));
  const last = found[question.limit - 1];
  if (found.length <= question.limit || last === undefined) return { items };
  return { items, continuation: nextToken(question, last) };
}

/** The service may answer in shorter pages than asked for; the SDK may hand out empty ones. */
async function fetch(container: Container, question: Question): Promise<Item[]> {
  const wanted = question.limit + 1;
  const options: FeedOptions = { maxItemCount: wanted };
  if (question.pk !== undefined) options.partitionKey = question.pk;
  const pages = container.items.query<Item>({ query: question.text, parameters: [...question.parameters] }, options);
  const found: Item[] = [];
  while (found.length < wanted && pages.hasMoreResults()) {
    const { resources } = await pages.fetchNext();
    for (const item of resources ?? []) found.push(readItem(item));
  }
  return found;
}
