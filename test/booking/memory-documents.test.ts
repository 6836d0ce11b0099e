import { documentsContract } from '../stores/contract.ts';
import { memoryDocuments } from '../support/memory-documents.ts';

// The tests of this folder stand on the store in RAM: it must keep the same promises as the real ones.
documentsContract('memory', async () => {
  const clock = { time: Date.now() };
  const documents = memoryDocuments({ clock: () => clock.time });
  return { documents, clock, close: () => documents.close() };
});
