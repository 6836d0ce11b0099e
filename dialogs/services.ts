import type { Booking } from '../booking/booking.ts';
import type { FitsFor } from '../booking/fits.ts';
import type { Logger } from '../domain/log.ts';
import type { Metrics } from '../domain/metrics.ts';
import type { Programme } from '../domain/programme.ts';
import type { Regions } from '../domain/regions.ts';
import type { ConsentLedger } from '../privacy/consent.ts';
import type { References } from '../privacy/references.ts';
import type { Access } from '../registry/access.ts';
import type { Corrections } from '../registry/corrections.ts';
import type { Drafts } from '../registry/drafts.ts';
import type { Registry } from '../registry/registry.ts';
import type { Roles } from '../registry/roles.ts';
import type { Screenings } from '../registry/screenings.ts';

/** What the conversations work with. Every effect goes through one of these, with an id that makes repeating harmless. */
export interface Services {
  readonly registry: Registry;
  /** Who may see a person, and the one-time codes that prove it. */
  readonly access: Access;
  /** How many people a contact may look after. */
  readonly roles: Pick<Roles, 'people'>;
  /** Requests to put data right, for people at a desk. */
  readonly corrections: Corrections;
  /** Registrations on their way to another chat. */
  readonly drafts: Drafts;
  /** Signed references in the buttons of templates and in links. */
  readonly references: References;
  /** Whether codes reach phones here. Without, nobody is asked for one. */
  readonly sendsCodes: boolean;
  readonly booking: Booking;
  /** Which sessions suit a person: product, age, distance to the last dose. All of them when it is left out. */
  readonly fitsFor?: FitsFor;
  /** The rules of the programme about a person, and what the health questions came to. */
  readonly screening: Screenings;
  readonly consents: ConsentLedger;
  readonly regions: Regions;
  readonly programme: Pick<Programme, 'notice' | 'bring'>;
  /** Origin under which `/verify/CODE` and `/tickets/CODE/calendar.ics` are reached, without a slash at the end. */
  readonly publicUrl: string;
  readonly metrics?: Metrics;
  readonly logger?: Logger;
}
