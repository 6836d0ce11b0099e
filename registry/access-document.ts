import { type CodeLedger, NO_CODES } from '../privacy/codes.ts';
import type { Documents, Stored } from '../stores/documents.ts';
import type { Relation } from './registry.ts';

/** Somebody who may see a person's data in a chat. */
export interface Holder {
  readonly contact: string;
  readonly relation: Relation;
  /** Keyed hash of the birth date, asked for again when a chat was quiet. */
  readonly birth: string;
  /** By the registered phone, a code sent to it, the desk that saw the card, or as the first where no phone is registered. */
  readonly how: 'phone' | 'code' | 'desk' | 'first';
  /** The channel of this chat. */
  readonly channel?: string;
  /** Keyed hash of the phone that was proved, by the channel or by a code that was sent to it. */
  readonly phone?: string;
  /** Contact id of the chat that handed the person over to this one, by a code of its own. */
  readonly from?: string;
  /** It could see the person before `from` handed them over, so that one cannot take it away. */
  readonly own?: true;
  /** ms since 1970. */
  readonly at: number;
}

/** Whether a chat sees the person only because another one handed them over. */
export const isHeir = ({ from, own, how }: Holder): boolean => from !== undefined && !own && how !== 'phone';

/** What the owner of the data is told: somebody else registered them, typed a wrong code, or took them to another chat. */
export type AlertKind = 'claimed' | 'code_wrong' | 'carried';

export interface Alert {
  readonly kind: AlertKind;
  /** Contact id of who did it. */
  readonly by: string;
  /** The birth date agreed: somebody knows this person. A slip of a finger on another NIK is no reason to alarm anybody. */
  readonly right: boolean;
  readonly at: number;
}

/** A code on its way. `right`: the birth date agreed, so there is somebody to send it to. */
export interface PendingCode {
  readonly key: string;
  readonly right: boolean;
  readonly lang: 'id' | 'en';
  readonly until: number;
}

/** What was typed in a registration that opened nothing, on its way to be looked at: the NIK, the name, the birth date. */
export interface PendingSlip {
  readonly contact: string;
  readonly channel?: string;
  /** Sealed to the document. */
  readonly sealed: string;
}

/** One document per person in `access`, made for a NIK that nobody has just as for one that somebody has. */
export interface AccessBody {
  readonly holders: readonly Holder[];
  readonly codes: CodeLedger;
  readonly alerts: readonly Alert[];
  readonly pending: readonly PendingCode[];
  readonly slips?: readonly PendingSlip[];
  /** Wrong birth dates within the hour, ms. */
  readonly births: readonly number[];
  /** When each kind of alert was last raised, ms: an owner hears of each once a day. */
  readonly raised: Readonly<Partial<Record<AlertKind, number>>>;
  /** The last answers by idempotency key, oldest first. */
  readonly answers: readonly (readonly [key: string, answer: string])[];
  readonly due?: number;
  readonly until?: number;
}

/** What is counted for one contact. */
export interface ContactBody {
  readonly codes: CodeLedger;
  /** Persons that were asked about: keyed hash and ms. */
  readonly looked: readonly (readonly [person: string, at: number])[];
  readonly until: number;
}

export const DAY_MS = 24 * 60 * 60_000;
const ANSWERS_MOST = 6;
const ALERTS_MOST = 6;
const SLIPS_MOST = 3;

export const NOBODYS: AccessBody = {
  holders: [],
  codes: NO_CODES,
  alerts: [],
  pending: [],
  births: [],
  raised: {},
  answers: [],
};

/** Raises an alert, unless the owner heard of the like today; of each chat in which something was opened they hear. */
export function withAlert(body: AccessBody, alert: Omit<Alert, 'at'>, now: number): AccessBody {
  const { kind, right } = alert;
  if (kind !== 'carried' && (body.raised[kind] ?? 0) > now - DAY_MS) return body;
  const all = [...body.alerts, { ...alert, at: now }];
  // What nobody is told of gives way first: a burst of wrong guesses must not hide what somebody has opened.
  const least = all.findIndex((one) => !one.right);
  const alerts = all.length > ALERTS_MOST ? all.toSpliced(Math.max(0, least), 1) : all;
  return right ? { ...body, alerts, raised: { ...body.raised, [kind]: now } } : { ...body, alerts };
}

export function withSlip(body: AccessBody, slip: PendingSlip): AccessBody {
  return { ...body, slips: [...(body.slips ?? []), slip].slice(-SLIPS_MOST) };
}

/** Remembers what was answered to a turn, so that the turn run again hears the same. */
export function withAnswer(body: AccessBody, key: string, answer: string): AccessBody {
  return { ...body, answers: [...body.answers, [key, answer] as const].slice(-ANSWERS_MOST) };
}

export const answered = ({ answers }: AccessBody, key: string): string | undefined =>
  answers.find(([known]) => known === key)?.[1];

/** The fields that follow from the rest: what waits is due at once, and what nobody holds is forgotten after a day. */
function settled(body: AccessBody, now: number): AccessBody {
  const { due: _due, until: _until, ...rest } = body;
  const waits = body.alerts.length > 0 || body.pending.length > 0 || (body.slips ?? []).length > 0;
  return {
    ...rest,
    ...(waits ? { due: body.due ?? now } : {}),
    ...(body.holders.length === 0 ? { until: now + DAY_MS } : {}),
  };
}

export interface AccessDocuments {
  person(id: string): Promise<Stored<AccessBody> | undefined>;
  putPerson(id: string, body: AccessBody, old: Stored<AccessBody> | undefined, now: number): Promise<void>;
  contact(id: string): Promise<Stored<ContactBody> | undefined>;
  putContact(
    id: string,
    body: Omit<ContactBody, 'until'>,
    old: Stored<ContactBody> | undefined,
    now: number,
  ): Promise<void>;
}

/** Reads and conditional writes; a write that lost throws `Conflict`. */
export function createAccessDocuments(documents: Documents): AccessDocuments {
  const condition = (old: Stored<object> | undefined) =>
    old ? { ifMatch: old.etag } : ({ ifNoneMatch: '*' } as const);
  return {
    person: (id) => documents.get<AccessBody>('access', id, id),
    async putPerson(id, body, old, now) {
      await documents.put('access', id, id, settled(body, now), condition(old));
    },
    contact: (id) => documents.get<ContactBody>('access', `c-${id}`, `c-${id}`),
    async putContact(id, body, old, now) {
      await documents.put('access', `c-${id}`, `c-${id}`, { ...body, until: now + DAY_MS }, condition(old));
    },
  };
}
