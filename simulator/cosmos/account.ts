import { createHash, randomUUID } from 'node:crypto';

/** A refusal of the service: HTTP status and, where Cosmos names one, the sub-status. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly status: number;
  readonly substatus: number;
  constructor(status: number, message: string, substatus = 0) {
    super(message);
    this.status = status;
    this.substatus = substatus;
  }
}

export type Doc = Readonly<Record<string, unknown>> & { readonly id: string; readonly _etag: string };

export interface Definition {
  readonly id: string;
  readonly partitionKey: { readonly paths: readonly string[] };
  readonly indexingPolicy?: { readonly includedPaths?: readonly { readonly path: string }[] };
  readonly defaultTtl?: number;
}

/** The physical partitions of every container: two, so that questions across partitions have something to merge. */
export const RANGES = [
  { id: '0', minInclusive: '', maxExclusive: '80' },
  { id: '1', minInclusive: '80', maxExclusive: 'FF' },
] as const;

const OWNER_MISSING = 1003;
const WRONG_PARTITION = 1001;

/** Which physical partition a key falls into. */
function rangeOf(pk: string): string {
  return (createHash('sha256').update(pk).digest()[0] ?? 0) < 0x80 ? '0' : '1';
}

/** The documents of one container, with what the service does to each. Times in ms since 1970. */
export class PeerContainer {
  definition: Definition;
  readonly #documents = new Map<string, Doc>();
  readonly #clock: () => number;
  #count = 0;

  constructor(definition: Definition, clock: () => number) {
    this.definition = definition;
    this.#clock = clock;
  }

  /** All that are there, of one partition, of one physical range, or of all. */
  documents(where: { readonly pk?: string | undefined; readonly range?: string | undefined }): Doc[] {
    return [...this.#documents.values()].filter((doc) => {
      const pk = String(doc['pk']);
      if (where.pk !== undefined && pk !== where.pk) return false;
      return (where.range === undefined || rangeOf(pk) === where.range) && !this.#collected(doc);
    });
  }

  read(pk: string, id: string): Doc {
    const doc = this.#documents.get(JSON.stringify([pk, id]));
    if (!doc || this.#collected(doc)) throw new Refused(404, 'Entity with the specified id does not exist');
    return doc;
  }

  create(pk: string, body: Record<string, unknown>): Doc {
    if (this.#has(pk, String(body['id']))) throw new Refused(409, 'Entity with the specified id already exists');
    return this.#store(pk, body);
  }

  upsert(pk: string, body: Record<string, unknown>): { doc: Doc; created: boolean } {
    const created = !this.#has(pk, String(body['id']));
    return { doc: this.#store(pk, body), created };
  }

  replace(pk: string, id: string, body: Record<string, unknown>, ifMatch: string | undefined): Doc {
    this.#match(this.read(pk, id), ifMatch);
    if (body['id'] !== id) throw new Refused(400, 'the id in the body differs from the one in the path');
    return this.#store(pk, body);
  }

  delete(pk: string, id: string, ifMatch: string | undefined): void {
    this.#match(this.read(pk, id), ifMatch);
    this.#documents.delete(JSON.stringify([pk, id]));
  }

  #match(doc: Doc, ifMatch: string | undefined): void {
    if (ifMatch !== undefined && ifMatch !== '*' && ifMatch !== doc._etag) {
      throw new Refused(412, 'One of the specified pre-conditions is not met');
    }
  }

  #has(pk: string, id: string): boolean {
    const doc = this.#documents.get(JSON.stringify([pk, id]));
    return doc !== undefined && !this.#collected(doc);
  }

  #store(pk: string, body: Record<string, unknown>): Doc {
    const id = body['id'];
    if (typeof id !== 'string' || id === '' || id.length > 255 || /[/\\?#]/.test(id)) {
      throw new Refused(400, 'an id is a string of 1 to 255 characters without / \\ ? #');
    }
    if (body['pk'] !== pk) throw new Refused(400, 'PartitionKey differs from the document', WRONG_PARTITION);
    this.#count += 1;
    const system = { _rid: String(this.#count).padStart(8, '0'), _etag: `"${randomUUID()}"`, _ts: this.#seconds() };
    const doc = { ...body, id, ...system };
    this.#documents.set(JSON.stringify([pk, id]), doc);
    return doc;
  }

  #seconds(): number {
    return Math.floor(this.#clock() / 1000);
  }

  /** Expiry works only where the container has it switched on. */
  #collected(doc: Doc): boolean {
    const ttl = typeof doc['ttl'] === 'number' ? doc['ttl'] : (this.definition.defaultTtl ?? -1);
    return this.definition.defaultTtl !== undefined && ttl > 0 && Number(doc['_ts']) + ttl <= this.#seconds();
  }
}

/** The databases of an account and their containers. */
export class PeerAccount {
  readonly #databases = new Map<string, Map<string, PeerContainer>>();
  readonly #clock: () => number;

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  database(id: string): Map<string, PeerContainer> {
    const found = this.#databases.get(id);
    if (!found) throw new Refused(404, 'the database does not exist', OWNER_MISSING);
    return found;
  }

  createDatabase(id: string): void {
    if (this.#databases.has(id)) throw new Refused(409, 'the database exists');
    this.#databases.set(id, new Map());
  }

  container(database: string, id: string): PeerContainer {
    const found = this.database(database).get(id);
    if (!found) throw new Refused(404, 'the container does not exist', OWNER_MISSING);
    return found;
  }

  createContainer(database: string, definition: Definition): PeerContainer {
    const containers = this.database(database);
    if (containers.has(definition.id)) throw new Refused(409, 'the container exists');
    if (!definition.partitionKey?.paths?.length) throw new Refused(400, 'a container has a partition key');
    const container = new PeerContainer(definition, this.#clock);
    containers.set(definition.id, container);
    return container;
  }
}
