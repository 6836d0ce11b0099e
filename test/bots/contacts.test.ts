import { createContactDocuments } from '../../bots/contact-documents.ts';
import { type Contacts, createContacts } from '../../bots/contacts.ts';
import { memoryDocuments } from '../support/memory-documents.ts';
import { openSealer, plainPseudonyms } from './support/engine.ts';

const PHONE = '6281200000001';
const NEW = '6281300000002';
const DAY = 86_400_000;
const T = 1_790_000_000_000;

/** Contacts of one process; several over one store are several processes. */
function process(documents = memoryDocuments()): Contacts & { documents: ReturnType<typeof memoryDocuments> } {
  const stored = createContactDocuments({
    documents,
    sealer: openSealer,
    pseudonyms: plainPseudonyms,
    channel: 'whatsapp',
  });
  // Trusts nothing in RAM: every call reads what is stored.
  return { ...createContacts({ documents: stored, clock: Date.now, trustMs: 0 }), documents };
}

describe('the same citizen', () => {
  test.each([
    ['a number', { phone: PHONE }, { phone: PHONE }],
    ['a user id', { user: 'ID.1' }, { user: 'ID.1' }],
    ['a number, then both', { phone: PHONE }, { phone: PHONE, user: 'ID.1' }],
    ['both, then the number alone', { phone: PHONE, user: 'ID.1' }, { phone: PHONE }],
    ['both, then the user id alone', { phone: PHONE, user: 'ID.1' }, { user: 'ID.1' }],
    ['a parent id under another business', { user: 'ID.1', parent: 'ID.ENT.1' }, { user: 'ID.9', parent: 'ID.ENT.1' }],
  ])('by %s', async (_name, first, second) => {
    const contacts = process();
    const one = await contacts.find(first, T);
    expect((await contacts.find(second, T + 1)).id).toBe(one.id);
    expect((await process(contacts.documents).find(first, T + 2)).id).toBe(one.id);
  });

  test('whose number disappears is reached by the user id, and by the number again when it comes back', async () => {
    const contacts = process();
    const { id } = await contacts.find({ phone: PHONE, user: 'ID.1' }, T);
    expect(await contacts.find({ user: 'ID.1' }, T + 1)).toEqual({ id, phone: undefined, user: 'ID.1' });
    expect(await contacts.find({ phone: PHONE, user: 'ID.1' }, T + 2)).toEqual({ id, phone: PHONE, user: 'ID.1' });
  });

  test('who changes the number goes on, however often the change is told', async () => {
    const contacts = process();
    const { id } = await contacts.find({ phone: PHONE, user: 'ID.1' }, T);
    for (let n = 0; n < 3; n += 1) await contacts.move({ phone: PHONE }, { phone: NEW, user: 'ID.2' }, T + DAY);
    expect(await contacts.find({ phone: NEW, user: 'ID.2' }, T + DAY + 1)).toEqual({ id, phone: NEW, user: 'ID.2' });
    expect((await contacts.find({ user: 'ID.1' }, T + DAY + 2)).id).toBe(id);
  });

  test('written to by two processes at once is one contact', async () => {
    const one = process();
    const others = [one, process(one.documents), process(one.documents)];
    const found = await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        others[n % 3]?.find(n % 2 ? { phone: PHONE, user: 'ID.1' } : { user: 'ID.1' }, T + n),
      ),
    );
    expect(new Set(found.map((contact) => contact?.id)).size).toBe(1);
  });
});

