import type { Verdict } from '../../registry/registry.ts';
import { play, startTalk, type Talk } from './support/talk.ts';

const person = 'p-1';
const DAY = 86_400_000;

/** A citizen with a ticket whose chat has been quiet for hours. */
async function booked(): Promise<Talk> {
  const talk = startTalk();
  const said = ['daftar', 'setuju', '3273051503850001', 'Siti Contoh', '15-3-1985', '081200000001', 'saya sendiri'];
  for (const text of [...said, '1', '1']) await talk.say(text);
  expect(talk.world.ticket).toBeDefined();
  talk.now += 3_600_000;
  return talk;
}
const hear = (talk: Talk, verdict: Verdict) => talk.hear({ kind: 'verdict', person, verdict });

test.each<[string, Verdict, RegExp]>([
  ['does not match, or has died', { kind: 'unknown', person }, /tidak cocok lagi/],
  ['not eligible yet', { kind: 'not_yet', person, group: 'umum' }, /giliran .* belum tiba/],
  ['vaccinated already', { kind: 'complete', person }, /sudah tercatat/],
  ['another dose is next', { kind: 'registered', person, group: 'lansia', dose: 2 }, /bukan dosis yang dijadwalkan/],
])('%s: the reason, the booking and a question; nothing is cancelled', async (_name, verdict, why) => {
  const talk = await booked();
  const heard = await hear(talk, verdict);
  expect(heard.texts[0]).toMatch(why);
  expect(heard.texts[1]).toMatch(/28 November 2026.*Puskesmas Contoh Melati.*Apa pilihan/);
  expect(heard.buttons).toEqual(['Tetap datang', 'Batalkan', expect.stringMatching(/petugas/i)]);
  talk.now += 2 * DAY;
  expect(talk.world.ticket).toBeDefined();
});

test('it stays, although the answer comes days and other questions later', async () => {
  const talk = await booked();
  const heard = await hear(talk, { kind: 'unknown', person });
  const [come] = heard.replies.at(-1)?.suggestedActions?.actions ?? [];
  talk.now += 3 * DAY;
  await play(talk, [['menu', 'Ada yang bisa']]);
  const said = await talk.send({ type: 'message', text: 'Tetap datang', value: come?.value });
  expect(said.texts[0]).toMatch(/jadwalnya tetap/);
  expect(talk.world.ticket).toBeDefined();
});

test('it is given back after the date of birth and a yes, and nothing new is offered', async () => {
  const talk = await booked();
  await hear(talk, { kind: 'unknown', person });
  talk.now += DAY;
  await play(talk, [['[Batalkan]', 'tanggal lahir']]);
  expect(talk.world.ticket).toBeDefined();
  await play(talk, [['15-3-1985', 'Puskesmas Contoh Melati']]);
  expect(talk.world.ticket).toBeDefined();
  await play(talk, [['ya', 'dibatalkan']]);
  expect(talk.world.ticket).toBeUndefined();
  expect((await talk.say('tiket')).texts.join()).not.toMatch(/di mana/);
});

test('by word and by number, and the officer', async () => {
  const talk = await booked();
  await hear(talk, { kind: 'not_yet', person, group: 'umum' });
  await play(talk, [['1', 'jadwalnya tetap']]);
  await hear(talk, { kind: 'not_yet', person, group: 'umum' });
  await play(talk, [['tetap datang', 'jadwalnya tetap']]);
  await hear(talk, { kind: 'not_yet', person, group: 'umum' });
  await play(talk, [['3', '119']]);
});

test('a later yes makes everything as it was', async () => {
  const talk = await booked();
  await hear(talk, { kind: 'unknown', person });
  await hear(talk, { kind: 'registered', person, group: 'lansia', region: '32.73', dose: 1 });
  expect(talk.state?.people?.[0]).toMatchObject({ ready: true });
  expect(talk.state?.people?.[0]?.unsure).toBeUndefined();
});
