import type { TargetRow } from '../../registry/targets/row.ts';
import { play, type Talk } from '../dialogs/support/talk.ts';
import { BUDI, type House, openHouse, register, SITI, sayUpToPhone, WATI } from './support/house.ts';

const RARA: TargetRow = {
  ...{ nik: '3273054904089905', name: 'Rara Contoh Kenanga', birthDate: '2008-12-09', sex: 'F' },
  ...{ phone: '+6281200000001', group: 'remaja', region: '32.73' },
};

/** How eight kinds of citizen come to a ticket: from the first word on, and never more turns than promised. */
const KINDS: readonly [string, number, readonly TargetRow[], (house: House) => Promise<Talk>][] = [
  [
    'invited, alone on the phone',
    6,
    [SITI],
    (house) => says(house, ['daftar', 'setuju', '5-3-1950', 'tidak ada', '1', '1']),
  ],
  [
    ...(['invited, one of a family', 6, [SITI, BUDI]] as const),
    (house) => says(house, ['daftar', 'setuju', '17-8-1949', 'tidak ada', '1', '1']),
  ],
  [
    ...(['invited, under 18: the guardian agrees, and takes the soonest', 6, [RARA]] as const),
    (house) => says(house, ['daftar', 'setuju', '9-12-2008', 'Ya, saya walinya', 'tidak ada', 'tercepat']),
  ],
  [
    ...(['invited, under 18: the guardian says so with the yes, free choice of place and time', 6, [RARA]] as const),
    (house) => says(house, ['daftar', 'setuju, saya orang tuanya', '9-12-2008', 'tidak ada', '1', '1']),
  ],
  [
    ...(['invited before, for the second of the family', 6, [SITI, BUDI]] as const),
    async (house) => {
      const talk = await says(house, ['daftar', 'setuju', '5-3-1950', 'tidak ada', '1', '1']);
      return count(talk, ['daftar', '17-8-1949', 'tidak ada', '1', '1']);
    },
  ],
  [
    ...(['from the start, on WhatsApp', 10, [WATI]] as const),
    async (house) => {
      const talk = counted(house.citizen('c', '+6281299999999'));
      await register(talk, WATI);
      return count(talk, ['tidak ada', '1', '1'], turnsOf(talk));
    },
  ],
  [
    ...(['from the start, on web chat, no phone on the list', 10, [WATI]] as const),
    async (house) => {
      const talk = counted(house.citizen('c'));
      await register(talk, WATI);
      return count(talk, ['tidak ada', '1', '1'], turnsOf(talk));
    },
  ],
  [
    ...(['from the start, on web chat, with a code', 10, [SITI]] as const),
    async (house) => {
      const talk = counted(house.citizen('c'));
      await sayUpToPhone(talk, SITI);
      await house.deliver(talk.now);
      return count(talk, [house.sent[0]?.digits ?? '', 'saya sendiri', 'tidak ada', '1', '1'], turnsOf(talk));
    },
  ],
];

const turns = new WeakMap<Talk, number>();
const turnsOf = (talk: Talk): number => turns.get(talk) ?? 0;

function counted(talk: Talk): Talk {
  const { say } = talk;
  talk.say = (text) => {
    turns.set(talk, turnsOf(talk) + 1);
    return say(text);
  };
  return talk;
}

async function count(talk: Talk, lines: readonly string[], from = 0): Promise<Talk> {
  turns.set(talk, from);
  for (const line of lines) await talk.say(line);
  return talk;
}

const says = (house: House, lines: readonly string[]): Promise<Talk> =>
  count(counted(house.citizen('c', SITI.phone)), lines);

test('turns to the ticket, for eight kinds of citizen', async () => {
  const table: Record<string, { turns: number; most: number }> = {};
  for (const [kind, most, targets, run] of KINDS) {
    const house = await openHouse({ targets });
    const talk = await run(house);
    const held = await Promise.all(targets.map(({ nik }) => house.ticketOf(nik)));
    table[kind] = { turns: turnsOf(talk), most };
    expect({ kind, ticket: held.some((one) => one !== undefined) }).toEqual({ kind, ticket: true });
  }
  console.table(table);
  for (const { turns, most } of Object.values(table)) expect(turns).toBeLessThanOrEqual(most);
});

