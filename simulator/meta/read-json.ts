import { GraphError } from './graph-error.ts';
import type { GraphRequest } from './sim.ts';

/**
 * The body as an object: JSON, or a form, which the Graph API takes as well. Throws code 100 for what is neither, and for
 * JSON that does not say that it is JSON.
 */
export function readJson({ body, headers, query }: GraphRequest): Record<string, unknown> {
  const type = headers['content-type'] ?? '';
  const text = body.toString('utf8');
  if (type.startsWith('application/x-www-form-urlencoded')) return Object.fromEntries(new URLSearchParams(text));
  const { access_token: _token, ...rest } = Object.fromEntries(query);
  if (text === '') return rest;
  if (!type.startsWith('application/json')) {
    throw new GraphError(100, { title: 'The parameter messaging_product is required.' });
  }
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...rest, ...value };
  } catch {
    // Falls through: what cannot be read and what is no object get the same answer.
  }
  throw new GraphError(100, { title: 'Invalid parameter', details: 'The body is not a JSON object' });
}
