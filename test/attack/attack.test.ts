/** Somebody who knows everything about a famous person but has not their phone. Nothing is disclosed, and the owner is told. */

import { ticketRoutes } from '../../booking/routes.ts';
import { silent } from '../../domain/log.ts';
import { uncounted } from '../../domain/metrics.ts';
import { maskNik } from '../../domain/nik.ts';
import { readTicketCode } from '../../domain/ticket-code.ts';
import { BUDI, type House, NOBODY, openHouse, register, SITI, sayUpToPhone, WATI } from '../access/support/house.ts';
import { play, type Talk } from '../dialogs/support/talk.ts';
import { NOW } from '../dialogs/support/world.ts';

const HOUR = 3_600_000;

/** A house in which the famous person has an appointment, made from her own phone. */
async function famous(): Promise<{ house: House; owner: Talk; code: string }> {
  const house = await openHouse();
  const owner = house.citizen('owner', SITI.phone);
  await register(owner, SITI);
  for (const text of ['tidak ada', '1', '1']) await owner.say(text);
  const code = (await house.ticketOf(SITI.nik))?.code ?? '';
  expect(readTicketCode(code)).toBe(code);
  return { house, owner, code };
}

/** What must appear in nothing that a stranger hears: what the list and the booking know. */
function secretsOf(code: string): readonly string[] {
  return [
    code,
    'Puskesmas Contoh Melati',
    '28 November',
    SITI.phone?.slice(-4) ?? '',
    'lansia',
    'Kota Bandung',
    'pendaftaran diterima',
  ];
}

function discloses(texts: readonly string[], secrets: readonly string[]): string[] {
  const all = texts.join('\n');
  return secrets.filter((one) => all.includes(one));
}

let found: Awaited<ReturnType<typeof famous>>;
beforeAll(async () => {
  found = await famous();
});

describe("a famous person's NIK, name and birth date", () => {
  test('from any other chat: what is heard is what is heard for a NIK that nobody has', async () => {
    const { house, code } = found;
    const heard: string[][] = [];
    for (const [contact, said] of [
      ['a', SITI],
      ['b', { ...NOBODY }],
    ] as const) {
      const talk = house.citizen(contact);
      const texts = [...(await register(talk, said))];
      for (const text of ['tiket', 'jadwal saya', '1', 'status', 'lanjut', said.nik, said.birthDate])
        texts.push(...(await talk.say(text)).texts);
      // What was typed comes back masked; nothing else may differ.
      const own = maskNik(said.nik);
      heard.push(texts.filter((text) => !text.startsWith('NIK:')).map((text) => text.replace(own, '(typed)')));
      expect(discloses(texts, secretsOf(code))).toEqual([]);
    }
    expect(heard[0]).toEqual(heard[1]);
  });

  test("from the attacker's own WhatsApp, typing the owner's number as his own", async () => {
    const { house, code } = found;
    const talk = house.citizen('attacker', '+6281277777777');
    const texts = [...(await register(talk, SITI))];
    await talk.say('daftar');
    await sayUpToPhone(talk, SITI);
    texts.push(...(await talk.say('ubah nomor HP')).texts, ...(await talk.say(SITI.phone ?? '')).texts);
    // The summary shows what he typed himself.
    const heard = texts.filter((text) => !text.startsWith('NIK:'));
    expect(discloses(heard, secretsOf(code))).toEqual([]);
    expect(await house.world.services.access.opens(house.person(SITI.nik), 'attacker')).toBe(false);
  });

  test('a browser that says in its data that it is the phone', async () => {
    const { house, code } = found;
    const talk = house.citizen('browser');
    await sayUpToPhone(talk, SITI);
    await talk.say('tidak ada');
    const heard = await talk.send({
      ...{ type: 'message', text: 'saya sendiri', from: { id: SITI.phone ?? '', name: '' } },
      channelData: { phone: SITI.phone, wa_id: SITI.phone, provenPhone: SITI.phone },
    });
    expect(discloses(heard.texts, secretsOf(code))).toEqual([]);
    expect(heard.texts.join('\n')).toContain('hanya kami buka untuk nomor HP yang terdaftar');
  });

  test('the place stays hers, and she is told once a day, in her chat and on her phone', async () => {
    const { house, code } = found;
    await house.deliver(NOW + HOUR);
    expect((await house.ticketOf(SITI.nik))?.code).toBe(code);
    const told = (await house.notices()).filter(({ person }) => person === house.person(SITI.nik));
    expect(told.map(({ kind }) => kind)).toEqual(['identity_claimed', 'identity_claimed']);
    expect(told.map(({ contact }) => contact)).toContain('owner');
    expect(JSON.stringify(told)).not.toMatch(/Siti|3273054503509901|81200000001/);
  });

  test('guessing the code that she was sent: three tries, and she is told', async () => {
    const { house } = found;
    const talk = house.citizen('guesser');
    talk.now = NOW + 2 * HOUR;
    await sayUpToPhone(talk, SITI);
    await house.deliver(talk.now);
    const digits = Number(house.sent.at(-1)?.digits);
    const heard: string[] = [];
    for (let n = 1; n <= 8; n += 1) {
      const guess = String((digits + n) % 1_000_000).padStart(6, '0');
      heard.push((await talk.say(guess)).texts[0] ?? '');
    }
    expect(heard.filter((text) => text.includes('belum cocok'))).toHaveLength(3);
    await play(talk, [[String(digits).padStart(6, '0'), 'tidak bisa dipakai lagi']]);
    await house.deliver(talk.now);
    expect((await house.notices()).map(({ kind }) => kind)).toContain('identity_code_wrong');
  });
});

