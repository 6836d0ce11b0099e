import type { z } from 'zod';
import { type HttpRequest, type HttpResponse, problem } from '../../../domain/http.ts';
import { Impossible } from '../act.ts';
import { GraphError } from '../graph-error.ts';

/** A request to the simulator's own API that makes no sense. Its words are for developers. */
export class BadRequest extends Error {
  override readonly name = 'BadRequest';
}

/** The JSON body in a shape. Throws `BadRequest` naming the first thing that is wrong. */
export function bodyAs<T>(shape: z.ZodType<T>, { body }: HttpRequest): T {
  let value: unknown = {};
  try {
    if (body.length > 0) value = JSON.parse(body.toString('utf8'));
  } catch {
    throw new BadRequest('the body is not JSON');
  }
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  const [first] = result.error.issues;
  throw new BadRequest(`${first?.path.join('.') ?? ''}: ${first?.message ?? ''}`);
}

/** Wraps a handler: what it returns is JSON, what it throws for a wrong request is an answer. */
export function json(handle: (request: HttpRequest) => object | Promise<object>) {
  return async (request: HttpRequest): Promise<HttpResponse> => {
    try {
      return { status: 200, body: await handle(request) };
    } catch (error) {
      if (error instanceof BadRequest) return problem(400, 'bad_request', error.message);
      if (error instanceof GraphError) return problem(409, 'refused', `${error.code}: ${error.message}`);
      if (error instanceof Impossible) return problem(409, 'impossible', error.message);
      if (error instanceof NotThere) return problem(404, 'not_found', 'There is no such thing here.');
      throw error;
    }
  };
}

export class NotThere extends Error {
  override readonly name = 'NotThere';
}
