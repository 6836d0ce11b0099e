import type { Pseudonyms, Sealer } from '../domain/sealer.ts';
import { askCode, digitsOf, giveBack, recent, sameText, type Tried, tryCode } from '../privacy/codes.ts';
import type { Documents } from '../stores/documents.ts';
import type { Access } from './access.ts';
import { admitted, carried, withoutFirst, withoutHeirs } from './access-carry.ts';
import { BIRTHS, decide, withHolder } from './access-claim.ts';
import { createContactSteps } from './access-contact.ts';
import {
  type AccessBody,
  type AccessDocuments,
  answered,
  createAccessDocuments,
  type Holder,
  NOBODYS,
  withAlert,
  withAnswer,
} from './access-document.ts';
import { placesOf } from './access-places.ts';
import { createInvited, reachOf } from './invited.ts';
import { createListed, differing, type Listed } from './listed.ts';
import { createLookupBudget, type LookupBudget } from './lookup-budget.ts';
import { jitter, type Pause, persist } from './retry.ts';
import { createRoles, type Roles } from './roles.ts';

export interface AccessOptions {
  readonly documents: Documents;
  readonly sealer: Sealer;
  readonly pseudonyms: Pseudonyms;
  /** How many persons a contact may ask about in a day; a household of ten with all its slips needs fewer than thirty. */
  readonly roles?: Pick<Roles, 'looks'>;
  readonly pause?: Pause;
  /** Against guessing from many contacts. */
  readonly budget?: LookupBudget;
}

/** Codes that one contact may ask for in an hour, for all its people. */
const CONTACT_SENDS = 8;
/** Codes on their way at once; each is out within seconds. */
const PENDING_MOST = 4;

