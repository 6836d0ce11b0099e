/** News goes where the citizen wrote last, and never to a chat that is not proved to be theirs. */
import { SITI, WATI } from '../access/support/house.ts';
import { type Chat, contactOf, openStreet, type Street } from './support/street.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const PHONE = SITI.phone ?? '';
const web: Chat = { channel: 'webchat', id: 'browser' };
const whatsapp: Chat = { channel: 'whatsapp', id: '6281200000001', phone: PHONE };
const messenger: Chat = { channel: 'messenger', id: 'page-user' };
const NEWS = '4 Januari 2027';
const dated = (iso: string): string => iso.split('-').reverse().join('-');

type Who = typeof SITI;
const upToCode = ({ nik, name, birthDate }: Who): string[] => ['daftar', 'setuju', nik, name, dated(birthDate)];

/** On a page, with the code that came to the registered phone. */
async function withCode(street: Street, chat: Chat, relation = 'saya sendiri'): Promise<void> {
  await street.says(chat, ...upToCode(SITI));
  await street.house.deliver(street.clock.now);
  const digits = street.house.sent.at(-1)?.digits ?? '';
  expect(await street.says(chat, digits, relation)).toContain('pendaftaran diterima');
  await street.says(chat, 'batal', 'ya');
}

/** On WhatsApp, from the registered phone: no NIK. */
async function byPhone(street: Street, chat: Chat): Promise<void> {
  await street.says(chat, 'daftar', 'setuju', 'orang lain', SITI.nik, SITI.name, dated(SITI.birthDate));
  expect(await street.says(chat, 'saya sendiri')).toContain('pendaftaran diterima');
  await street.says(chat, 'batal', 'ya');
}

/** Where nobody wrote down a phone, the first chat. */
async function asFirst(street: Street, chat: Chat): Promise<void> {
  const again = street.house.sent.length > 0;
  await street.says(chat, ...upToCode(WATI).filter((text) => text !== 'setuju' || !again));
  if (chat.phone === undefined) await street.says(chat, 'tidak ada');
  expect(await street.says(chat, 'saya sendiri')).toContain('pendaftaran diterima');
  await street.says(chat, 'batal', 'ya');
}

async function carry(street: Street, from: Chat, to: Chat): Promise<void> {
  const code = /LANJUT ([0-9A-Z-]{19})/.exec(await street.says(from, 'pindah hp'))?.[1] ?? '';
  await street.says(to, `lanjut ${code}`, 'setuju');
  expect(await street.says(to, dated(WATI.birthDate))).toContain('sekarang juga ada di sini');
  await street.says(to, 'batal', 'ya');
}

type Scene = (street: Street) => Promise<void>;
const PAUSED = {
  kind: 'template_status',
  channel: 'whatsapp',
  name: 'verdict_not_yet',
  language: 'id',
  event: 'PAUSED',
};

