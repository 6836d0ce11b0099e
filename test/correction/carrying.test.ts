/** Somebody who is registered in one chat is opened in another: by a code of that chat, and the birth date. */
import { NOBODY, openHouse, register, SITI, WATI } from '../access/support/house.ts';
import { play } from '../dialogs/support/talk.ts';
import { CODE, codeIn, HOUR, registered } from './support/registered.ts';

test('who registered on a page without a listed phone sees the ticket on another device, and is told of it', async () => {
  const house = await openHouse();
  const page = await registered(house.citizen('page'));
  for (const text of ['tiket', 'tidak ada', '1', '1']) await page.say(text);
  const code = codeIn((await page.say('pindah hp')).texts);
  const other = house.citizen('other');
  await play(other, [
    [`lanjut ${code}`, 'setuju?'],
    ['setuju', 'kapan tanggal lahirnya?'],
    ['2-11-1948', 'belum cocok'],
    ['1-11-1948', 'W***i sekarang juga ada di sini', 'Kode tiket'],
  ]);
  await house.deliver(other.now);
  const [notice, ...more] = await house.notices();
  expect([notice, more]).toEqual([expect.objectContaining({ kind: 'identity_carried', contact: 'page' }), []]);
  // Later it asks for the birth date like every chat.
  other.now += HOUR;
  await play(other, [
    ['tiket', 'kapan tanggal lahirnya?'],
    ['1-11-1948', 'Kode tiket'],
  ]);
});

test('the conversation that registered stays proved: days later its birth date alone opens the ticket', async () => {
  const house = await openHouse();
  const page = await registered(house.citizen('page'));
  for (const text of ['tiket', 'tidak ada', '1', '1']) await page.say(text);
  page.now += 10 * 24 * HOUR;
  await play(page, [
    ['tiket', 'kapan tanggal lahirnya?'],
    ['2-11-1948', 'belum cocok'],
    ['1-11-1948', 'Kode tiket'],
  ]);
});

test('a page left open gives nobody a code: after half an hour the birth date comes first', async () => {
  const house = await openHouse();
  const page = await registered(house.citizen('page'));
  page.now += HOUR;
  const asked = await page.say('pindah hp');
  expect(asked.texts.join()).toContain('kapan tanggal lahirnya?');
  expect(codeIn(asked.texts)).toBe('');
  expect(codeIn((await page.say('1-11-1948')).texts)).toMatch(CODE);
});

test('a code is worth nothing without the birth date: five wrong ones and it is closed', async () => {
  const house = await openHouse();
  const page = await registered(house.citizen('page'));
  const code = codeIn((await page.say('pindah hp')).texts);
  const thief = house.citizen('thief');
  await play(thief, [[`lanjut ${code}`], ['setuju', 'kapan tanggal lahirnya?']]);
  for (const day of [2, 3, 4, 5, 6]) await thief.say(`${day}-11-1948`);
  await play(thief, [
    ['1-11-1948', 'kami jaga dulu datanya'],
    ['tiket', 'Belum ada'],
  ]);
  expect(JSON.stringify(thief.state)).not.toMatch(/W\*\*\*i/);
  expect(await house.world.services.access.opens(house.person(WATI.nik), 'thief')).toBe(false);
  // Used up.
  expect((await house.citizen('second').say(`lanjut ${code}`)).texts.join()).toContain('tidak berlaku');
});

test('who may not see a person is given no code for them, in the same words for all', async () => {
  const house = await openHouse();
  const heard: string[] = [];
  for (const said of [NOBODY, SITI, { ...WATI, birthDate: '1948-11-02' }]) {
    const stranger = house.citizen(`stranger-${said.birthDate}`);
    await register(stranger, said);
    const { texts } = await stranger.say('pindah hp');
    expect(codeIn(texts)).toBe('');
    heard.push(texts.join('\n'));
  }
  expect(new Set(heard).size).toBe(1);
});

test('the chat that gave the code takes it back with one tap, and the other hears nothing more', async () => {
  const house = await openHouse();
  const page = await registered(house.citizen('page'));
  const code = codeIn((await page.say('pindah hp')).texts);
  const other = house.citizen('other');
  await play(other, [[`lanjut ${code}`], ['setuju'], ['1-11-1948', 'sekarang juga ada di sini'], ['batal'], ['ya']]);
  const news = { kind: 'identity_carried', person: house.person(WATI.nik) } as const;
  expect((await page.hear(news)).texts.join()).toContain('W***i sekarang juga terlihat di chat lain');
  await play(page, [['[Putuskan]', 'Sudah diputus']]);
  expect(await page.again()).toMatchObject({
    texts: expect.arrayContaining([expect.stringContaining('Sudah diputus')]),
  });
  await play(other, [['tiket', 'masih kami cocokkan']]);
  await page.hear(news);
  await play(page, [['[Putuskan]', 'Tidak ada chat lain']]);
});