describe('another citizen', () => {
  test('with a recycled number is somebody new, and the old one is not reached by it any more', async () => {
    const contacts = process();
    const old = await contacts.find({ phone: PHONE, user: 'ID.1' }, T);
    const fresh = await contacts.find({ phone: PHONE, user: 'ID.2' }, T + DAY);
    expect(fresh.id).not.toBe(old.id);
    expect(fresh.phone).toBe(PHONE);
    expect(await contacts.get(old.id)).toEqual({ id: old.id, phone: undefined, user: 'ID.1' });
    // A late repetition of an old message finds its own contact, and takes nothing back.
    expect(await contacts.find({ phone: PHONE, user: 'ID.1' }, T)).toEqual({
      id: old.id,
      phone: undefined,
      user: 'ID.1',
    });
    expect((await contacts.find({ phone: PHONE }, T + 2 * DAY)).id).toBe(fresh.id);
  });

  test('with a number that was left behind is somebody new, even when the number is all that is known', async () => {
    const contacts = process();
    const old = await contacts.find({ phone: PHONE }, T);
    await contacts.move({ phone: PHONE }, { phone: NEW }, T + DAY);
    const fresh = await contacts.find({ phone: PHONE }, T + 2 * DAY);
    expect(fresh.id).not.toBe(old.id);
    // What was written before the change belongs to the old one.
    expect((await contacts.find({ phone: PHONE }, T + 1)).id).toBe(old.id);
    expect((await contacts.get(old.id))?.phone).toBe(NEW);
  });

  test('behind another device with nothing but the number known: starts anew', async () => {
    const contacts = process();
    const old = await contacts.find({ phone: PHONE }, T);
    await contacts.move({ phone: PHONE }, {}, T + DAY);
    expect((await contacts.find({ phone: PHONE }, T + DAY + 1)).id).not.toBe(old.id);
    expect((await contacts.get(old.id))?.phone).toBeUndefined();
  });

  test('keeps a user id that a change wants to give to somebody else', async () => {
    const contacts = process();
    const one = await contacts.find({ phone: PHONE, user: 'ID.1' }, T);
    const two = await contacts.find({ phone: NEW, user: 'ID.2' }, T);
    await contacts.move({ user: 'ID.1', phone: PHONE }, { user: 'ID.2', phone: PHONE }, T + DAY);
    expect((await contacts.find({ user: 'ID.2' }, T + DAY + 1)).id).toBe(two.id);
    expect((await contacts.find({ user: 'ID.1' }, T + DAY + 1)).id).toBe(one.id);
  });

  test('whose first word under new names overtook the news of the change: nobody is joined with anybody', async () => {
    const contacts = process();
    const old = await contacts.find({ phone: PHONE, user: 'ID.1' }, T);
    const fresh = await contacts.find({ phone: NEW, user: 'ID.2' }, T + DAY + 1);
    await contacts.move({ phone: PHONE, user: 'ID.1' }, { phone: NEW, user: 'ID.2' }, T + DAY);
    expect(fresh.id).not.toBe(old.id);
    expect((await contacts.find({ phone: NEW, user: 'ID.2' }, T + DAY + 2)).id).toBe(fresh.id);
    expect((await contacts.get(old.id))?.phone).toBeUndefined();
    expect((await contacts.get(fresh.id))?.phone).toBe(NEW);
    // The number that was left goes to whoever has it next, and to neither of them.
    const next = await contacts.find({ phone: PHONE, user: 'ID.3' }, T + 2 * DAY);
    expect([old.id, fresh.id]).not.toContain(next.id);
  });

  test('under a parent id that one of two contacts has: that one, and the other keeps what is theirs', async () => {
    const contacts = process();
    const one = await contacts.find({ user: 'ID.1', parent: 'ID.ENT.1' }, T);
    const two = await contacts.find({ phone: PHONE, user: 'ID.2' }, T);
    // A parent id moves to a contact of its own user id never: that id decides.
    expect((await contacts.find({ phone: PHONE, user: 'ID.2', parent: 'ID.ENT.1' }, T + 1)).id).toBe(two.id);
    expect((await contacts.find({ user: 'ID.9', parent: 'ID.ENT.1' }, T + 2)).id).toBe(one.id);
    await contacts.move({ parent: 'ID.ENT.1' }, { user: 'ID.2', parent: 'ID.ENT.2' }, T + DAY);
    expect((await contacts.find({ user: 'ID.2' }, T + DAY + 1)).id).toBe(two.id);
    expect((await contacts.find({ user: 'ID.8', parent: 'ID.ENT.2' }, T + DAY + 2)).id).toBe(one.id);
  });

  test('is never reached by a number at the same time as the one before', async () => {
    const contacts = process();
    const ids: string[] = [];
    for (let n = 0; n < 6; n += 1) {
      ids.push((await contacts.find({ phone: PHONE, user: `ID.${n}` }, T + n)).id);
      const reached = await Promise.all(ids.map((id) => contacts.get(id)));
      expect(reached.filter((one) => one?.phone === PHONE)).toHaveLength(1);
    }
  });
});

