/** What an operator's `sapa provision` finds and does at Meta: a list of differences, each with what makes it so. */
import { isRecord } from '../../webchat/plain.ts';
import type { Graph, GraphCall } from '../graph.ts';

export interface Change {
  /** For people: what is not as declared. */
  readonly text: string;
  /** Absent for what only Meta, or somebody who writes another text, can change. */
  readonly apply?: () => Promise<void>;
}

/** Meta did not do it. The message is for the operator and quotes nothing that was sent. */
export class ProvisionError extends Error {
  override readonly name = 'ProvisionError';
}

export type Body = Readonly<Record<string, unknown>>;

/** One call; rejects with `ProvisionError` for everything but success. `what`: for people, what it was for. */
export async function ask(graph: Graph, call: GraphCall, what: string): Promise<Body> {
  const answer = await graph.call(call);
  if (answer.kind === 'ok') return answer.body;
  const said =
    answer.kind === 'error'
      ? `code ${answer.code}${answer.subcode === undefined ? '' : `/${answer.subcode}`} (HTTP ${answer.status})`
      : `no answer (${answer.reason})`;
  const advice =
    answer.kind === 'error' && (answer.code === 190 || answer.code === 10 || (answer.code >= 200 && answer.code <= 299))
      ? 'look at the token and its permissions'
      : 'run it again later; what was done is not done twice';
  throw new ProvisionError(`${what}: the Graph API says ${said}; ${advice}`);
}

/** The records of `data`, as lists of the Graph API carry them. */
export function dataOf(body: Body): readonly Body[] {
  const { data } = body;
  const list: readonly unknown[] = Array.isArray(data) ? data : [];
  return list.filter(isRecord);
}

/** Whether everything that is declared is there. What Meta adds of its own does not count. */
export function holds(declared: unknown, there: unknown): boolean {
  if (Array.isArray(declared)) {
    if (!Array.isArray(there) || there.length !== declared.length) return false;
    return declared.every((one, index) => holds(one, there[index]));
  }
  if (!isRecord(declared)) return declared === there;
  return isRecord(there) && Object.entries(declared).every(([key, value]) => holds(value, there[key]));
}
