/** The product's own import of a list. Prints seconds, memory and the summary. */
import { keepHeapsSmall } from '../../cli/heaps.ts';

const [file = '', folder = ''] = process.argv.slice(2);
keepHeapsSmall();
const { importTargets } = await import('../../cli/import.ts');
const { readConfig } = await import('../../config.ts');
const config = readConfig({ DATA_DIR: `${folder}/data`, DATA_KEY_FILE: `${folder}/keys/data.key` }, folder);
const began = performance.now();
const summary = await importTargets(config, {
  ...{ file, rejectsFile: `${folder}/rejects.csv`, dryRun: false },
  onProgress() {},
});
const seconds = (performance.now() - began) / 1000;
process.stdout.write(JSON.stringify({ seconds, megabytes: process.resourceUsage().maxRSS / 1024, summary }));
