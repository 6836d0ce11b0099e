import { play } from '../dialogs/support/talk.ts';
import { NOBODY, openHouse, register, SITI, WATI } from './support/house.ts';

/** The fifteenth digit is another; on nobody's card. */
const SLIP = { ...WATI, nik: '3273054111489913' };

test('a NIK that opens nothing is shown once as it was typed, and typed anew without the rest', async () => {
  const house = await openHouse({ sendsCodes: false });
  const talk = house.citizen('browser');
  const heard = await register(talk, SLIP);
  expect(heard.join('\n')).toContain('NIK yang Bapak/Ibu ketik: 3273********9913. Mohon dicocokkan sekali lagi');
  await play(talk, [
    ['[Perbaiki NIK]', 'NIK'],
    [WATI.nik, 'NIK: 3273********9903', 'Nama: Wati', 'Untuk: Saya sendiri', 'sudah benar?'],
    ['ya', 'pendaftaran diterima'],
  ]);
});

test('near, far and foreign: the same words, and the list is in none of them', async () => {
  const house = await openHouse({ sendsCodes: false });
  const all: string[] = [];
  for (const said of [SLIP, NOBODY, { ...SITI, name: 'Orang Lain' }, { ...SITI, nik: '3273054503509910' }]) {
    const heard = (await register(house.citizen(`c-${said.nik}-${said.name}`), said)).join('\n');
    expect(heard).not.toContain(said.nik);
    all.push(heard.replace(/3273\*{8}\d{4}/, '(typed)'));
  }
  expect(new Set(all).size).toBe(1);
});

test('once: who typed it anew and is not known again is not asked again; after half an hour all of it is', async () => {
  const house = await openHouse({ sendsCodes: false });
  const talk = house.citizen('browser');
  await register(talk, SLIP);
  await play(talk, [
    ['[Perbaiki NIK]', 'NIK'],
    [NOBODY.nik, 'NIK: 3273********9904'],
  ]);
  while (talk.state?.dialogStack.length) {
    const { texts } = await talk.say('ya');
    expect(texts.join('\n')).not.toContain('NIK yang Bapak/Ibu ketik');
  }
  expect((await talk.say('tiket')).texts.length).toBeGreaterThan(0);
  const late = house.citizen('late');
  await register(late, SLIP);
  late.now += 31 * 60_000;
  await play(late, [['[Perbaiki NIK]', '1 dari 5', 'NIK']]);
  expect(late.state).not.toHaveProperty('slip');
  expect(JSON.stringify(late.state?.dialogStack)).not.toContain('Wati');
});

test('in English', async () => {
  const house = await openHouse({ sendsCodes: false });
  const talk = house.citizen('browser');
  await talk.say('english');
  const heard = await register(talk, SLIP);
  expect(heard.join('\n')).toContain('compare it with the KTP once more, digit by digit');
});
