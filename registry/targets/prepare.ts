import type { Regions } from '../../domain/regions.ts';
import type { Pseudonyms } from '../../domain/sealer.ts';
import { identityOf } from '../identity.ts';
import type { Identity } from '../person.ts';
import type { TargetRow } from './row.ts';

/** A row with what is known of it before anything is sealed: sealing costs most, and an unchanged row needs none. */
export interface Prepared {
  readonly person: string;
  readonly group: string;
  readonly region: string | undefined;
  readonly identity: Identity;
  /** The identity as it is sealed. */
  readonly plain: string;
}

/** Makes rows ready to be compared and written. */
export function createPrepare({
  pseudonyms,
  regions,
}: {
  readonly pseudonyms: Pseudonyms;
  readonly regions: Regions;
}): (row: TargetRow) => Prepared {
  const codes = new Map<string, string>();

  /** A list names some hundred places a million times. Bounded, because a broken one may name a million. */
  function codeOf(region: string): string {
    const there = codes.get(region);
    if (there !== undefined) return there;
    const code = regions.find(region)?.code ?? region;
    if (codes.size < 20_000) codes.set(region, code);
    return code;
  }

  return (row) => {
    const person = pseudonyms.person(row.nik);
    const identity = identityOf(row);
    const region = row.region === undefined ? undefined : codeOf(row.region);
    const { name, birthDate, sex, phone } = identity;
    // With the NIK, so that who is invited by their phone need not type it. A phone that is not there leaves no trace.
    const plain = JSON.stringify({ name, birthDate, sex, phone, nik: row.nik });
    return { person, group: row.group, region, identity, plain };
  };
}
