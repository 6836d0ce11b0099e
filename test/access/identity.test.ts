import { CODE_MS } from '../../privacy/codes.ts';
import { play } from '../dialogs/support/talk.ts';
import { NOW } from '../dialogs/support/world.ts';
import { NOBODY, openHouse, register, SITI, sayUpToPhone, upToPhone, WATI } from './support/house.ts';

const HOUR = 3_600_000;
const code = (text: string | undefined): string => text ?? 'no code';

describe('who may see a person', () => {
  test('whoever writes from the registered phone: nine turns to the ticket, no code', async () => {
    const house = await openHouse();
    const talk = house.citizen('own', SITI.phone);
    const heard = await register(talk, SITI);
    expect(heard.join('\n')).toContain('pendaftaran diterima');
    await play(talk, [
      ['tidak ada', 'Mau divaksin di mana?'],
      ['1', 'Kapan mau datang?'],
      ['1', 'Kode tiket'],
    ]);
    await house.deliver(talk.now);
    expect(house.sent).toEqual([]);
  });

  test('whoever types the code that was sent to the registered phone: ten turns, in any channel', async () => {
    const house = await openHouse();
    const talk = house.citizen('browser');
    for (const text of upToPhone(SITI).slice(0, -1)) await talk.say(text);
    const asked = await talk.say('5-3-1950');
    expect(asked.texts).toEqual([
      expect.stringContaining('Bila NIK dan tanggal lahir tadi cocok, kode 6 angka'),
      expect.stringContaining('4 dari 5. Mohon ketik kodenya'),
    ]);
    await house.deliver(talk.now);
    expect(house.sent).toEqual([
      expect.objectContaining({ phone: SITI.phone, digits: expect.stringMatching(/^\d{6}$/) }),
    ]);
    await play(talk, [
      [code(house.sent[0]?.digits), 'Kodenya cocok', '5 dari 5', 'HP: nomor yang terdaftar'],
      ['saya sendiri', 'pendaftaran diterima', 'Sulit naik 10 anak tangga'],
      ['tidak ada', 'tidak ada yang perlu ditunda', 'Mau divaksin di mana?'],
      ['1', 'Kapan'],
      ['1', 'Kode tiket'],
    ]);
  });

  test('a code is said to be sent once, and again only when another was asked for', async () => {
    const house = await openHouse();
    const talk = house.citizen('browser');
    for (const text of upToPhone(SITI).slice(0, -1)) await talk.say(text);
    expect((await talk.say('5-3-1950')).texts[0]).toContain('kami kirim');
    const wrong = await talk.say('000 000');
    expect(wrong.texts).toEqual([
      expect.stringContaining('belum cocok'),
      expect.stringContaining('Mohon ketik kodenya'),
    ]);
    expect((await talk.say('[Kirim kode baru]')).texts[0]).toContain('kami kirim');
    await house.deliver(talk.now);
    expect(house.sent).toHaveLength(2);
    // For a NIK that nobody has, the same.
    const nobody = house.citizen('other');
    await sayUpToPhone(nobody, NOBODY);
    expect((await nobody.say('000 000')).texts).toEqual(wrong.texts);
  });

  test('where no phone is registered, the first; everybody after that is a stranger', async () => {
    const house = await openHouse();
    const first = house.citizen('first');
    expect((await register(first, WATI)).join('\n')).toContain('pendaftaran diterima');
    const second = house.citizen('second');
    expect((await register(second, WATI)).join('\n')).toContain('hanya kami buka untuk nomor HP yang terdaftar');
    await play(second, [['tiket', 'masih kami cocokkan']]);
    await house.deliver(second.now);
    expect(await house.notices()).toMatchObject([{ kind: 'identity_claimed', contact: 'first' }]);
  });

  test('speaks English too', async () => {
    const house = await openHouse();
    const talk = house.citizen('browser');
    for (const text of ['I want to register', 'I agree', SITI.nik, SITI.name]) await talk.say(text);
    await play(talk, [
      ['5 March 1950', 'we send a 6-digit code', 'Please type the code'],
      ['111 111', 'does not match'],
      ['0812 9999 0000', 'who is this registration for?'],
      ['[Myself]', 'opened for the registered mobile number only'],
    ]);
  });

  test('an answer that differs from the list: which one, for the registered phone only, and never how', async () => {
    const house = await openHouse();
    const own = house.citizen('own', SITI.phone);
    const heard = await register(own, { ...SITI, name: 'Rahmat Hidayat' });
    expect(heard.join('\n')).toContain('Namanya berbeda dengan data sasaran');
    expect(heard.join('\n')).not.toContain('Melati');
    await play(own, [
      ['Siti Contoh Melati', 'sudah benar?'],
      ['ya', 'pendaftaran diterima'],
    ]);
    const slip = await register(house.citizen('slip', SITI.phone), { ...SITI, birthDate: '1950-03-06' });
    expect(slip.join('\n')).toContain('Tanggal lahirnya berbeda');
    const stranger = await register(house.citizen('stranger'), { ...SITI, name: 'Rahmat Hidayat' });
    expect(stranger.join('\n')).not.toContain('berbeda');
  });

  test('without a way to send codes the honest way out is said', async () => {
    const house = await openHouse({ sendsCodes: false });
    const talk = house.citizen('browser');
    await sayUpToPhone(talk, SITI);
    expect(talk.state?.dialogStack[0]?.state).toMatchObject({ step: 'phone' });
    await talk.say('tidak ada');
    await play(talk, [['saya sendiri', 'tulislah dari WhatsApp nomor itu', '119', 'puskesmas']]);
  });
});

