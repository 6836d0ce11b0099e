/** Signed references in buttons and links: what whoever copies, changes or keeps one gets out of it. Nothing. */
import { createReferences } from '../../privacy/references.ts';
import { type House, openHouse, SITI, WATI } from '../access/support/house.ts';
import { play, type Talk } from '../dialogs/support/talk.ts';
import { NOW } from '../dialogs/support/world.ts';
import { testKeys } from '../registry/support/keys.ts';

const DAY = 86_400_000;
const references = createReferences(testKeys);
const phone = SITI.phone ?? '';
const subject = testKeys.person(SITI.nik);
const invitation = (until = NOW + 30 * DAY): string => references.make({ verb: 'invite', subject }, { phone }, until);

/** Presses a template's button that carries this, on a phone of one's own. */
const press = (talk: Talk, value: string) => talk.send({ type: 'message', text: 'Daftar', value });
const VOID = /tidak berlaku di percakapan ini/;

let house: House;
beforeAll(async () => {
  house = await openHouse();
});

test('says nothing of anybody, and fits where it has to go', () => {
  const token = invitation();
  expect(token.length).toBeLessThanOrEqual(128);
  expect(token).toMatch(/^[\x21-\x7e]+$/);
  for (const known of [SITI.nik, phone.slice(1), 'Siti', SITI.birthDate]) expect(token).not.toContain(known);
});

test('who is invited presses the button: masked name, birth date, ticket, in six turns and without a NIK', async () => {
  const own = await openHouse();
  const talk = own.citizen('invited', phone);
  const first = await press(talk, invitation());
  expect(first.texts.join('\n')).toMatch(/setuju\?/);
  await play(talk, [
    ['setuju', 'S***i C***h M***i'],
    ['5-3-1950', 'adakah yang sesuai'],
    ['tidak ada', 'di mana'],
    ['1', 'Kapan'],
    ['1', 'Kode tiket'],
  ]);
  expect((await own.ticketOf(SITI.nik))?.code).toBeDefined();
});

const [, , , expiry = '', signature = ''] = invitation().split('.');
const FORGED: readonly [string, string][] = [
  ['another person in it', `r1.invite.${testKeys.person(WATI.nik)}.${expiry}.${signature}`],
  ['another purpose', `r1.ticket.${subject}.${expiry}.${signature}`],
  ['a longer life', `r1.invite.${subject}.zzzzzz.${signature}`],
  ['a signature of nothing', `r1.invite.${subject}.${expiry}.${'A'.repeat(22)}`],
  ['another signature', `r1.invite.${subject}.${expiry}.${signature.split('').reverse().join('')}`],
  [
    'made with another key',
    createReferences({ ...testKeys, of: () => 'B'.repeat(22) }).make({ verb: 'invite', subject }, { phone }, NOW + DAY),
  ],
  ['too old', invitation(NOW - 60_000)],
];

/** What a chat that nobody knows hears of this, from a phone that is the owner's or another's. */
async function heard(token: string, proven: string | undefined, n: number): Promise<readonly string[]> {
  const talk = house.citizen(`thief-${n}-${proven ?? ''}`, proven);
  return [...(await press(talk, token)).texts, ...(await talk.say('tiket')).texts];
}

test.each(FORGED)('%s: the polite answer, from whichever phone', async (_name, token) => {
  const answers = [
    await heard(token, phone, 1),
    await heard(token, undefined, 2),
    await heard(token, '+6281299999999', 3),
  ];
  expect(answers[0]?.join('\n')).toMatch(VOID);
  for (const one of answers) expect(one).toEqual(answers[0]);
});

test("a good one in another's hands is one that nobody made", async () => {
  const forged = await heard(FORGED[3]?.[1] ?? '', undefined, 10);
  expect(await heard(invitation(), undefined, 11)).toEqual(forged);
  expect(await heard(invitation(), '+6281299999999', 12)).toEqual(forged);
  const mine = references.make({ verb: 'ticket', subject }, { contact: 'owner' }, NOW + DAY);
  expect(await heard(mine, phone, 13)).toEqual(forged);
  // The same by a link: as the words of wa.me, and as what opened a conversation on Messenger.
  const other = house.citizen('reader');
  expect((await other.say(`DAFTAR ${invitation()}`)).texts.join()).toMatch(VOID);
  const opened = { type: 'event', name: 'messenger/opened', channelData: { ref: invitation() } };
  expect((await house.citizen('opener').send(opened)).texts.join()).toMatch(VOID);
});

test('a number that has changed hands: the list has another phone by now, and no name is said', async () => {
  const moved = await openHouse({ targets: [{ ...SITI, phone: '+6281200000099' }] });
  const talk = moved.citizen('next', phone);
  const texts = [...(await press(talk, invitation())).texts, ...(await talk.say('setuju')).texts];
  expect(texts.join('\n')).not.toMatch(/S\*\*\*i/);
  expect(texts.join('\n')).toMatch(/NIK/);
});

test('a button about somebody whom this chat has let go of opens nothing', async () => {
  const talk = house.citizen('gone', phone);
  await press(talk, invitation());
  for (const text of ['setuju', '5-3-1950']) await talk.say(text);
  const token = references.make({ verb: 'ticket', subject }, { contact: 'gone' }, NOW + DAY);
  for (const text of ['batal', 'ya', 'lepas', '1']) await talk.say(text);
  expect(talk.state?.people).toEqual([]);
  expect((await press(talk, token)).texts[0]).toMatch(VOID);
});

test('it is made of a word and an id, or not at all', () => {
  for (const verb of ['', 'Ticket', 'a'.repeat(17)])
    expect(() => references.make({ verb, subject }, { phone }, NOW)).toThrow(TypeError);
  expect(() => references.make({ verb: 'ticket', subject: 'Siti Contoh' }, { phone }, NOW)).toThrow(TypeError);
});
