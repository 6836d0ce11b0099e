/** The least that a durable turn over Cosmos can be: signature, JSON, one point read, one conditional replace. */
import { CosmosClient } from '@azure/cosmos';
import restify from 'restify';
import { isSigned } from '../../adapters/meta/signature.ts';
import { rawBody, ready, SECRET } from './common.ts';

const client = new CosmosClient({
  endpoint: process.env['COSMOS_ENDPOINT'] ?? '',
  key: process.env['COSMOS_KEY'] ?? '',
  connectionPolicy: { enableEndpointDiscovery: false },
});
const { database } = await client.databases.createIfNotExists({ id: 'bare' });
const { container } = await database.containers.createIfNotExists({ id: 'bare', partitionKey: { paths: ['/pk'] } });

async function turn(from: string, filling: string): Promise<void> {
  const found = await container.item(from, from).read();
  if (found.statusCode === 404) {
    await container.items.create({ id: from, pk: from, filling, n: 1 });
    return;
  }
  const condition = found.etag;
  await container
    .item(from, from)
    .replace(
      { id: from, pk: from, filling, n: found.resource.n + 1 },
      { accessCondition: { type: 'IfMatch', condition } },
    );
}

/** As many bytes as a sealed conversation has. */
const FILLING = 'x'.repeat(1_200);
const server = restify.createServer();
server.post('/webhook', (request, response, next) => {
  rawBody(request, (body) => {
    const signed = isSigned(body, String(request.headers['x-hub-signature-256']), [SECRET]);
    const message = JSON.parse(body.toString('utf8')).entry[0].changes[0].value.messages[0];
    turn(message.from, FILLING).then(
      () => {
        response.send(signed ? 200 : 401);
        next(false);
      },
      () => {
        response.send(500);
        next(false);
      },
    );
  });
});
server.listen(0, '127.0.0.1', () => ready(server.address().port));