describe('the ticket later', () => {
  test('is shown at once, and after half an hour to whoever knows the birth date', async () => {
    const house = await openHouse();
    const talk = house.citizen('own', SITI.phone);
    await register(talk, SITI);
    for (const text of ['tidak ada', '1', '1']) await talk.say(text);
    talk.now += HOUR;
    await play(talk, [
      ['tiket', 'kapan tanggal lahirnya?'],
      ['6-3-1950', 'belum cocok'],
      ['5-3-1950', 'Kode tiket'],
    ]);
  });

  test('a recycled number: five wrong birth dates, and the chat stays closed, in every process', async () => {
    const house = await openHouse();
    const talk = house.citizen('own', SITI.phone);
    await register(talk, SITI);
    talk.now += 24 * HOUR;
    await talk.say('tiket');
    await talk.say('batal');
    await talk.say('ya');
    await talk.say('tiket');
    for (const day of ['1', '2', '3', '4', '6'])
      expect((await talk.say(`${day}-3-1950`)).texts[0]).toContain('belum cocok');
    await play(talk, [
      ['5-3-1950', 'kami jaga dulu datanya'],
      ['tiket', 'kapan tanggal lahirnya?'],
      ['5-3-1950', 'kami jaga dulu datanya'],
    ]);
  });
});

