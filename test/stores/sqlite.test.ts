import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqlite } from '../../stores/sqlite/open.ts';
import { documentsContract } from './contract.ts';

documentsContract('sqlite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sapa contract '));
  const clock = { time: Date.now() };
  const documents = openSqlite({ file: join(folder, 'data', 'sapa.db'), clock: () => clock.time });
  const close = async (): Promise<void> => {
    await documents.close();
    rmSync(folder, { recursive: true });
  };
  return Promise.resolve({ documents, clock, close });
});
