/** What readiness asks: the lanes at once, the store by a write. */
export interface Asked {
  /** Why the lanes take no turn now; `undefined` when they do. */
  readonly busy: () => string | undefined;
  /** Resolves when a write would go through; rejects with an error that has a `code`. */
  readonly ping: () => Promise<void>;
  /** How long one look at the store is good for: probes of many balancers must not become load. */
  readonly freshMs?: number;
  /** A store that has not answered by then does not take writes: a balancer's probe gives up after a few seconds itself. */
  readonly patienceMs?: number;
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'failed';

/** Why no turn can be taken now, in words for an operator; `undefined` when it can. */
export function createReadiness({
  busy,
  ping,
  freshMs = 500,
  patienceMs = 2_000,
}: Asked): () => Promise<string | undefined> {
  let asked = Number.NEGATIVE_INFINITY;
  let answer: Promise<string | undefined> = Promise.resolve(undefined);

  async function look(): Promise<string | undefined> {
    let late: NodeJS.Timeout | undefined;
    const waited = new Promise<string>((resolve) => {
      late = setTimeout(resolve, patienceMs, 'the store does not answer in time').unref();
    });
    const told = ping().then(
      () => undefined,
      (error: unknown) => `the store does not take writes (${codeOf(error)})`,
    );
    return Promise.race([told, waited]).finally(() => clearTimeout(late));
  }

  return async () => {
    const why = busy();
    if (why !== undefined) return why;
    if (performance.now() - asked > freshMs) {
      asked = performance.now();
      answer = look();
    }
    return answer;
  };
}