describe('a one-time code', () => {
  async function asked(house: Awaited<ReturnType<typeof openHouse>>, contact: string, said = SITI, now = NOW) {
    const talk = house.citizen(contact);
    talk.now = now;
    await sayUpToPhone(talk, said);
    await house.deliver(talk.now);
    return talk;
  }
  const wrongOf = (digits: string): string => String((Number(digits) + 1) % 1_000_000).padStart(6, '0');

  test('three wrong, and the right one opens nothing; a new code does not give tries back', async () => {
    const house = await openHouse();
    const talk = await asked(house, 'thief');
    const digits = code(house.sent[0]?.digits);
    await play(talk, [
      [wrongOf(digits), 'belum cocok'],
      [wrongOf(digits), 'belum cocok'],
      ['Kirim kode baru', 'kode 6 angka'],
    ]);
    await house.deliver(talk.now);
    const fresh = code(house.sent[1]?.digits);
    expect(fresh).not.toBe(digits);
    await play(talk, [
      [digits, 'belum cocok'],
      [fresh, 'tidak bisa dipakai lagi'],
    ]);
    // Counted for the person, over all contacts.
    const other = await asked(house, 'another');
    await play(other, [[fresh, 'tidak bisa dipakai lagi']]);
    expect(house.sent).toHaveLength(2);
    // And for the contact, over all persons.
    const third = house.citizen('thief');
    await sayUpToPhone(third, WATI);
    await play(third, [['123456', 'tidak bisa dipakai lagi']]);
    await house.deliver(talk.now);
    expect(await house.notices()).toEqual([expect.objectContaining({ kind: 'identity_code_wrong' })]);
  });

  test('is good for five minutes, once, and only where it was asked for', async () => {
    const house = await openHouse();
    const late = await asked(house, 'late');
    late.now += CODE_MS;
    await play(late, [[code(house.sent[0]?.digits), 'belum cocok']]);
    const other = await asked(house, 'other', SITI, late.now);
    const digits = code(house.sent.at(-1)?.digits);
    await play(await asked(house, 'watching', SITI, late.now), [[digits, 'belum cocok']]);
    await play(other, [[digits, 'Kodenya cocok']]);
    expect(await house.world.services.access.opens(house.person(SITI.nik), 'other')).toBe(true);
    expect(await house.world.services.access.opens(house.person(SITI.nik), 'watching')).toBe(false);
  });

  test('a turn that runs twice asks once, counts once and opens once', async () => {
    const house = await openHouse();
    const talk = house.citizen('browser');
    await sayUpToPhone(talk, SITI);
    const first = await talk.again();
    expect(first.texts).toHaveLength(2);
    await house.deliver(talk.now);
    expect(house.sent).toHaveLength(1);
    const digits = code(house.sent[0]?.digits);
    for (let n = 0; n < 2; n += 1) {
      const heard = await talk.say(wrongOf(digits));
      expect(await talk.again()).toEqual(heard);
    }
    const right = await talk.say(digits);
    expect(right.texts[0]).toContain('cocok');
    expect(await talk.again()).toEqual(right);
  });

  test('goes out only for a NIK with its birth date, and the words are the same', async () => {
    const house = await openHouse();
    const heard: (readonly string[])[] = [];
    for (const [contact, said] of [
      ['a', SITI],
      ['b', { ...SITI, birthDate: '1950-03-06' }],
      ['c', NOBODY],
      ['d', WATI],
    ] as const) {
      heard.push(await sayUpToPhone(house.citizen(contact), said));
    }
    expect(new Set(heard.map((texts) => texts.join('\n'))).size).toBe(1);
    await house.deliver(Number.MAX_SAFE_INTEGER);
    expect(house.sent).toHaveLength(0);
  });

  test('somebody without a phone on the list gets it in the chat that registered first', async () => {
    const house = await openHouse();
    await register(house.citizen('first'), WATI);
    await house.deliver(NOW + HOUR);
    const talk = await asked(house, 'second', WATI, NOW + 2 * HOUR);
    await house.deliver(talk.now);
    expect(house.sent).toEqual([expect.objectContaining({ contact: 'first' })]);
    await play(talk, [[code(house.sent[0]?.digits), 'Kodenya cocok']]);
  });
});

describe('a verdict that comes days later', () => {
  test('is told to whoever may see the person, and to strangers in the same words as ever', async () => {
    const house = await openHouse();
    const own = house.citizen('own', SITI.phone);
    await register(own, SITI);
    await own.say('batal');
    await own.say('ya');
    const stranger = house.citizen('stranger');
    await register(stranger, SITI);
    const guesser = house.citizen('guesser');
    await register(guesser, NOBODY);
    const person = house.person(SITI.nik);
    const later = { kind: 'not_yet', person, group: 'lansia', from: '2027-01-04' } as const;
    expect((await own.hear({ kind: 'verdict', person, verdict: later })).texts.join()).toContain('4 Januari 2027');
    const heard = await stranger.hear({ kind: 'verdict', person, verdict: later });
    const nobody = house.person(NOBODY.nik);
    const unknown = { kind: 'unknown', person: nobody } as const;
    expect(heard.texts).toEqual((await guesser.hear({ kind: 'verdict', person: nobody, verdict: unknown })).texts);
    expect(heard.texts).toEqual([expect.stringContaining('hanya kami buka untuk nomor HP yang terdaftar')]);
  });

  test('the owner hears in the chat that somebody else tried', async () => {
    const house = await openHouse();
    const own = house.citizen('own', SITI.phone);
    await register(own, SITI);
    await own.say('stop');
    await register(house.citizen('stranger'), SITI);
    await house.deliver(NOW + HOUR);
    const [notice] = (await house.notices()).filter(({ contact }) => contact === 'own');
    expect(notice?.kind).toBe('identity_claimed');
    const heard = await own.hear({ kind: 'identity_claimed', person: notice?.person ?? '' });
    expect(heard.texts[0]).toMatch(/ada orang lain yang mencoba memakai data S\*\*\*i C\*\*\*h M\*\*\*i/);
  });
});
