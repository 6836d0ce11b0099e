import type { HttpRequest } from '../../domain/http.ts';
import { badRequest, Refusal } from './refusal.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The JSON of a request; `{}` for an empty body, which Direct Line allows wherever a body is optional.
 * @throws Refusal 415 for another content type, 400 for what is not UTF-8 or not JSON.
 */
export function readJson({ body, headers }: HttpRequest): unknown {
  if (body.length === 0) return {};
  const type = headers['content-type'];
  if (type !== undefined && !/^application\/(?:[\w.-]+\+)?json\b/i.test(type.trim()))
    throw new Refusal(415, 'UnsupportedMediaType', 'Send JSON: "Content-Type: application/json".');
  try {
    return JSON.parse(utf8.decode(body));
  } catch {
    throw badRequest('The body must be JSON in UTF-8.');
  }
}
