import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { silent } from '../../domain/log.ts';
import { uncounted } from '../../domain/metrics.ts';
import { createCosmosPeer } from '../../simulator/cosmos/peer.ts';
import { CONTAINERS } from '../../stores/containers.ts';
import { connect } from '../../stores/cosmos/connect.ts';
import { openCosmos } from '../../stores/cosmos/open.ts';
import { applyCosmos, definitionOf, planCosmos } from '../../stores/cosmos/provision.ts';
import { Corrupt, Unavailable } from '../../stores/errors.ts';
import { counting, startCosmos, UNHURRIED } from './support/cosmos.ts';
import { LOCAL_KEY, startVercel } from './support/vercel.ts';

const NAMES = Object.keys(CONTAINERS);

describe.each(['our own peer', '@vercel/cosmosdb-server'])('provisioning %s', (name) => {
  let account: { endpoint: string; key: string; database: string };
  let stop: () => Promise<void>;
  beforeEach(async () => {
    const [peer, vercel] = name === 'our own peer' ? [createCosmosPeer(), undefined] : [undefined, await startVercel()];
    const endpoint = peer ? await peer.listen() : String(vercel?.endpoint);
    account = { endpoint, key: peer?.key ?? LOCAL_KEY, database: 'sapa' };
    stop = async () => (peer ?? vercel)?.close();
  });
  afterEach(() => stop());
  const kinds = async () => (await planCosmos(account)).differences.map(({ kind }) => kind);
  const open = () => openCosmos({ ...account, ...UNHURRIED, metrics: uncounted, logger: silent });

  test('an empty account lacks everything; applying makes it whole, and again changes nothing', async () => {
    const plan = await planCosmos(account);
    expect(plan.differences.map(({ kind, container }) => container ?? kind)).toEqual(['database', ...NAMES]);
    await applyCosmos(plan);
    expect(await kinds()).toEqual([]);
    await applyCosmos(plan);
    expect(await kinds()).toEqual([]);
    await (await open()).close();
  });

  test('planning and opening create nothing; what is missing is said with what to do', async () => {
    await planCosmos(account);
    await expect(open()).rejects.toThrow('npm run provision');
    await expect(open()).rejects.toBeInstanceOf(Unavailable);
    expect(await kinds()).toContain('database');
  });

  test('another index or expiry is a difference and is put right', async () => {
    await applyCosmos(await planCosmos(account));
    const { database, close } = connect(account, 1000, uncounted);
    const { defaultTtl, ...rest } = definitionOf('sites');
    expect(defaultTtl).toBe(-1);
    await database.container('sites').replace({ ...rest, indexingPolicy: { includedPaths: [{ path: '/*' }] } });
    const plan = await planCosmos(account);
    expect(plan.differences.map(({ kind, container }) => [kind, container])).toEqual([
      ['indexing', 'sites'],
      ['ttl', 'sites'],
    ]);
    await applyCosmos(plan);
    expect(await kinds()).toEqual([]);
    close();
  });

  test('a container with another partition key is named and never touched', async () => {
    await applyCosmos(await planCosmos(account));
    const other = { ...account, database: 'other' };
    const { client, close } = connect(account, 1000, uncounted);
    await client.databases.create({ id: 'other' });
    await client.database('other').containers.create({ ...definitionOf('meta'), partitionKey: { paths: ['/name'] } });
    close();
    const plan = await planCosmos(other);
    expect(plan.differences).toContainEqual(expect.objectContaining({ kind: 'partition_key', container: 'meta' }));
    await expect(applyCosmos(plan)).rejects.toThrow('make it anew');
  });
});

test('only declared fields are indexed', () => {
  const { indexingPolicy, partitionKey } = definitionOf('transcripts');
  expect(partitionKey?.paths).toEqual(['/pk']);
  expect(indexingPolicy?.excludedPaths).toEqual([{ path: '/*' }]);
  expect(indexingPolicy?.includedPaths?.map(({ path }) => path)).toEqual(['/pk/?', '/i_n/?', '/i_at/?', '/x/?']);
});

