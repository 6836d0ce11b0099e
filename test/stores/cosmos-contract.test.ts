import { silent } from '../../domain/log.ts';
import { uncounted } from '../../domain/metrics.ts';
import { openCosmos } from '../../stores/cosmos/open.ts';
import { applyCosmos, planCosmos } from '../../stores/cosmos/provision.ts';
import { documentsContract, type Opened } from './contract.ts';
import { LOCAL_KEY, startVercel } from './support/vercel.ts';

async function provisioned(endpoint: string, closePeer: () => Promise<void>): Promise<Opened> {
  const account = { endpoint, key: LOCAL_KEY, database: 'sapa' };
  await applyCosmos(await planCosmos(account));
  const clock = { time: Date.now() };
  const documents = await openCosmos({ ...account, metrics: uncounted, logger: silent, clock: () => clock.time });
  const close = async (): Promise<void> => {
    await documents.close();
    await closePeer();
  };
  return { documents, close, clock };
}

documentsContract('Cosmos DB, as @vercel/cosmosdb-server has it', async () => {
  const vercel = await startVercel();
  return provisioned(vercel.endpoint, vercel.close);
});
