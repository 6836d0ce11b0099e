import { createHash } from 'node:crypto';
import { mediaFault, plainMime } from '../fetch-media.ts';
import { GraphError } from '../graph-error.ts';
import type { MediaItem } from '../media.ts';
import { readForm } from '../multipart.ts';
import type { GraphAnswer, GraphRequest, Sender, Sim } from '../sim.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const KINDS = ['image', 'audio', 'video', 'document', 'sticker'];

/** `POST /{phone_number_id}/media`. */
export async function upload(sim: Sim, sender: Sender, request: GraphRequest): Promise<GraphAnswer> {
  const form = await readForm(request);
  if (form.get('messaging_product') !== 'whatsapp') {
    throw new GraphError(100, { title: 'The parameter messaging_product is required.' });
  }
  const file = form.get('file');
  if (typeof file === 'string' || file === null)
    throw new GraphError(100, { title: 'The parameter file is required.' });
  const bytes = Buffer.from(await file.arrayBuffer());
  const mime = plainMime(file.type);
  if (!KINDS.some((kind) => mediaFault('whatsapp', kind, mime, bytes.length) === undefined)) {
    throw new GraphError(100, { title: `Param file must be a file of a supported type and size. Received '${mime}'.` });
  }
  const { id } = sim.media.put({ mime, bytes, filename: file.name, owner: sender.phoneNumberId, at: sim.clock() });
  return { status: 200, body: { id } };
}

/** `GET` and `DELETE /{media_id}`. The address in the answer lives for five minutes. */
export function oneMedia(sim: Sim, item: MediaItem, request: GraphRequest): GraphAnswer {
  if (request.method === 'DELETE') {
    sim.media.delete(item.id);
    return { status: 200, body: { success: true } };
  }
  if (sim.clock() - item.at > 30 * DAY_MS) throw new GraphError(100, { subcode: 33 });
  const url = `${sim.origin()}/whatsapp_business/attachments/?mid=${item.id}&ext=${sim.clock() + 5 * MINUTE_MS}`;
  const sha256 = createHash('sha256').update(item.bytes).digest('hex');
  const { mime, bytes, id } = item;
  return {
    status: 200,
    body: { messaging_product: 'whatsapp', url, mime_type: mime, sha256, file_size: bytes.length, id },
  };
}

/** The bytes at that address, for the same token. 404 when it is too old: ask for a new one. */
export function download(sim: Sim, authorization: string | undefined, query: URLSearchParams): GraphAnswer {
  const tokens = sim.whatsapp.senders.map((one) => `Bearer ${one.token}`);
  if (!tokens.includes(authorization ?? '')) return { status: 401, body: {} };
  const item = sim.media.get(query.get('mid') ?? '');
  if (!item || Number(query.get('ext')) < sim.clock()) return { status: 404, body: {} };
  return { status: 200, body: item.bytes, headers: { 'content-type': item.mime } };
}

/** What a citizen sent on Messenger, at the address in the webhook: whoever has it may read it. */
export function attached(sim: Sim, id: string): GraphAnswer {
  const item = sim.media.get(id);
  return item ? { status: 200, body: item.bytes, headers: { 'content-type': item.mime } } : { status: 404, body: {} };
}
