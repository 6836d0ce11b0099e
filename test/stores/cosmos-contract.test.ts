import { silent } from '../../domain/log.ts';
import { uncounted } from '../../domain/metrics.ts';
import { createCosmosPeer } from '../../simulator/cosmos/peer.ts';
import { openCosmos } from '../../stores/cosmos/open.ts';
import { applyCosmos, planCosmos } from '../../stores/cosmos/provision.ts';
import { documentsContract, type Opened } from './contract.ts';
import { UNHURRIED } from './support/cosmos.ts';
import { LOCAL_KEY, startVercel } from './support/vercel.ts';

async function provisioned(endpoint: string, key: string, closePeer: () => Promise<void>): Promise<Opened> {
  const account = { endpoint, key, database: 'sapa' };
  await applyCosmos(await planCosmos(account));
  const clock = { time: Date.now() };
  const documents = await openCosmos({
    ...account,
    ...UNHURRIED,
    metrics: uncounted,
    logger: silent,
    clock: () => clock.time,
  });
  const close = async (): Promise<void> => {
    await documents.close();
    await closePeer();
  };
  return { documents, close, clock };
}

documentsContract('Cosmos DB, as @vercel/cosmosdb-server has it', async () => {
  const vercel = await startVercel();
  return provisioned(vercel.endpoint, LOCAL_KEY, vercel.close);
});

// Short pages make every walk ask several times, as the service does when answers get large.
documentsContract('Cosmos DB, as our own peer has it', async () => {
  const peer = createCosmosPeer({ pageSize: 7 });
  return provisioned(await peer.listen(), peer.key, peer.close);
});
