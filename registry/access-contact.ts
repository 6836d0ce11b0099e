import { NO_CODES } from '../privacy/codes.ts';
import { type AccessDocuments, type ContactBody, DAY_MS } from './access-document.ts';
import { type Pause, persist } from './retry.ts';
import type { Roles } from './roles.ts';

/** What is counted for one contact, over all the people it asks about. */
export interface ContactSteps {
  /** Changes a contact's document; `next` may leave it as it is. */
  step<T>(id: string, now: number, next: (body: ContactBody) => readonly [T, ContactBody | undefined]): Promise<T>;
  /** Takes a person out of the contact's budget of the day. The same person again is free. `phone`: proved by the channel. */
  mayLook(contact: string, person: string, now: number, phone?: string): Promise<boolean>;
}

const none = (): ContactBody => ({ codes: NO_CODES, looked: [], until: 0 });

export interface ContactStepsOptions {
  readonly access: AccessDocuments;
  readonly roles: Pick<Roles, 'looks'>;
  readonly pause: Pause;
}

export function createContactSteps({ access, roles, pause }: ContactStepsOptions): ContactSteps {
  function step<T>(id: string, now: number, next: (body: ContactBody) => readonly [T, ContactBody | undefined]) {
    return persist(pause, async () => {
      const stored = await access.contact(id);
      const [answer, body] = next(stored?.body ?? none());
      if (body) await access.putContact(id, { codes: body.codes, looked: body.looked }, stored, now);
      return { answer };
    }).then(({ answer }) => answer);
  }

  const look = (contact: string, person: string, now: number, most: number): Promise<boolean> =>
    step(contact, now, (body) => {
      const looked = body.looked.filter(([, at]) => at > now - DAY_MS);
      const before = looked.some(([one]) => one === person);
      if (!before && looked.length >= most) return [false, undefined];
      return [true, { ...body, looked: before ? looked : [...looked, [person, now]] }];
    });

  return {
    step,
    async mayLook(contact, person, now, phone) {
      // Whose phone it is is asked only of who has asked about as many as a family may.
      if (await look(contact, person, now, await roles.looks(undefined))) return true;
      return phone !== undefined && look(contact, person, now, await roles.looks(phone));
    },
  };
}
