/**
 * Encryption of what a document keeps about a person, as the rooms see it (the vault in `privacy/` does the work).
 * The record's id is bound into the sealed text: moved to another record, it does not open.
 */
export interface Sealer {
  /** Seals a text. `record` is the id of the document the text lives in. */
  seal(plain: string, record: string): string;
  /** Opens a sealed text; throws `VaultError` when the key is unknown, the text was changed or the record differs. */
  open(sealed: string, record: string): string;
}

/** Keyed hashes, so that no key, id or index carries personal data. */
export interface Pseudonyms {
  /** The id of a contact: channel plus address. Same input, same id, for the life of the key. */
  contact(channel: string, address: string): string;
  /** The id of a person: a keyed hash of the NIK. */
  person(nik: string): string;
  /** Any other keyed hash, separated by purpose, base64url, `bytes` long (16 unless told). */
  of(purpose: string, value: string, bytes?: number): string;
}
