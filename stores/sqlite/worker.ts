import { parentPort, workerData } from 'node:worker_threads';
import { failureOf } from './failures.ts';
import type { Answer, Write } from './operations.ts';
import { Writer, type WriterOptions } from './writer.ts';

/** The writer's thread: a batch comes in, its answers go back. `null` asks it to close the file and end. */
function serve(): void {
  const port = parentPort;
  if (!port) throw new Error('worker.ts runs in a worker thread');
  let writer: Writer | undefined;
  port.on('message', (writes: readonly Write[] | null) => {
    if (writes === null) {
      writer?.close();
      port.close();
      return;
    }
    port.postMessage(answer(writes));
  });

  function answer(writes: readonly Write[]): Answer[] {
    try {
      // Opened with the first batch and again after a failure to open: a full disk may have room later.
      writer ??= new Writer(workerData as WriterOptions);
      return writer.run(writes);
    } catch (error) {
      const failure = failureOf(error);
      return writes.map(() => failure);
    }
  }
}

serve();
