import type { z } from 'zod';
import { type Answer, type Asked, AwayError, type Http } from './http.ts';
import { bundle } from './shapes.ts';

/** The registry answered with somebody else's data, or with what is no FHIR. Reported, and never shown to anybody. */
export class LieError extends Error {
  override readonly name = 'LieError';
  readonly code: 'other_person' | 'other_dose' | 'shape';
  constructor(code: LieError['code']) {
    super(`the registry's answer cannot be trusted (${code})`);
    this.code = code;
  }
}

/** FHIR's verbs, with what comes in checked. Throws `AwayError` and `LieError`. */
export interface Client {
  /** Resources of one type that a search found. */
  search<T>(path: string, shape: z.ZodType<T>, type: string): Promise<readonly T[]>;
  send(asked: Asked): Promise<Answer>;
  close(): Promise<void>;
}

function resources(body: unknown, type: string): unknown[] {
  const read = bundle.safeParse(body);
  if (!read.success) throw new LieError('shape');
  const found = (read.data.entry ?? []).map(({ resource }) => resource);
  // Servers may add an OperationOutcome or included resources to what was asked for.
  return found.filter((one) => typeof one === 'object' && one !== null && Reflect.get(one, 'resourceType') === type);
}

export function createClient(http: Http): Client {
  return {
    async search(path, shape, type) {
      const answer = await http.ask({ method: 'GET', path });
      // A search that is refused is a mistake of ours or of the registry's, and no answer about a person.
      if (answer.kind === 'refused') throw new AwayError('not_allowed', 300_000);
      return resources(answer.body, type).map((one) => {
        const read = shape.safeParse(one);
        if (!read.success) throw new LieError('shape');
        return read.data;
      });
    },
    send: (asked) => http.ask(asked),
    close: () => http.close(),
  };
}