describe('what was taken', () => {
  test('a session that was left open: her ticket asks for her birth date, and closes after five', async () => {
    const { owner, code } = found;
    const thief = { ...owner.state };
    expect(thief.people).toHaveLength(1);
    const before = owner.now;
    owner.now += 2 * HOUR;
    const texts = [...(await owner.say('tiket')).texts];
    for (let day = 6; day < 14; day += 1) texts.push(...(await owner.say(`${day}-3-1950`)).texts);
    expect(discloses(texts, secretsOf(code))).toEqual([]);
    expect(texts.filter((text) => text.startsWith('Tanggal lahir itu belum cocok'))).toHaveLength(5);
    owner.now = before + 8 * HOUR;
  });

  test('a token of a conversation says nothing about a person: another contact cannot bring her state along', async () => {
    const { house, owner, code } = found;
    const thief = house.citizen('thief');
    // The whole of her conversation, replayed under the thief's own contact.
    thief.state = structuredClone({ ...owner.state, proved: thief.now } as typeof owner.state);
    const heard = await thief.say('tiket');
    expect(discloses(heard.texts, secretsOf(code))).toEqual([]);
    expect(heard.texts[0]).toContain('masih kami cocokkan');
  });

  test('a button of her conversation, pressed in another', async () => {
    const { house, code } = found;
    const thief = house.citizen('thief2');
    await thief.say('halo');
    for (const value of ['v1:1:@ticket-0', `v1:${Math.floor(NOW / 1000)}:@ticket-0`, 'v1:1:yes', 'v1:1:@cancel-yes'])
      expect(discloses((await thief.send({ type: 'message', text: 'x', value })).texts, secretsOf(code))).toEqual([]);
  });

  test('her number, given to somebody else by the operator: a masked name at most', async () => {
    const { house, code } = found;
    const next = house.citizen('next', SITI.phone);
    const texts = [...(await next.say('tiket')).texts, ...(await next.say('status vaksin')).texts];
    texts.push(...(await register(next, { ...SITI, birthDate: '1950-03-06' })));
    expect(discloses(texts, secretsOf(code))).toEqual([]);
    expect(await house.world.services.access.opens(house.person(SITI.nik), 'next')).toBe(false);
  });
});

describe('guessed ticket codes', () => {
  test('/verify says nothing about a person, of a right code neither, and guessing ends', async () => {
    const { house, code } = found;
    const { booking, publicUrl } = house.world.services;
    const routes = ticketRoutes({ booking, clock: () => NOW, publicUrl, logger: silent, metrics: uncounted });
    const verify = routes.find(({ path }) => path.startsWith('/verify'));
    const ask = async (guess: string) =>
      verify?.handle({
        ...{ method: 'GET', path: `/verify/${guess}`, params: { code: guess }, query: new URLSearchParams() },
        ...{ headers: {}, body: Buffer.alloc(0), remote: '203.0.113.9' },
      } as never);
    const right = await ask(code);
    expect(JSON.stringify(right?.body)).not.toMatch(/Siti|S\*\*\*|3273054503509901|81200000001|1950/);
    const statuses: (number | undefined)[] = [];
    for (let n = 0; n < 40; n += 1)
      statuses.push((await ask(`ABCD-EFGH-JKMN-PQ${String(n).padStart(2, '0')}`))?.status);
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(10);
  });
});

describe('two households claim one person', () => {
  test('the first keeps her, the second hears what strangers hear, and the first is told', async () => {
    const house = await openHouse();
    const daughter = house.citizen('daughter');
    expect((await register(daughter, WATI, { relation: 'parent' })).join('\n')).toContain('pendaftaran diterima');
    const son = house.citizen('son');
    const heard = await register(son, WATI, { relation: 'parent' });
    expect(heard.join('\n')).not.toContain('pendaftaran diterima');
    const [access, person] = [house.world.services.access, house.person(WATI.nik)];
    expect(await Promise.all(['daughter', 'son'].map((one) => access.opens(person, one)))).toEqual([true, false]);
    await house.deliver(NOW + HOUR);
    expect(await house.notices()).toMatchObject([{ kind: 'identity_claimed', contact: 'daughter' }]);
  });

  test('at the same moment, in two processes: one of them', async () => {
    const house = await openHouse();
    const claims = ['one', 'two', 'three', 'four'].map((contact) =>
      house.world.services.access.claim(
        { person: house.person(WATI.nik), ...WATI, contact, relation: 'parent', agrees: true, key: contact },
        NOW,
      ),
    );
    expect((await Promise.all(claims)).filter(({ kind }) => kind === 'open')).toHaveLength(1);
  });
});

test('the registered phone of one is no key to another', async () => {
  const house = await openHouse({ targets: [SITI, { ...BUDI, phone: '+6281200000002' }] });
  const talk = house.citizen('siti', SITI.phone);
  expect((await register(talk, BUDI)).join('\n')).toContain('hanya kami buka');
});
