import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { CsvError } from './faults.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

const SAMPLE_BYTES = 4_096;
const CHUNK_BYTES = 262_144;
/** First bytes of what people send in place of a CSV file: xlsx (a zip), xls, PDF. */
const FOREIGN: readonly (readonly [what: string, bytes: readonly number[]])[] = [
  ['a spreadsheet (.xlsx)', [0x50, 0x4b, 0x03, 0x04]],
  ['a spreadsheet (.xls)', [0xd0, 0xcf, 0x11, 0xe0]],
  ['a PDF', [0x25, 0x50, 0x44, 0x46]],
];

const begins = (sample: Uint8Array, bytes: readonly number[]): boolean =>
  bytes.every((byte, at) => sample[at] === byte);

/** The encoding by its mark, or by where the zero bytes are: Excel's "Unicode text" is UTF-16, with or without a mark. */
export function encodingOf(sample: Uint8Array): Encoding {
  if (begins(sample, [0xff, 0xfe])) return 'utf-16le';
  if (begins(sample, [0xfe, 0xff])) return 'utf-16be';
  const zeros = [0, 0];
  for (const [at, byte] of sample.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > sample.length / 4 && even < odd / 4) return 'utf-16le';
  return even > sample.length / 4 && odd < even / 4 ? 'utf-16be' : 'utf-8';
}

async function sampleOf(file: string): Promise<Uint8Array> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(SAMPLE_BYTES), 0, SAMPLE_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

export interface OpenedText {
  readonly encoding: Encoding;
  /** Of the whole file. */
  readonly bytes: number;
  /** Text piece by piece, without the mark; `read` is how many bytes it took so far. */
  pieces(): AsyncGenerator<{ readonly text: string; readonly read: number }>;
}

/**
 * Opens a text file in whatever encoding offices send. Bytes that are no text become U+FFFD, which a cell with it is
 * refused for. Throws `CsvError` for what is no text file, and Node's error when it cannot be read.
 */
export async function openText(file: string): Promise<OpenedText> {
  const { size, isFile } = await stat(file).then((found) => ({ size: found.size, isFile: found.isFile() }));
  if (!isFile) throw new CsvError('not_a_file', 'This is not a file: give the path of a CSV file.');
  const sample = await sampleOf(file);
  const foreign = FOREIGN.find(([, bytes]) => begins(sample, bytes));
  if (foreign) {
    throw new CsvError('not_csv', `This is ${foreign[0]}, not CSV: save it as "CSV UTF-8" and give that file.`);
  }
  const encoding = encodingOf(sample);
  return {
    encoding,
    bytes: size,
    async *pieces() {
      const decoder = new TextDecoder(encoding);
      let read = 0;
      for await (const chunk of createReadStream(file, { highWaterMark: CHUNK_BYTES })) {
        const bytes = chunk as Buffer;
        read += bytes.length;
        yield { text: decoder.decode(bytes, { stream: true }), read };
      }
      yield { text: decoder.decode(), read };
    },
  };
}
