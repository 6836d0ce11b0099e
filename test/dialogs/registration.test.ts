import { play, startTalk } from './support/talk.ts';
import { NOW } from './support/world.ts';

describe('a registration', () => {
  test('goes from the first word to the ticket in ten turns', async () => {
    const talk = startTalk();
    await play(talk, [
      ['daftar', 'Selamat datang', 'Kementerian Kesehatan', 'Apakah Bapak/Ibu setuju?'],
      ['setuju', '1 dari 6', 'NIK'],
      ['3273051503850001', '2 dari 6', 'nama'],
      ['Budi Santoso', '3 dari 6', 'tanggal lahir'],
      ['15-3-1985', '4 dari 6', 'nomor HP'],
      ['081234567890', '5 dari 6', 'untuk siapa'],
      ['saya sendiri', '6 dari 6', 'Apakah data di atas sudah benar?'],
      ['sudah benar', 'Terima kasih', 'Mau divaksin di mana?', 'Kota Bandung'],
      ['1', 'Kapan mau datang?'],
      [
        '1',
        'ABCD-EFGH-JKMN-PQRS',
        'Puskesmas Contoh Melati',
        'Sabtu, 28 November 2026, 08.00–10.00 WIB',
        'KTP asli',
        'calendar.ics',
      ],
    ]);
    expect(talk.world.submissions).toEqual([
      {
        nik: '3273051503850001',
        name: 'Budi Santoso',
        birthDate: '1985-03-15',
        sex: 'M',
        phone: '+6281234567890',
        relation: 'self',
        contact: 'contact',
        key: 'key-8',
      },
    ]);
    expect(talk.world.booked).toEqual([{ person: 'p-1', dose: 1, site: 'S1', session: 'S1-1', contact: 'contact' }]);
    expect([...talk.world.consents.values()]).toEqual([
      {
        id: 'key-2',
        contact: 'contact',
        purpose: 'registration',
        textVersion: '2026-11-1',
        textHash: expect.stringMatching(/^[0-9a-f]{64}$/),
        language: 'id',
        channel: 'test',
        message: 'message-2',
        givenBy: 'self',
        at: NOW + 30_000,
      },
    ]);
    expect(talk.state?.dialogStack).toEqual([]);
  });
});
