import { meantBy } from '../../dialogs/appointment/when.ts';
import { startTalk } from './support/talk.ts';
import { NOW } from './support/world.ts';

const HOUR = 3_600_000;
const zone = 'Asia/Jakarta';
/** 25 to 29 November 2026, Wednesday to Sunday, 08.00-10.00 and 13.30-15.30 WIB. */
const SESSIONS = [25, 26, 27, 28, 29].flatMap((day) =>
  [1, 6.5].map((hour) => {
    const start = Date.UTC(2026, 10, day) + hour * HOUR;
    return { id: `${day} ${hour === 1 ? 'pagi' : 'sore'}`, start, end: start + 2 * HOUR, zone };
  }),
);

describe('a time in words', () => {
  test.each([
    ['besok', '25 pagi, 25 sore'],
    ['besok pagi aja', '25 pagi'],
    ['lusa jam 9', '26 pagi'],
    ['Sabtu pagi ya bu', '28 pagi'],
    ["jum'at", '27 pagi, 27 sore'],
    ['minggu sore', '29 sore'],
    ['tgl 28', '28 pagi, 28 sore'],
    ['28 november jam 2 siang', '28 sore'],
    ['27/11 pukul 08.00', '27 pagi'],
    ['saturday afternoon', '28 sore'],
    ['kamis 13.30', '26 sore'],
    ['senin', ''],
    ['besok malam', ''],
    ['jam 11 besok', ''],
  ])('%s: %s', (said, meant) => {
    expect(
      meantBy(said, SESSIONS, NOW)
        ?.map(({ id }) => id)
        .join(', '),
    ).toBe(meant);
  });

  test.each([
    ...['terserah', 'yang mana saja', 'puskesmas 2', ''],
    ...['ga bisa besok pagi', 'besok pagi saya tidak bisa', 'selain sabtu', 'sy daftar minggu lalu kok blm ada kabar'],
    'katanya minggu depan ada acara di balai desa untuk vaksin semua warga',
  ])('%j says nothing about time', (said) => {
    expect(meantBy(said, SESSIONS, NOW)).toBeUndefined();
  });
});

describe('in the conversation', () => {
  const TO_TIMES = ['daftar', 'setuju', '3273051503850001', 'Budi Santoso', '15-3-1985', '081234567890', 'saya', '1'];

  async function atTimes() {
    const talk = startTalk();
    for (const said of TO_TIMES) await talk.say(said);
    return talk;
  }

  test('the one session that is meant is booked', async () => {
    const talk = await atTimes();
    expect((await talk.say('sabtu jam 10 pagi')).texts.join()).toContain('Kode tiket');
    expect(talk.world.booked).toMatchObject([{ session: 'S1-2' }]);
  });

  test('of several those are offered', async () => {
    const talk = await atTimes();
    const { texts, buttons } = await talk.say('sabtu aja');
    expect(texts.join()).toContain('Kapan mau datang?');
    expect(buttons).toHaveLength(3);
    expect((await talk.say('yang kedua')).texts.join()).toContain('Kode tiket');
    expect(talk.world.booked).toMatchObject([{ session: 'S1-2' }]);
  });

  test('where there is none at that time, it says so and shows what there is', async () => {
    const { texts, buttons } = await (await atTimes()).say('senin pagi');
    expect(texts.join()).toContain('tidak ada tempat');
    expect(buttons).toHaveLength(3);
  });

  test.each([
    'nomor 2',
    'pilih yang ke 2',
    'yang kedua aja',
    'no 2',
    'dua',
    'the second one',
    '2 aja kak',
  ])('a place in the list: %s', async (said) => {
    const talk = await atTimes();
    await talk.say(said);
    expect(talk.world.booked).toMatchObject([{ session: 'S1-2' }]);
  });
});
