import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { failureOf } from './failures.ts';
import type { Answer, Write } from './operations.ts';
import { Writer, type WriterOptions } from './writer.ts';

/** A transaction ends above either, so that no write waits for a very long one. */
const MAX_BATCH = 512;
const MAX_BATCH_CHARACTERS = 16_000_000;

type Parcel = readonly Write[] | null;

/** The writer's thread: parcels come in, answers go back in their order. `null` asks it to close the file and end. */
function serve(port: MessagePort): void {
  let writer: Writer | undefined;

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

  port.on('message', (first: Parcel) => {
    const { writes, end } = gather(port, first);
    if (writes.length > 0) port.postMessage(answer(writes));
    if (!end) return;
    writer?.close();
    port.close();
  });
}

/** Everything that has arrived by now, up to one batch. */
function gather(port: MessagePort, first: Parcel): { writes: readonly Write[]; end: boolean } {
  if (first === null) return { writes: [], end: true };
  const writes = [...first];
  let characters = charactersOf(first);
  while (writes.length < MAX_BATCH && characters < MAX_BATCH_CHARACTERS) {
    const next = receiveMessageOnPort(port) as { message: Parcel } | undefined;
    if (next === undefined) break;
    if (next.message === null) return { writes, end: true };
    writes.push(...next.message);
    characters += charactersOf(next.message);
  }
  return { writes, end: false };
}

function charactersOf(writes: readonly Write[]): number {
  return writes.reduce((sum, write) => sum + write[6].length, 0);
}

if (!parentPort) throw new Error('worker.ts runs in a worker thread');
serve(parentPort);