describe('somebody whom the list knows by this phone', () => {
  test('sees a masked name, and nothing before the birth date; five wrong ones close it', async () => {
    const house = await openHouse({ targets: [SITI] });
    const talk = house.citizen('next', SITI.phone);
    await play(talk, [
      ['daftar', 'setuju?'],
      ['setuju', 'terdaftar atas nama S***i C***h M***i', 'BUKAN SAYA'],
    ]);
    for (const day of [6, 7, 8, 9, 10]) expect((await talk.say(`${day}-3-1950`)).texts[0]).toContain('belum cocok');
    await play(talk, [['5-3-1950', 'kami jaga dulu datanya']]);
    expect(await house.world.services.access.opens(house.person(SITI.nik), 'next')).toBe(false);
    expect(JSON.stringify(talk.state)).not.toMatch(/Siti|3273054503509901/);
  });

  test('goes on with somebody else, or says that it is another', async () => {
    const house = await openHouse({ targets: [SITI] });
    const talk = house.citizen('c', SITI.phone);
    for (const text of ['daftar', 'setuju']) await talk.say(text);
    await play(talk, [['[Orang lain]', '1 dari 4', 'NIK']]);
    const wrong = house.citizen('w', SITI.phone);
    for (const text of ['daftar', 'setuju']) await wrong.say(text);
    await play(wrong, [['bukan saya', 'Tanda terima']]);
  });

  test('who is under 18: the guardian says so, and their consent is written down', async () => {
    const house = await openHouse({ targets: [RARA] });
    const talk = house.citizen('mother', RARA.phone);
    await play(talk, [
      ['daftar', 'setuju?'],
      ['setuju', 'R***a C***h K***a'],
      ['9-12-2008', 'orang tua atau walinya (18 tahun ke atas)'],
      ['[Ya, saya walinya]', 'pendaftaran diterima', 'Sedang hamil'],
    ]);
    expect((await house.world.services.consents.list('mother')).map(({ givenBy }) => givenBy)).toContain('guardian');
  });

  test.each([
    ['setuju untuk anak saya', 'pendaftaran diterima'],
    ['Saya setuju, saya walinya', 'pendaftaran diterima'],
    ['I agree, for my daughter', 'accepted'],
    ['setuju', 'walinya'],
    ['ya', 'walinya'],
  ])('a guardian who says "%s" is asked for it only if that did not say it', async (yes, expected) => {
    const house = await openHouse({ targets: [RARA] });
    const talk = house.citizen('mother', RARA.phone);
    if (yes.startsWith('I ')) await talk.say('english');
    await play(talk, [['daftar'], [yes], ['9-12-2008', expected]]);
    const given = (await house.world.services.consents.list('mother')).map(({ givenBy }) => givenBy);
    expect(given.includes('guardian')).toBe(expected !== 'walinya');
  });

  test.each([
    'saya bukan walinya',
    'setuju tapi saya bukan walinya',
    'anak saya',
    'tidak setuju untuk anak saya',
  ])('"%s" agrees to nothing', async (said) => {
    const house = await openHouse({ targets: [RARA] });
    const talk = house.citizen('c', RARA.phone);
    await play(talk, [['daftar', 'setuju?'], [said]]);
    expect(talk.state?.consent).toBeUndefined();
    expect(await house.world.services.consents.list('c')).toEqual([]);
  });

  test('speaks English', async () => {
    const house = await openHouse({ targets: [SITI] });
    await play(house.citizen('c', SITI.phone), [
      ['I want to register', 'Do you agree?'],
      ['I agree', 'registered for S***i C***h M***i', 'date of birth'],
      ['5 March 1950', 'registration is accepted'],
    ]);
  });
});