test('the owner of the registered phone takes back what anybody was given', async () => {
  const house = await openHouse();
  const own = await registered(house.citizen('own', SITI.phone), SITI);
  const page = house.citizen('page');
  await play(page, [['daftar'], ['setuju'], [SITI.nik], [SITI.name], ['5-3-1950', 'kode 6 angka']]);
  await house.deliver(page.now);
  await play(page, [
    [house.sent.at(-1)?.digits ?? '', 'cocok'],
    ['orang tua saya', 'pendaftaran diterima'],
    ['batal'],
    ['ya'],
  ]);
  const code = codeIn((await page.say('pindah hp')).texts);
  const third = house.citizen('third');
  await play(third, [[`lanjut ${code}`], ['setuju'], ['5-3-1950', 'sekarang juga ada di sini']]);
  await own.hear({ kind: 'identity_carried', person: house.person(SITI.nik) });
  await play(own, [['[Putuskan]', 'Sudah diputus']]);
  const { access } = house.world.services;
  const who = ['own', 'page', 'third'];
  const open = await Promise.all(who.map((contact) => access.opens(house.person(SITI.nik), contact)));
  expect(open).toEqual([true, true, false]);
});

test('of several people one is chosen; in English', async () => {
  const house = await openHouse();
  const page = house.citizen('page', SITI.phone);
  await page.say('english');
  for (const text of [
    'register',
    'I agree',
    '5 March 1950',
    'cancel',
    '1',
    'register',
    '17 August 1949',
    'cancel',
    '1',
  ])
    await page.say(text);
  await play(page, [
    ['move chat', 'Who is to be opened'],
    ['[S***i C***h M***i]', 'To open the data of S***i C***h M***i in another chat'],
  ]);
});

describe('the first chat is gone: through the desk, that sees the card', () => {
  /** Registered and booked on a page that is lost; typed again in a new one, and asked for at the desk. */
  async function lost() {
    const house = await openHouse({ sendsCodes: false });
    const page = await registered(house.citizen('page'));
    for (const text of ['tiket', 'tidak ada', '1', '1']) await page.say(text);
    const other = house.citizen('other');
    const heard = await register(other, WATI);
    expect(heard.join('\n')).toContain('ketik PINDAH HP di sana');
    await play(other, [
      ['koreksi', 'Apa yang perlu diperbaiki?'],
      ['Tiket di HP lain', 'tunjukkan KTP asli', 'ceritakan'],
      ['HP saya hilang, tiket ada di sana', 'tanda terima'],
    ]);
    const { corrections } = house.world.services;
    const [one] = await corrections.list();
    return { house, page, other, about: await corrections.about(one?.receipt ?? ''), kind: one?.kind };
  }
  const person = (house: { person(nik: string): string }): string => house.person(WATI.nik);

  test('the request names the chat and the person, and opens nothing by itself', async () => {
    const { house, other, about, kind } = await lost();
    expect([kind, about]).toEqual(['device', { contact: 'other', channel: 'test', person: person(house) }]);
    await play(other, [['tiket', 'masih kami cocokkan']]);
  });

  test('let in by the desk, the chat still asks for the birth date; the others are told', async () => {
    const { house, other, page } = await lost();
    const { access, registry } = house.world.services;
    const to = { contact: 'other', channel: 'test' };
    for (let n = 0; n < 2; n += 1) expect(await access.admit(person(house), to, 'k', other.now)).toBe(true);
    const said = { ...WATI, relation: 'self', contact: 'x', key: 'x' } as const;
    const { phone: _phone, ...data } = said;
    const verdict = await registry.submit({ ...data, key: 'v' }, other.now);
    await other.hear({ kind: 'verdict', person: person(house), verdict });
    await play(other, [
      ['tiket', 'kapan tanggal lahirnya?'],
      ['2-11-1948', 'belum cocok'],
      ['1-11-1948', 'Kode tiket'],
    ]);
    await house.deliver(other.now);
    const told = (await house.notices()).filter(({ kind }) => kind === 'identity_carried');
    expect(told.map(({ contact }) => contact)).toEqual(['page']);
    await play(page, [['tiket', 'Kode tiket']]);
  });

  test('nobody is let in to somebody whose birth date nobody knows, and the registered phone can end it', async () => {
    const { house, other } = await lost();
    const { access } = house.world.services;
    expect(await access.admit(house.person(NOBODY.nik), { contact: 'other' }, 'k', other.now)).toBe(false);
    expect(await access.opens(house.person(NOBODY.nik), 'other')).toBe(false);
    await registered(house.citizen('own', SITI.phone), SITI);
    const siti = house.person(SITI.nik);
    await access.admit(siti, { contact: 'other' }, 'k', other.now);
    expect(await access.opens(siti, 'other')).toBe(true);
    expect(await access.recall(siti, 'own', 'r', other.now)).toBe(1);
    expect(await access.opens(siti, 'other')).toBe(false);
  });
});
