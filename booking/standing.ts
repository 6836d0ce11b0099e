import { randomBytes } from 'node:crypto';
import type { Pseudonyms, Sealer } from '../domain/sealer.ts';
import { jitter, type Pause } from '../registry/retry.ts';
import type { Documents } from '../stores/documents.ts';
import { createClaims } from './claims.ts';
import { createDesk } from './desk.ts';
import { createLanes } from './lanes.ts';
import { createSeats } from './seats.ts';

/** An appointment that stands. */
export interface Standing {
  /** ms since 1970. */
  readonly start: number;
  readonly zone: string;
  /** Contact id of who booked. */
  readonly contact: string;
  /** Which place of which ticket: another one after every change. */
  readonly place: string;
}

/** Reads the booking for work that no citizen waits for. Throws `StoreError`s only. */
export interface Standings {
  /** What stands for a person and dose; a session that was called off is none. */
  of(person: string, dose: number, now: number): Promise<Standing | undefined>;
}

export interface StandingsOptions {
  readonly documents: Documents;
  readonly pseudonyms: Pseudonyms;
  readonly sealer: Sealer;
  readonly pause?: Pause;
}

export function createStandings({ pause = jitter(), ...options }: StandingsOptions): Standings {
  const claims = createClaims({ ...options, random: randomBytes });
  const seats = createSeats({ documents: options.documents, claims, lanes: createLanes(), pause });
  const desk = createDesk({ claims, seats, pause });
  return {
    async of(person, dose, now) {
      const found = await desk.held(person, dose, now);
      const { has, ticket, contact } = found?.claim.body ?? {};
      if (!found || !has || ticket === undefined || contact === undefined) return undefined;
      const { start, zone, cancelled } = found.session.body;
      return cancelled === undefined ? { start, zone, contact, place: `${ticket}|${has.n}` } : undefined;
    },
  };
}
