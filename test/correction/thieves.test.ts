/** Codes of PINDAH HP, and phones, in the wrong hands. */
import { openHouse, register, WATI } from '../access/support/house.ts';
import { play } from '../dialogs/support/talk.ts';
import { codeIn, HOUR, registered } from './support/registered.ts';

test('who lures the owner into typing a code takes nothing away from them', async () => {
  const house = await openHouse();
  const page = await registered(house.citizen('page'));
  const { access } = house.world.services;
  const wati = house.person(WATI.nik);
  const thief = house.citizen('thief');
  await play(thief, [[`lanjut ${codeIn((await page.say('pindah hp')).texts)}`], ['setuju'], ['1-11-1948'], ['batal']]);
  await thief.say('ya');
  const lure = codeIn((await thief.say('pindah hp')).texts);
  await play(page, [
    [`lanjut ${lure}`, 'kapan tanggal lahirnya?'],
    ['1-11-1948', 'sekarang juga ada di sini'],
  ]);
  await access.recall(wati, 'thief', 'r', page.now);
  expect(await access.opens(wati, 'page')).toBe(true);
  expect(await access.recall(wati, 'page', 'r2', page.now)).toBe(1);
  expect(await access.opens(wati, 'thief')).toBe(false);
});

test('a burst of wrong guesses hides from nobody that somebody was opened elsewhere', async () => {
  const house = await openHouse();
  const page = await registered(house.citizen('page'));
  const code = codeIn((await page.say('pindah hp')).texts);
  const thief = house.citizen('thief');
  await play(thief, [[`lanjut ${code}`], ['setuju'], ['1-11-1948', 'sekarang juga ada di sini']]);
  const { access } = house.world.services;
  const { phone: _phone, ...said } = { ...WATI, birthDate: '1948-11-02', relation: 'self' as const, agrees: false };
  for (let n = 0; n < 8; n += 1)
    await access.claim({ ...said, person: house.person(WATI.nik), contact: `c${n}`, key: `k${n}` }, thief.now);
  await house.deliver(thief.now);
  await house.deliver(page.now);
  expect(await house.notices()).toEqual([expect.objectContaining({ kind: 'identity_carried', contact: 'page' })]);
});

test('a code that was typed is over after half an hour: whoever found it does not guess birth dates for days', async () => {
  const house = await openHouse();
  const page = await registered(house.citizen('page'));
  const code = codeIn((await page.say('pindah hp')).texts);
  const thief = house.citizen('thief');
  await play(thief, [[`lanjut ${code}`], ['setuju', 'kapan tanggal lahirnya?']]);
  thief.now += HOUR;
  await play(thief, [['1-11-1948', 'tidak berlaku']]);
  expect(await house.world.services.access.opens(house.person(WATI.nik), 'thief')).toBe(false);
});

test('a lent phone: registering again with a wrong birth date shows no ticket, gives no code, and is no way to guess', async () => {
  const house = await openHouse();
  const page = await registered(house.citizen('page'));
  for (const text of ['tiket', 'tidak ada', '1', '1']) await page.say(text);
  page.now += HOUR;
  await register(page, { ...WATI, birthDate: '1948-11-02' });
  await play(page, [['batal'], ['ya'], ['tiket', 'kapan tanggal lahirnya?'], ['batal'], ['ya']]);
  expect(codeIn((await page.say('pindah hp')).texts)).toBe('');
  await play(page, [['batal'], ['ya']]);
  const { access } = house.world.services;
  const claim = { person: house.person(WATI.nik), ...WATI, contact: 'page', relation: 'self', agrees: false } as const;
  const kinds: string[] = [];
  for (const day of ['03', '04', '05', '06', '01']) {
    const { phone: _phone, ...said } = { ...claim, birthDate: `1948-11-${day}`, key: day };
    kinds.push((await access.claim(said, page.now)).kind);
  }
  expect(kinds).toEqual(['open', 'open', 'open', 'open', 'closed']);
});
