import { uncounted } from '../../domain/metrics.ts';
import { type Connection, connect } from '../../stores/cosmos/connect.ts';
import { type Cosmos, startCosmos } from './support/cosmos.ts';

/** The peer proves something only as far as it is as strict as the service. */
describe('the peer refuses what Cosmos DB refuses', () => {
  let cosmos: Cosmos;
  let raw: Connection;
  beforeAll(async () => {
    cosmos = await startCosmos();
    raw = connect(cosmos.account, 1000, uncounted);
  });
  afterAll(async () => {
    raw.close();
    await cosmos.close();
  });
  const sites = () => raw.database.container('sites');
  const statusOf = (work: Promise<unknown>) =>
    work.then(
      () => 200,
      (error: { code?: unknown }) => error.code,
    );

  test('a request without a signature, and one signed for something else', async () => {
    const path = `${cosmos.peer.endpoint}dbs/sapa`;
    expect((await fetch(path)).status).toBe(401);
    const authorization = encodeURIComponent('type=master&ver=1.0&sig=AAAA');
    expect((await fetch(path, { headers: { authorization, 'x-ms-date': 'now' } })).status).toBe(401);
  });

  test.each(['a/b', 'a\\b', 'a?b', 'a#b', 'x'.repeat(256)])('the id %s', async (id) => {
    const status = await statusOf(sites().items.upsert({ id, pk: 'p' }));
    expect(status === 400 || status === undefined).toBe(true);
  });

  test('a partition key other than the document has', async () => {
    await sites().items.upsert({ id: 'a', pk: 'p' });
    expect(await statusOf(sites().item('a', 'p').replace({ id: 'a', pk: 'q' }))).toBe(400);
    expect((await sites().item('a', 'q').read()).statusCode).toBe(404);
  });

  test('an order by a field that is not indexed', async () => {
    const by = (field: string) =>
      statusOf(sites().items.query(`SELECT * FROM c ORDER BY c.${field} ASC`, { partitionKey: 'p' }).fetchAll());
    expect(await by('name')).toBe(400);
    expect(await by('i_region')).toBe(200);
    expect(await by('id')).toBe(200);
  });

  test.each([
    'SELECT * FROM c WHERE c.pk = @pk GROUP BY c.pk',
    'SELECT c.pk FROM c',
    'SELECT * FROM c WHERE (c.pk = @pk',
    'SELECT * FROM c WHERE c.pk = @none',
    "SELECT * FROM c WHERE c.pk = 'p'",
    'SELECT * FROM c WHERE c.pk LIKE @pk',
  ])('a query it does not understand: %s', async (query) => {
    await sites().items.upsert({ id: 'a', pk: 'p' });
    const parameters = [{ name: '@pk', value: 'p' }];
    expect(await statusOf(sites().items.query({ query, parameters }, { partitionKey: 'p' }).fetchAll())).toBe(400);
  });

  test('a stale If-Match, a second create, a change of the partition key of a container', async () => {
    const { resource } = await sites().items.upsert<{ id: string; pk: string }>({ id: 'b', pk: 'p' });
    const condition = String((resource as { _etag?: string } | undefined)?._etag);
    const replace = () =>
      sites()
        .item('b', 'p')
        .replace({ id: 'b', pk: 'p' }, { accessCondition: { type: 'IfMatch', condition } });
    expect(await statusOf(replace())).toBe(200);
    expect(await statusOf(replace())).toBe(412);
    expect(await statusOf(sites().items.create({ id: 'b', pk: 'p' }))).toBe(409);
    expect(await statusOf(sites().replace({ id: 'sites', partitionKey: { paths: ['/x'] } }))).toBe(400);
  });
});