/** What happened, for which chat the news was written, and where it is heard. */
const SCENES: readonly (readonly [string, Who, Chat, Chat, Scene])[] = [
  [
    ...(['on a page with a code, later on WhatsApp from the registered phone', SITI, web, whatsapp] as const),
    async (street) => {
      await withCode(street, web);
      await byPhone(street, whatsapp);
    },
  ],
  [
    ...(['the same, and back on the page', SITI, web, web] as const),
    async (street) => {
      await withCode(street, web);
      await byPhone(street, whatsapp);
      await street.says(web, 'halo');
    },
  ],
  [
    ...([
      'on WhatsApp first, then on a page that they left days ago: a page calls nobody',
      SITI,
      web,
      whatsapp,
    ] as const),
    async (street) => {
      await byPhone(street, whatsapp);
      await withCode(street, web);
      street.clock.now += 3 * DAY;
    },
  ],
  [
    ...(['WhatsApp refuses for good: back where it came from', SITI, web, web] as const),
    async (street) => {
      await withCode(street, web);
      await byPhone(street, whatsapp);
      street.answer('whatsapp', { kind: 'blocked', reason: 'undeliverable' });
    },
  ],
  [
    ...(['the window is closed and the template paused: the page', SITI, web, web] as const),
    async (street) => {
      await withCode(street, web);
      await byPhone(street, whatsapp);
      street.clock.now += 3 * DAY;
      await street.house.documents.put('channelfacts', 'f', 'f', { ...PAUSED, at: 1 });
    },
  ],
  [
    ...(['they said STOP there', SITI, web, web] as const),
    async (street) => {
      await withCode(street, web);
      await byPhone(street, whatsapp);
      await street.says(whatsapp, 'stop');
    },
  ],
  [
    ...(['they let go of the person there', SITI, web, web] as const),
    async (street) => {
      await withCode(street, web);
      await byPhone(street, whatsapp);
      await street.says(whatsapp, 'lepas', '1');
    },
  ],
  [
    ...(['a recycled number: another account with the same phone wrote last', SITI, whatsapp, whatsapp] as const),
    async (street) => {
      await byPhone(street, whatsapp);
      await byPhone(street, { ...whatsapp, id: 'new-owner-of-the-number' });
    },
  ],
  [
    ...(['a household: the son registered his mother on a page, her phone wrote last', SITI, web, web] as const),
    async (street) => {
      await withCode(street, web, 'orang tua saya');
      await byPhone(street, whatsapp);
    },
  ],
  [
    ...(['a chat that was read a code wrote last: it takes no news from the phone', SITI, whatsapp, whatsapp] as const),
    async (street) => {
      await byPhone(street, whatsapp);
      await withCode(street, messenger);
    },
  ],
  [
    ...(['a stranger who registered the same person wrote last', WATI, web, web] as const),
    async (street) => {
      await asFirst(street, web);
      await street.says(messenger, ...upToCode(WATI), 'tidak ada', 'saya sendiri');
    },
  ],
  [
    ...(['handed over to Messenger by a code of the chat itself', WATI, web, messenger] as const),
    async (street) => {
      await asFirst(street, web);
      await carry(street, web, messenger);
    },
  ],
  [
    ...(['handed over, and on the page again', WATI, web, web] as const),
    async (street) => {
      await asFirst(street, web);
      await carry(street, web, messenger);
      await street.says(web, 'halo');
    },
  ],
  [
    ...(['handed over twice', WATI, web, whatsapp] as const),
    async (street) => {
      await asFirst(street, web);
      await carry(street, web, messenger);
      await carry(street, messenger, { ...whatsapp, phone: '+6281299999999' });
    },
  ],
  [
    ...(['handed over and taken back', WATI, web, web] as const),
    async (street) => {
      await asFirst(street, web);
      await carry(street, web, messenger);
      const { access } = street.house.world.services;
      expect(await access.recall(street.house.person(WATI.nik), contactOf(web), 'k', street.clock.now)).toBe(1);
    },
  ],
  [
    ...([
      'never the other way round: who handed over and wrote last takes nothing back',
      WATI,
      messenger,
      messenger,
    ] as const),
    async (street) => {
      await asFirst(street, web);
      await carry(street, web, messenger);
      await street.says(web, 'halo');
    },
  ],
];

test.each(SCENES)('%s', async (_name, who, home, expected, scene) => {
  const street = await openStreet();
  await scene(street);
  await street.verdict(home, who.nik);
  const heard = await street.deliver();
  expect(Object.keys(heard)).toEqual([`${expected.channel} ${expected.id}`]);
  expect(Object.values(heard).join()).toMatch(/4 Januari 2027|Ada kabar/);
  // Told once, however often it is delivered.
  street.clock.now += HOUR;
  expect(await street.deliver()).toEqual({});
});

test('one verdict that was written down for two chats of one citizen is heard once', async () => {
  const street = await openStreet();
  await withCode(street, web);
  await byPhone(street, whatsapp);
  await street.verdict(web, SITI.nik);
  await street.verdict(whatsapp, SITI.nik);
  const heard = await street.deliver();
  expect(Object.keys(heard)).toEqual([`whatsapp ${whatsapp.id}`]);
  expect(Object.values(heard).join().split(NEWS)).toHaveLength(2);
});

