import { linesFor } from '../../cli/render.ts';

const answer = (title: string) => ({ type: 'messageBack', title, text: title, value: `v1:7:${title}` });
const asked = (text: string, ...titles: string[]) => ({
  ...{ type: 'message', text, textFormat: 'plain' },
  suggestedActions: { to: [], actions: titles.map(answer) },
});
const LONG = 'Puskesmas Melati Contoh (960 tempat)';
const ticket = {
  ...{ type: 'message', text: 'Tiket', textFormat: 'plain' },
  attachments: [{ contentType: 'image/png', contentUrl: 'data:image/png;base64,aGk=', name: 'AB12.png' }],
};

describe('a reply in the terminal, as the channel would show it', () => {
  test.each([
    ['webchat', ['Mana?', `  1. ${LONG}`, '  2. Lain', '']],
    [
      'messenger',
      ['Mana?', '', 'Balas dengan angka:', `1. ${LONG}`, '2. Lain', '  1. Puskesmas Melati…', '  2. Lain', ''],
    ],
    ['whatsapp', ['Mana?', '  [Pilih]', `  1. Puskesmas Melati Contoh… (${LONG})`, '  2. Lain', '']],
  ] as const)('a choice that is too long for a button: %s', (channel, lines) => {
    expect(linesFor(channel, asked('Mana?', LONG, 'Lain'))).toEqual(lines);
  });

  test.each([
    ['webchat', ['Tiket', '[AB12.png]', '']],
    ['messenger', ['[AB12.png]', '', 'Tiket', '']],
    ['whatsapp', ['[AB12.png]', 'Tiket', '']],
  ] as const)('the picture of a ticket: %s', (channel, lines) => {
    expect(linesFor(channel, ticket)).toEqual(lines);
  });

  test('a text that is too long for one bubble', () => {
    const text = `${'Kalimat. '.repeat(300)}Selesai.`;
    expect(linesFor('webchat', { type: 'message', text })).toHaveLength(2);
    expect(linesFor('messenger', { type: 'message', text, textFormat: 'plain' })).toHaveLength(4);
  });

  test.each(['webchat', 'messenger', 'whatsapp'] as const)('what steers a terminal is taken out: %s', (channel) => {
    const lines = linesFor(channel, asked('a\u001b[2Jb', 'c\u0007d'));
    expect(lines.join('')).not.toMatch(/\p{Cc}/u);
    expect(lines[0]).toBe('a[2Jb');
  });
});