test('twenty wishes of one person at the same moment are all taken, and the newest stays', async () => {
  const contacts = process();
  await Promise.all(
    Array.from({ length: 20 }, (_unused, n) =>
      contacts.prefer({ phone: PHONE, user: 'ID.1' }, n === 19 ? 'resume' : 'stop', T + n),
    ),
  );
  const { id } = await contacts.find({ user: 'ID.1' }, T);
  const stored = createContactDocuments({
    ...{ documents: contacts.documents, sealer: openSealer, pseudonyms: plainPseudonyms },
    channel: 'whatsapp',
  });
  expect((await stored.contact(id))?.value.marketing).toEqual({ value: 'resume', at: T + 19 });
});

test('a contact whose document was erased is the same one, with nothing of before; with its names erased, a new one', async () => {
  const contacts = process();
  const { id } = await contacts.find({ phone: PHONE, user: 'ID.1' }, T);
  await contacts.prefer({ phone: PHONE, user: 'ID.1' }, 'stop', T);
  await contacts.documents.delete('contacts', id, id);
  expect(await contacts.get(id)).toBeUndefined();
  expect(await contacts.find({ user: 'ID.1' }, T + DAY)).toEqual({ id, phone: undefined, user: 'ID.1' });
  const stored = createContactDocuments({
    ...{ documents: contacts.documents, sealer: openSealer, pseudonyms: plainPseudonyms },
    channel: 'whatsapp',
  });
  expect((await stored.contact(id))?.value).toEqual({ user: 'ID.1' });
  for (const name of ['phone 6281200000001', 'user ID.1']) {
    const alias = `a-${plainPseudonyms.of('contact-name', `whatsapp ${name}`)}`;
    await contacts.documents.delete('contacts', alias, alias);
  }
  expect((await contacts.find({ phone: PHONE, user: 'ID.1' }, T + 2 * DAY)).id).not.toBe(id);
});

test('nothing in the open says who anybody is', async () => {
  const contacts = process();
  await contacts.find({ phone: PHONE, user: 'ID.13491208655302741918' }, T);
  await contacts.prefer({ phone: PHONE }, 'stop', T);
  const page = await contacts.documents.query('contacts', { pk: (await contacts.find({ phone: PHONE }, T)).id });
  for (const { id, pk } of page.items) expect(`${id} ${pk}`).not.toMatch(/\d{6}/);
});

test('what is known costs nothing, and is read again after its time', async () => {
  const inner = memoryDocuments();
  let reads = 0;
  const get = inner.get.bind(inner);
  inner.get = (...given) => {
    reads += 1;
    return get(...given);
  };
  let now = T;
  const documents = createContactDocuments({
    documents: inner,
    sealer: openSealer,
    pseudonyms: plainPseudonyms,
    channel: 'w',
  });
  const contacts = createContacts({ documents, clock: () => now, trustMs: 60_000 });
  await contacts.find({ phone: PHONE, user: 'ID.1' }, T);
  reads = 0;
  for (let n = 0; n < 10; n += 1) await contacts.find({ phone: PHONE, user: 'ID.1' }, T + n);
  expect(reads).toBe(0);
  now += 60_001;
  await contacts.find({ phone: PHONE, user: 'ID.1' }, T);
  expect(reads).toBeGreaterThan(0);
});
