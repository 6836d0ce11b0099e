/** Works off the queue of a data folder against a registry on the loopback until it is killed. */
import { silent } from '../../../domain/log.ts';
import { uncounted } from '../../../domain/metrics.ts';
import { createFhirDriver } from '../../../registry/fhir/driver.ts';
import { createHttp } from '../../../registry/fhir/http.ts';
import { loadVaccines } from '../../../registry/fhir/immunizations.ts';
import { createTokens } from '../../../registry/fhir/token.ts';
import { createDrain } from '../../../registry/outbox/drain.ts';
import { openStored } from '../../support/stored.ts';

const [folder = '', url = '', tokenUrl = ''] = process.argv.slice(2);
const { documents, vault, programme, notices } = await openStored(folder);
const http = createHttp({ url, token: createTokens({ url: tokenUrl, clientId: 'sapa', clientSecret: 'sapa-secret' }) });
const common = { metrics: uncounted, logger: silent };
const driver = createFhirDriver({ http, vaccines: loadVaccines(programme.code), ...common });
const drain = createDrain({
  ...{ documents, sealer: vault, pseudonyms: vault, programme, driver, notices, ...common },
  ...{ perSecond: 200, together: 4, leaseMs: 300 },
});
process.stdout.write('ready\n');
for (;;) {
  await drain.run();
  await new Promise((resolve) => setTimeout(resolve, 50));
}