test('a session that was called off follows too; a word about their safety does not, it is for every chat', async () => {
  const street = await openStreet();
  await withCode(street, web);
  await byPhone(street, whatsapp);
  await street.calledOff(web, SITI.nik);
  expect(Object.keys(await street.deliver())).toEqual([`whatsapp ${whatsapp.id}`]);
  const person = street.house.person(SITI.nik);
  const base = { kind: 'identity_claimed', key: 'guard', person, at: 1, due: 1 };
  for (const chat of [web, whatsapp]) {
    const contact = contactOf(chat);
    await street.house.documents.put('notices', contact, 'guard', { ...base, contact }, { ifNoneMatch: '*' });
  }
  expect(Object.keys(await street.deliver()).sort()).toEqual([`webchat ${web.id}`, `whatsapp ${whatsapp.id}`]);
});

test('taken by the channel, and said later not to have arrived: told where it came from, once', async () => {
  const street = await openStreet();
  await withCode(street, web);
  await byPhone(street, whatsapp);
  await street.failed(whatsapp);
  expect(await street.deliver()).toEqual({});
  await street.verdict(web, SITI.nik);
  expect(Object.keys(await street.deliver())).toEqual([`whatsapp ${whatsapp.id}`]);
  for (let n = 0; n < 2; n += 1) await street.failed(whatsapp);
  const heard = await street.deliver();
  expect(heard).toEqual({ [`webchat ${web.id}`]: expect.stringContaining(NEWS) });
  await street.failed(whatsapp);
  expect(await street.deliver()).toEqual({});
});

test('given up after a day that the channel was away: told where it came from', async () => {
  const street = await openStreet();
  await withCode(street, web);
  await byPhone(street, whatsapp);
  street.answer('whatsapp', { kind: 'retry', afterMs: 1_000, reason: 'away' });
  await street.verdict(web, SITI.nik);
  expect(await street.deliver()).toEqual({});
  street.clock.now += 25 * 3_600_000;
  for (let n = 0; n < 2; n += 1) await street.sweep();
  expect(await street.deliver()).toEqual({ [`webchat ${web.id}`]: expect.stringContaining(NEWS) });
});

describe('the chat that registered knows what another one was told', () => {
  /** Told on WhatsApp that it is not their turn yet; the page knows it, and its open question is as it was. */
  async function toldElsewhere(): Promise<Street> {
    const street = await openStreet();
    await withCode(street, web);
    await byPhone(street, whatsapp);
    await street.verdict(web, SITI.nik);
    expect(Object.keys(await street.deliver())).toEqual([`whatsapp ${whatsapp.id}`]);
    expect(await street.says(web, 'tiket')).toContain('masih kami cocokkan');
    await street.says(whatsapp, 'halo');
    await street.verdict(web, SITI.nik, true);
    return street;
  }

  test('and goes on from there', async () => {
    const street = await toldElsewhere();
    const heard = await street.deliver();
    expect(heard).toEqual({ [`whatsapp ${whatsapp.id}`]: expect.stringContaining('Kabar baik') });
    expect(await street.says(web, 'tiket')).not.toContain('masih kami cocokkan');
  });

  test('and says it all the same when the other one is not reached', async () => {
    const street = await toldElsewhere();
    street.answer('whatsapp', { kind: 'blocked', reason: 'undeliverable' });
    const heard = await street.deliver();
    expect(heard).toEqual({ [`webchat ${web.id}`]: expect.stringContaining('Kabar baik') });
  });

  test('a list of people that is open there means the same people', async () => {
    const street = await openStreet();
    await withCode(street, web);
    await byPhone(street, whatsapp);
    await asFirst(street, web);
    expect(await street.says(web, 'lepas')).toContain('Siapa yang mau dilepas');
    await street.says(whatsapp, 'halo');
    await street.verdict(web, SITI.nik);
    expect(Object.keys(await street.deliver())).toEqual([`whatsapp ${whatsapp.id}`]);
    expect(await street.says(web, '1')).toContain('Lepaskan W***i');
  });

  test('in the middle of a form its question stays', async () => {
    const street = await openStreet();
    await withCode(street, web);
    await byPhone(street, whatsapp);
    await street.says(web, 'daftar orang lain', WATI.nik);
    await street.says(whatsapp, 'halo');
    await street.verdict(web, SITI.nik);
    expect(Object.keys(await street.deliver())).toEqual([`whatsapp ${whatsapp.id}`]);
    expect(await street.says(web, WATI.name)).toContain('tanggal lahir');
  });
});
