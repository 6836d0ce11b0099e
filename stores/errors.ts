/** Everything a document store can answer except the document. Nothing else leaves a driver. */
export type StoreErrorCode = 'conflict' | 'not_found' | 'too_large' | 'busy' | 'unavailable' | 'corrupt';

/** The parent of the typed errors: `code` for programs, a message without any document content for people. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;
  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.name = new.target.name;
  }
}

/** Somebody else changed (or created) the document first. Load it again and decide again. */
export class Conflict extends StoreError {
  constructor(message = 'the document was changed by somebody else', options?: ErrorOptions) {
    super('conflict', message, options);
  }
}

/** A conditional write or delete found no document. A plain `get` answers `undefined` instead. */
export class NotFound extends StoreError {
  constructor(message = 'no such document', options?: ErrorOptions) {
    super('not_found', message, options);
  }
}

/** The document is above 2 MB (2,097,152 bytes of JSON), the limit of Cosmos DB, kept by both drivers. */
export class TooLarge extends StoreError {
  constructor(message = 'a document may have at most 2 MB', options?: ErrorOptions) {
    super('too_large', message, options);
  }
}

/** The store asks to come back: `retryAfterMs` from now. */
export class Busy extends StoreError {
  readonly retryAfterMs: number;
  constructor(retryAfterMs: number, message = 'the store is busy', options?: ErrorOptions) {
    super('busy', message, options);
    this.retryAfterMs = retryAfterMs;
  }
}

/** The store cannot be reached or cannot write (disk full, connection lost). Nothing was half done. */
export class Unavailable extends StoreError {
  constructor(message = 'the store cannot be reached', options?: ErrorOptions) {
    super('unavailable', message, options);
  }
}

/** What is stored cannot be read as it was written. Never repaired silently. */
export class Corrupt extends StoreError {
  constructor(message: string, options?: ErrorOptions) {
    super('corrupt', message, options);
  }
}
