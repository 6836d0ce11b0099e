import type { Appointment } from '@medplum/fhirtypes';
import type { Call, Happening, Recorded } from '../driver.ts';
import { type Client, LieError } from './client.ts';
import { appointment } from './shapes.ts';
import { BOOKING_SYSTEM } from './systems.ts';

export interface Appointments {
  record(ihs: string, happening: Happening, call: Call): Promise<Recorded>;
}

/** The identifier of a booking: the same person and dose are the same appointment, whatever becomes of it. */
const named = (ihs: string, { dose }: Happening): string => `${BOOKING_SYSTEM}|${ihs}-${dose}`;

const STATUS = { booked: 'booked', cancelled: 'cancelled', given: 'fulfilled' } as const;

function resourceOf(ihs: string, happening: Happening, call: Call): Appointment {
  const { event, dose, on } = happening;
  return {
    resourceType: 'Appointment',
    identifier: [
      { system: BOOKING_SYSTEM, value: `${ihs}-${dose}` },
      { system: `${BOOKING_SYSTEM}/key`, value: call.key },
    ],
    status: STATUS[event],
    // A day, in Indonesia's westernmost zone: the hour is the site's own affair.
    requestedPeriod: [{ start: `${on}T00:00:00+07:00`, end: `${on}T23:59:59+07:00` }],
    participant: [{ actor: { reference: `Patient/${ihs}` }, status: 'accepted' }],
  };
}

/**
 * Appointments at the registry. SATUSEHAT has no such resource yet: a server that refuses it keeps nothing, and what
 * happened stays with us (`kept`).
 */
export function createAppointments(client: Client): Appointments {
  return {
    async record(ihs, happening, call) {
      const identifier = named(ihs, happening);
      const query = new URLSearchParams({ identifier }).toString();
      const body = resourceOf(ihs, happening, call);
      const first = await client.send({
        method: 'POST',
        path: '/Appointment',
        body,
        headers: { 'if-none-exist': query },
      });
      if (first.kind === 'refused') return { kind: 'kept' };
      const read = appointment.safeParse(first.body);
      const found = read.success
        ? [read.data]
        : await client.search(`/Appointment?${query}`, appointment, 'Appointment');
      const [there] = found;
      if (!there) throw new LieError('shape');
      if (there.status === body.status && first.status === 201) return { kind: 'recorded' };
      const update = { ...body, id: there.id };
      const second = await client.send({ method: 'PUT', path: `/Appointment/${there.id}`, body: update });
      return { kind: second.kind === 'ok' ? 'recorded' : 'kept' };
    },
  };
}