describe('the store on its account', () => {
  test('opens in the product as it runs: ES modules, types stripped, the SDK loaded only then', async () => {
    const cosmos = await startCosmos();
    const open = pathToFileURL(join(__dirname, '../../stores/cosmos/open.ts')).href;
    const script = `
      const { openCosmos } = await import(${JSON.stringify(open)});
      const quiet = { info() {}, error() {}, count() {} };
      const store = await openCosmos({ ...${JSON.stringify(cosmos.account)}, metrics: quiet, logger: quiet });
      await store.put('meta', 'p', 'esm', { n: 1 });
      await store.close();`;
    const flags = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script];
    const { stderr } = await promisify(execFile)(process.execPath, flags);
    expect(stderr).toBe('');
    const store = await cosmos.open();
    expect((await store.get('meta', 'p', 'esm'))?.body).toEqual({ n: 1 });
    await cosmos.close();
  });

  test('documents stay where they are when a container is put right', async () => {
    const cosmos = await startCosmos();
    const store = await cosmos.open();
    await store.put('sites', 's', 's', { region: '32.73' });
    await applyCosmos({ account: cosmos.account, differences: [{ kind: 'ttl', container: 'sites', text: 'planted' }] });
    expect((await store.get('sites', 's', 's'))?.body).toEqual({ region: '32.73' });
    await cosmos.close();
  });

  test('a wrong key is refused in words that help, without repeating it', async () => {
    const cosmos = await startCosmos();
    const wrong = openCosmos({ ...cosmos.account, key: LOCAL_KEY, metrics: uncounted, logger: silent });
    await expect(wrong).rejects.toThrow('Cosmos DB refuses the key');
    await cosmos.close();
  });

  test('request units and requests are counted by operation, refused ones too', async () => {
    const metrics = counting();
    const cosmos = await startCosmos({
      charges: { read: 1, create: 7.5, replace: 10, upsert: 8, delete: 6, query: 3 },
    });
    const store = await cosmos.open({ metrics });
    const etag = await store.put('sites', 'k', 'a', { region: 'r' }, { ifNoneMatch: '*' });
    cosmos.peer.inject('replace', { kind: 'throttle', retryAfterMs: 1 });
    await store.put('sites', 'k', 'a', { region: 'r' }, { ifMatch: etag });
    await store.put('sites', 'k', 'b', {});
    await store.get('sites', 'k', 'none');
    await store.query('sites', { pk: 'k' });
    cosmos.peer.inject('delete', { kind: 'cut_after' });
    await store.delete('sites', 'k', 'a');
    const { counts } = metrics;
    const charge = (operation: string) => counts.get(`cosmos_request_charge_total ${operation} sites`);
    expect(['create', 'replace', 'upsert', 'read', 'query', 'delete'].map(charge)).toEqual([7.5, 20, 8, 1, 3, 6]);
    const requests = (...words: string[]) => counts.get(['cosmos_requests_total', ...words].join(' '));
    expect(requests('replace', 'throttled')).toBe(1);
    expect(requests('replace', 'ok')).toBe(1);
    expect(requests('read', 'not_found')).toBe(1);
    expect(requests('delete', 'broken')).toBe(1);
    expect(requests('delete', 'not_found')).toBe(1);
    expect(requests('metadata', 'ok')).toBe(NAMES.length);
    await cosmos.close();
  });

  test('a question inside a partition is one request; across partitions each is asked and the answers merged', async () => {
    const cosmos = await startCosmos({ pageSize: 3 });
    const store = await cosmos.open();
    for (let n = 0; n < 20; n += 1) await store.put('conversations', `c${n}`, `c${n}`, { due: (n * 7) % 20 });
    const before = cosmos.peer.seen.query;
    await store.query('conversations', { pk: 'c1' });
    expect(cosmos.peer.seen.query - before).toBe(1);
    const page = await store.query('conversations', {
      index: { field: 'due', to: 14 },
      order: { field: 'due' },
      limit: 9,
    });
    expect(page.items.map((one) => one.body.due)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    const query = { index: { field: 'due', to: 14 }, order: { field: 'due' }, limit: 9 };
    const rest = await store.query('conversations', {
      ...query,
      ...(page.continuation ? { continuation: page.continuation } : {}),
    });
    expect(rest.items.map((one) => one.body.due)).toEqual([9, 10, 11, 12, 13, 14]);
    expect(rest.continuation).toBeUndefined();
    await cosmos.close();
  });

  test('a continuation of another question is refused', async () => {
    const cosmos = await startCosmos();
    const store = await cosmos.open();
    for (const n of [1, 2, 3]) await store.put('sessions', 'p', `s${n}`, { start: n });
    const { continuation = '' } = await store.query('sessions', { pk: 'p', limit: 1 });
    await expect(store.query('sessions', { pk: 'q', continuation })).rejects.toBeInstanceOf(TypeError);
    await expect(store.query('sessions', { pk: 'p', continuation: '%' })).rejects.toBeInstanceOf(TypeError);
    expect((await store.query('sessions', { pk: 'p', continuation })).items).toHaveLength(2);
    await cosmos.close();
  });

  test('an id too long for Cosmos is kept in the document', async () => {
    const cosmos = await startCosmos();
    const store = await cosmos.open();
    const id = 'ñ/'.repeat(300);
    await store.put('meta', 'p', id, { n: 1 }, { ifNoneMatch: '*' });
    expect(await store.get('meta', 'p', id)).toMatchObject({ id, body: { n: 1 } });
    expect((await store.query('meta', { pk: 'p' })).items.map((one) => one.id)).toEqual([id]);
    await cosmos.close();
  });

  test('what somebody else wrote there is Corrupt, and not repaired', async () => {
    const cosmos = await startCosmos();
    const store = await cosmos.open();
    const { database, close } = connect(cosmos.account, 1000, uncounted);
    await database.container('meta').items.upsert({ id: 'a', pk: 'p', foreign: true });
    await expect(store.get('meta', 'p', 'a')).rejects.toBeInstanceOf(Corrupt);
    await expect(store.query('meta', { pk: 'p' })).rejects.toBeInstanceOf(Corrupt);
    close();
    await cosmos.close();
  });

  test('Cosmos collects an expired document by itself, later than readers stop seeing it', async () => {
    const clock = { time: 1_790_000_000_000 };
    const cosmos = await startCosmos({ clock: () => clock.time });
    const store = await cosmos.open({ clock: () => clock.time });
    const etag = await store.put('transcripts', 'p', 'a', { until: clock.time + 5_000 });
    const { database, close } = connect(cosmos.account, 1000, uncounted);
    const lies = async () => (await database.container('transcripts').item('a', 'p').read()).statusCode;
    clock.time += 6_000;
    expect(await store.get('transcripts', 'p', 'a')).toBeUndefined();
    await expect(store.delete('transcripts', 'p', 'a', { ifMatch: etag })).rejects.toMatchObject({ code: 'not_found' });
    expect(await lies()).toBe(200);
    clock.time += 120_000;
    expect(await lies()).toBe(404);
    expect(await store.collect(clock.time, 100)).toBe(0);
    close();
    await cosmos.close();
  });
});