export function createAccess(options: AccessOptions): Access {
  const { documents, pseudonyms, pause = jitter(), budget = createLookupBudget() } = options;
  const access: AccessDocuments = createAccessDocuments(documents);
  const contacts = createContactSteps({ access, roles: options.roles ?? createRoles(options), pause });
  const listedOf = createListed(documents, options.sealer);
  const birthOf = (person: string, iso: string): string => pseudonyms.of('birth', `${person} ${iso}`);
  // Made for nobody's phone too: the same work for everybody.
  const phoneOf = ({ identity }: Listed): string => reachOf(pseudonyms, identity.phone ?? '');

  async function howOf(person: string, contact: string): Promise<Holder['how'] | undefined> {
    return (await access.person(person))?.body.holders.find((one) => one.contact === contact)?.how;
  }

  async function personStep<T>(
    id: string,
    now: number,
    next: (body: AccessBody) => readonly [T, AccessBody | undefined],
  ): Promise<T> {
    const done = await persist(pause, async () => {
      const stored = await access.person(id);
      const [answer, body] = next(stored?.body ?? NOBODYS);
      if (body) await access.putPerson(id, body, stored, now);
      return { answer };
    });
    return done.answer;
  }

  /** Lets some of the holders go. */
  const remain = (id: string, now: number, of: (holders: readonly Holder[]) => readonly Holder[]): Promise<void> =>
    personStep(id, now, (body) => {
      const holders = of(body.holders);
      return [undefined, holders.length === body.holders.length ? undefined : { ...body, holders }];
    });

  return {
    opens: async (person, contact) => (await howOf(person, contact)) !== undefined,
    async proven(person, contact) {
      const how = await howOf(person, contact);
      return how !== undefined && how !== 'first';
    },
    elsewhere: async (person, contact) => placesOf((await access.person(person))?.body.holders ?? [], contact),
    invited: createInvited(options),
    async claim(claim, now) {
      if (!budget.may(claim, now) || !(await contacts.mayLook(claim.contact, claim.person, now, claim.phone)))
        return { kind: 'wait' };
      const listed = await listedOf(claim.person);
      const { person, nik, name, birthDate } = claim;
      // Sealed for everybody, kept for who is not opened: the same work.
      const typed = options.sealer.seal(JSON.stringify([nik, name, birthDate]), person);
      const hashes = { birth: birthOf(person, birthDate), phone: phoneOf(listed), typed };
      const [kind, proved] = await personStep<readonly ['open' | 'closed', boolean]>(claim.person, now, (body) => {
        const before = answered(body, claim.key);
        const there = before === 'open' || before === 'closed' ? before : undefined;
        const [said, next] = there ? ([there, body] as const) : decide(claim, listed, body, hashes, now);
        const holder = next.holders.find(({ contact }) => contact === claim.contact);
        const same = sameText(holder?.birth ?? '', hashes.birth);
        return [[said, same], there ? undefined : next];
      });
      // Compared for strangers too, who never hear of it.
      const differs = differing(listed, claim);
      budget.heard(claim, kind, now);
      return kind === 'closed' ? { kind } : { kind, differs, proved };
    },
    async ask(wanted, now) {
      const { nik, birthDate, contact, lang, again, key } = wanted;
      const person = pseudonyms.person(nik);
      if (!budget.may(wanted, now)) return 'spent';
      const mine = await contacts.step(contact, now, (body) => {
        const { ledger, asked } = askCode(body.codes, { contact: person, key, again }, now, CONTACT_SENDS);
        return [asked, { ...body, codes: ledger }];
      });
      const listed = await listedOf(person);
      if (mine === 'spent' || !(await contacts.mayLook(contact, person, now))) return 'spent';
      const asked = await personStep(person, now, (body) => {
        const { ledger, asked } = askCode(body.codes, { contact, key, again }, now);
        const right = listed.known && listed.identity.birthDate === birthDate;
        const until = ledger.live.find((one) => one.key === key)?.until ?? now;
        const pending =
          asked === 'fresh' ? [...body.pending, { key, right, lang, until }].slice(-PENDING_MOST) : body.pending;
        const made = ledger.live.some((one) => one.key === key);
        return [
          made ? ('asked' as const) : asked === 'live' ? ('waiting' as const) : ('spent' as const),
          { ...body, codes: ledger, pending },
        ];
      });
      return asked;
    },
    async prove({ nik, birthDate, contact, channel, typed, relation, key }, now) {
      const person = pseudonyms.person(nik);
      const reserve = await contacts.step(contact, now, (body) => {
        const { ledger, outcome } = tryCode(body.codes, { contact: '', key, typed }, () => '', now);
        return [outcome, { ...body, codes: ledger }];
      });
      const listed = await listedOf(person);
      const { identity } = listed;
      const phone = phoneOf(listed);
      const outcome = await personStep(person, now, (body) => {
        if (reserve === 'spent') return ['spent' as const, { ...body }];
        const digits = (code: string): string => digitsOf(pseudonyms, person, code);
        const { ledger, outcome } = tryCode(body.codes, { contact, key, typed }, digits, now);
        const birth = birthOf(person, identity.birthDate);
        const where = channel === undefined ? {} : { channel };
        const by = identity.phone === undefined ? {} : { phone };
        const holder: Holder = { contact, ...where, relation, birth, how: 'code', ...by, at: now };
        const right = identity.birthDate === birthDate;
        const next = { ...body, codes: ledger };
        if (outcome === 'right') return [outcome, withHolder(next, holder)];
        return [outcome, withAlert(next, { kind: 'code_wrong', by: contact, right }, now)];
      });
      if (outcome === 'right')
        await contacts.step(contact, now, (body) => [true, { ...body, codes: giveBack(body.codes, key) }]);
      return outcome;
    },
    birth: (person, contact, birthDate, key, now) =>
      personStep(person, now, (body) => {
        const before = answered(body, key);
        if (before !== undefined) return [before as Tried, undefined];
        const births = recent(body.births, now);
        const holder = body.holders.find((one) => one.contact === contact);
        const same = sameText(holder?.birth ?? birthOf(person, ''), birthOf(person, birthDate));
        const outcome: Tried = births.length >= BIRTHS ? 'spent' : holder && same ? 'right' : 'wrong';
        const next = { ...body, births: outcome === 'wrong' ? [...births, now] : births };
        return [outcome, withAnswer(next, key, outcome)];
      }),
    carry: (move, now) =>
      personStep(move.person, now, (body) => {
        const before = answered(body, move.key);
        if (before !== undefined) return [before as Tried, undefined];
        return carried(body, move, birthOf(move.person, move.birthDate), now);
      }),
    async admit(person, to, key, now) {
      const { known, identity } = await listedOf(person);
      const birth = known ? birthOf(person, identity.birthDate) : undefined;
      return personStep(person, now, (body) =>
        answered(body, key) === undefined ? admitted(body, to, birth, key, now) : [true, undefined],
      );
    },
    recall: (person, contact, key, now) =>
      personStep(person, now, (body) => {
        const before = answered(body, key);
        if (before !== undefined) return [Number(before), undefined];
        const holders = withoutHeirs(body.holders, contact);
        const gone = body.holders.length - holders.length;
        return [gone, withAnswer({ ...body, holders }, key, String(gone))];
      }),
    leave: (person, contact, now) => remain(person, now, (holders) => holders.filter((one) => one.contact !== contact)),
    disown: (person, contact, now) => remain(person, now, (holders) => withoutFirst(holders, contact)),
  };
}
