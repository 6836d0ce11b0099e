import { GraphError } from './graph-error.ts';
import type { GraphRequest } from './sim.ts';

/** A form with files, read with the platform's own parser. Throws code 100 when it cannot be read. */
export async function readForm({ body, headers }: GraphRequest): Promise<FormData> {
  const type = headers['content-type'] ?? '';
  try {
    if (type.startsWith('multipart/form-data')) {
      return await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
    }
  } catch {
    // Falls through.
  }
  throw new GraphError(100, { title: 'Invalid parameter', details: 'A multipart form is expected' });
}
