/** Files on their way out: uploaded to Meta first, because what we would link to may be private, or not reachable. */
import { hash } from 'node:crypto';
import { FormData } from 'undici';
import type { Graph, GraphAnswer } from './graph.ts';
import type { MetaChannel } from './outcomes.ts';

export interface MediaFile {
  /** Without parameters: `image/png`. */
  readonly contentType: string;
  readonly name: string;
  readonly bytes: Buffer;
}

/** In whose name it is uploaded: a phone number or a page. An upload cannot be sent by another one. */
export interface MediaOwner {
  readonly channel: MetaChannel;
  readonly sender: string;
  readonly token: string;
}

/** The id to send it by, or what the Graph API answered in place of one; `outcomes.ts` says what that means. */
export type Uploaded = { readonly kind: 'ok'; readonly id: string } | Exclude<GraphAnswer, { readonly kind: 'ok' }>;

/** Uploads files for outgoing messages. Never rejects. */
export interface MediaUploads {
  /** The same file of the same owner is uploaded once while its id is good: a message tried again does not cost another. */
  uploadMedia(owner: MediaOwner, file: MediaFile): Promise<Uploaded>;
}

/** Meta keeps an upload for 30 days on WhatsApp; a day is more than any reply waits. */
const GOOD_MS = 86_400_000;
/** Ids kept: a few hundred bytes each. */
const KEPT = 2_000;
/** An upload takes longer than a message. */
const TIMEOUT_MS = 20_000;

/** Messenger's kinds of attachments. */
function kindOf(contentType: string): string {
  const [kind = ''] = contentType.split('/');
  return ['image', 'audio', 'video'].includes(kind) ? kind : 'file';
}

/** Source: WhatsApp Cloud API, "Upload media"; Messenger Platform, "Attachment Upload API". */
function formOf({ channel }: MediaOwner, { contentType, name, bytes }: MediaFile): FormData {
  const form = new FormData();
  const file = new File([new Uint8Array(bytes)], name, { type: contentType });
  if (channel === 'whatsapp') {
    form.set('messaging_product', 'whatsapp');
    form.set('type', contentType);
    form.set('file', file);
  } else {
    form.set('message', JSON.stringify({ attachment: { type: kindOf(contentType), payload: { is_reusable: true } } }));
    form.set('filedata', file);
  }
  return form;
}

async function upload(graph: Graph, owner: MediaOwner, file: MediaFile): Promise<Uploaded> {
  const path = `/${owner.sender}/${owner.channel === 'whatsapp' ? 'media' : 'message_attachments'}`;
  const form = formOf(owner, file);
  const answer = await graph.call({ method: 'POST', path, token: owner.token, form, timeoutMs: TIMEOUT_MS });
  if (answer.kind !== 'ok') return answer;
  const id = answer.body['id'] ?? answer.body['attachment_id'];
  return typeof id === 'string' && id !== '' ? { kind: 'ok', id } : { kind: 'doubt', reason: 'unreadable' };
}

export function createMediaUploads(graph: Graph, clock: () => number = Date.now): MediaUploads {
  const known = new Map<string, { readonly id: string; readonly until: number }>();

  function remember(key: string, id: string): void {
    known.delete(key);
    known.set(key, { id, until: clock() + GOOD_MS });
    for (const oldest of known.keys()) {
      if (known.size <= KEPT) break;
      known.delete(oldest);
    }
  }

  return {
    async uploadMedia(owner, file) {
      const key = `${owner.sender} ${file.contentType} ${hash('sha256', file.bytes, 'base64url')}`;
      const before = known.get(key);
      if (before && before.until > clock()) return { kind: 'ok', id: before.id };
      const uploaded = await upload(graph, owner, file);
      if (uploaded.kind === 'ok') remember(key, uploaded.id);
      return uploaded;
    },
  };
}
