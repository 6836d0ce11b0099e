/** What Meta tells about templates, numbers and accounts: kept, counted, passed on. Deliveries as Meta's pages show them. */
import type { ManagementEvent } from '../../adapters/meta/management.ts';
import { managementOf } from '../../adapters/whatsapp/management.ts';
import { createChannelFacts } from '../../bots/channel-facts.ts';
import { silent } from '../../domain/log.ts';
import type { Labels, Metrics } from '../../domain/metrics.ts';
import { WHATSAPP_FIELDS } from '../../simulator/meta/fixtures/whatsapp-fields.ts';
import type { Documents } from '../../stores/documents.ts';
import { Busy } from '../../stores/errors.ts';
import { memoryDocuments } from '../support/memory-documents.ts';
import { plainPseudonyms } from './support/engine.ts';

const AT = 1_790_000_000_000;
const ACCOUNT = '102290129340398';

function facts(documents: Documents = memoryDocuments(), listeners: ((fact: ManagementEvent) => void)[] = []) {
  const counted: string[] = [];
  const logged: string[] = [];
  const metrics: Metrics = {
    count: (name, labels: Labels = {}) => void counted.push([name, ...Object.values(labels)].join(' ')),
    gauge() {},
    observe() {},
  };
  const logger = { ...silent, error: (name: string) => void logged.push(name) };
  const take = createChannelFacts<ManagementEvent>({
    ...{ documents, metrics, logger, listeners },
    pseudonyms: plainPseudonyms,
  });
  const kept = async (kind: string): Promise<ManagementEvent[]> => {
    const { items } = await documents.query<ManagementEvent>('channelfacts', {
      index: { field: 'kind', from: kind, to: kind },
    });
    return items.map(({ body }) => body);
  };
  return { take, counted, logged, kept, documents };
}

const told = WHATSAPP_FIELDS.flatMap(([field, value], n) => managementOf(field, value, ACCOUNT, AT + n) ?? []);
const [status] = told;
const about = (more: object): ManagementEvent => ({ ...status, ...more }) as ManagementEvent;

test('everything that Meta may tell is kept, counted in words of the program, and told to who listens', async () => {
  const heard: ManagementEvent[] = [];
  const { take, counted, kept } = facts(memoryDocuments(), [(fact) => heard.push(fact)]);
  for (const fact of told) await take(fact);
  expect(heard).toEqual(told);
  const kinds = [...new Set(told.map(({ kind }) => kind))];
  expect(kinds.sort()).toEqual([
    ...['account', 'alert', 'capability', 'number_name', 'number_quality', 'review', 'security'],
    ...['template_category', 'template_quality', 'template_status'],
  ]);
  // The newest word on each thing: the last of its kind that names the same thing.
  for (const kind of kinds) {
    const last = told.filter((one) => one.kind === kind).at(-1);
    expect(await kept(kind)).toContainEqual(JSON.parse(JSON.stringify(last)));
  }
  expect(counted).toHaveLength(told.length);
  expect(counted).toEqual(
    expect.arrayContaining([
      'channel_facts_total whatsapp template_status PAUSED',
      'channel_facts_total whatsapp template_quality RED',
      'channel_facts_total whatsapp number_quality FLAGGED',
      'channel_facts_total whatsapp account ACCOUNT_RESTRICTION',
      'channel_facts_total whatsapp capability changed',
    ]),
  );
});

test('twenty words on one thing at the same moment are all taken', async () => {
  const documents = memoryDocuments({ pause: () => new Promise((resolve) => setTimeout(resolve, Math.random() * 2)) });
  const { take, kept } = facts(documents);
  await Promise.all(Array.from({ length: 20 }, (_unused, n) => take(about({ event: 'PAUSED', at: AT + n }))));
  expect((await kept('template_status')).map(({ at }) => at)).toEqual([AT + 19]);
});

test('an older word that comes later changes nothing, and is still told; the same word twice is one', async () => {
  const heard: string[] = [];
  const { take, kept } = facts(memoryDocuments(), [(fact) => heard.push('event' in fact ? fact.event : '')]);
  await take(about({ event: 'PAUSED', at: AT + 10 }));
  await take(about({ event: 'APPROVED', at: AT }));
  await take(about({ event: 'PAUSED', at: AT + 10 }));
  expect((await kept('template_status')).map((one) => 'event' in one && one.event)).toEqual(['PAUSED']);
  expect(heard).toEqual(['PAUSED', 'APPROVED', 'PAUSED']);
});

test('templates, languages, numbers and contacts are things of their own', async () => {
  const { take, kept } = facts();
  await take(about({ event: 'PAUSED' }));
  await take(about({ event: 'APPROVED', language: 'en' }));
  await take(about({ event: 'REJECTED', name: 'kabar' }));
  expect(await kept('template_status')).toHaveLength(3);
  for (const contact of ['c-1', 'c-2', 'c-1'])
    await take({ channel: 'whatsapp', at: AT, kind: 'preference', contact, event: 'stop' });
  expect(await kept('preference')).toHaveLength(2);
});

test('told to two processes at once, the newest stays', async () => {
  const documents = memoryDocuments({ pause: () => new Promise((resolve) => setImmediate(resolve)) });
  const [one, other] = [facts(documents), facts(documents)];
  await Promise.all(
    [5, 1, 4, 2, 3].map((at, n) => (n % 2 ? one : other).take(about({ event: `E${at}`, at: AT + at }))),
  );
  expect((await one.kept('template_status')).map((fact) => 'event' in fact && fact.event)).toEqual(['E5']);
});

test('a listener that fails costs the others nothing and is logged; a store that is away has Meta come again', async () => {
  const heard: ManagementEvent[] = [];
  const fails = (): never => {
    throw new Error('not now');
  };
  const { take, logged } = facts(memoryDocuments(), [fails, (fact) => heard.push(fact)]);
  await take(about({}));
  expect(heard).toHaveLength(1);
  expect(logged).toEqual(['channel_listener_failed']);

  const away = { ...memoryDocuments(), put: () => Promise.reject(new Busy(1_000)) };
  const lost = facts(away, [(fact) => heard.push(fact)]);
  await expect(lost.take(about({}))).rejects.toBeInstanceOf(Busy);
  expect(heard).toHaveLength(1);
  expect(lost.counted).toEqual([]);
});
