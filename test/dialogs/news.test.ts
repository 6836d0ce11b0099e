import { startTalk, type Talk } from './support/talk.ts';

const person = 'p-1';
const UNKNOWN = { kind: 'verdict', person, verdict: { kind: 'unknown', person } } as const;
const YES = {
  kind: 'verdict',
  person,
  verdict: { kind: 'registered', person, group: 'lansia', region: '32.73', dose: 1 },
} as const;

/** Somebody who registered while the registry was far away, and has nothing open. */
async function waiting(): Promise<Talk> {
  const talk = startTalk();
  talk.world.verdict = { kind: 'pending', person, receipt: 'R-1A2B-3C4D' };
  for (const text of ['daftar', 'setuju', '3273054503500001', 'Siti Contoh', '5-3-1950', '081200000001']) {
    await talk.say(text);
  }
  const heard = await talk.say('saya sendiri');
  expect(heard.texts.join()).toMatch(/tanda terima R-1A2B-3C4D/);
  return talk;
}

test('a yes is told with a masked name, and one tap leads to places', async () => {
  const talk = await waiting();
  const heard = await talk.hear(YES);
  expect(heard.texts).toEqual([expect.stringMatching(/^Kabar baik\. Data S\*\*\*i C\*\*\*h sudah cocok/)]);
  expect(heard.buttons).toEqual(['Pilih jadwal']);
  expect((await talk.press('Pilih jadwal')).texts.join('\n')).toMatch(/tempat/i);
});

test('the same turn again says the same, and the same verdict later says nothing', async () => {
  const talk = await waiting();
  const first = await talk.hear(YES);
  expect(await talk.again()).toEqual(first);
  expect((await talk.hear(YES)).texts).toEqual([]);
});

test('a no says what to do, by one tap', async () => {
  const talk = await waiting();
  const heard = await talk.hear(UNKNOWN);
  expect(heard.texts[0]).toMatch(/belum cocok.*periksa NIK/);
  expect(heard.buttons).toEqual(['Perbaiki data', expect.any(String)]);
  expect((await talk.press('Perbaiki data')).texts.join('\n')).toMatch(/NIK/);
});

test.each([
  [{ kind: 'not_yet', person, group: 'umum', from: '2026-12-01' }, /mulai 1 Desember 2026/],
  [{ kind: 'not_yet', person, group: 'umum' }, /belum tiba/],
  [{ kind: 'complete', person }, /belum ada dosis/],
] as const)('%j is told in plain words', async (verdict, words) => {
  const heard = await (await waiting()).hear({ kind: 'verdict', person, verdict });
  expect(heard.texts.join()).toMatch(words);
});

test('in the middle of a form the question is asked again behind it, and the next words answer that', async () => {
  const talk = await waiting();
  await talk.say('daftar');
  const heard = await talk.hear(UNKNOWN);
  expect(heard.texts).toHaveLength(2);
  expect(heard.texts[1]).toMatch(/NIK/);
  expect((await talk.say('3273055503850001')).texts.join()).toMatch(/nama/i);
});

test('nothing is said after STOP, and nothing about somebody who is not looked after here', async () => {
  const talk = await waiting();
  expect((await talk.hear({ ...YES, person: 'p-9', verdict: { ...YES.verdict, person: 'p-9' } })).texts).toEqual([]);
  await talk.say('stop');
  expect((await talk.hear(YES)).texts).toEqual([]);
  // Asked for, it is there.
  expect((await talk.say('tiket saya')).texts.join('\n')).toMatch(/tempat/i);
});

test('a session that was called off, and one that was changed', async () => {
  const talk = await waiting();
  await talk.hear(YES);
  const off = await talk.hear({ kind: 'session_cancelled', person, dose: 1 });
  expect(off.texts.join()).toMatch(/dibatalkan oleh penyelenggara/);
  expect(off.buttons).toEqual(['Pilih jadwal']);
});

test('an event that a browser sends is no news', async () => {
  const talk = await waiting();
  const heard = await talk.send({ type: 'event', name: 'news', value: YES });
  expect(heard.texts.join()).not.toContain('Kabar baik');
  expect(talk.state?.people?.[0]?.ready).toBeUndefined();
});
