import type { Activity, CardAction } from 'botframework-schema';
import fc from 'fast-check';
import { render } from '../../adapters/messenger/render.ts';

const answer = (title: string, value = `v1:7:${title}`): CardAction =>
  ({ type: 'messageBack', title, text: title, displayText: title, value }) as CardAction;
const link = (title: string, value = 'https://a.example'): CardAction =>
  ({ type: 'openUrl', title, value }) as CardAction;
const call = (title: string, value = 'tel:+62 21-1234567'): CardAction =>
  ({ type: 'call', title, value }) as CardAction;
const message = (text: string, actions: CardAction[] = [], more: Partial<Activity> = {}): Partial<Activity> => ({
  ...{ type: 'message', text, textFormat: 'plain' },
  ...(actions.length > 0 ? { suggestedActions: { to: [], actions } } : {}),
  ...more,
});
const chip = (title: string, payload = `v1:7:${title}`) => ({ content_type: 'text', title, payload });
const many = (count: number, title = 'Pilihan') =>
  Array.from({ length: count }, (_, index) => answer(`${title} ${index + 1}`));
const hero = (content: object) => ({ contentType: 'application/vnd.microsoft.card.hero', content });
const buttons = (text: string, ...all: object[]) => ({
  attachment: { type: 'template', payload: { template_type: 'button', text, buttons: all } },
});
const generic = (...elements: object[]) => ({
  attachment: { type: 'template', payload: { template_type: 'generic', elements } },
});
const messages = (activity: Partial<Activity>) => render(activity).map((part) => part.message);
const T20 = 'x'.repeat(20);
const PNG = 'iVBORw0KGgo=';

describe('an Activity in, messages of the Send API out', () => {
  test.each<[string, Partial<Activity>, object[]]>([
    ['a text', message('Halo'), [{ text: 'Halo' }]],
    [
      'Markdown',
      message('**Tiket** [di sini](https://a.example)', [], { textFormat: 'markdown' }),
      [{ text: 'Tiket di sini (https://a.example)' }],
    ],
    ['1,999 characters', message('x'.repeat(1_999)), [{ text: 'x'.repeat(1_999) }]],
    ['2,000 characters', message('x'.repeat(2_000)), [{ text: 'x'.repeat(1_999) }, { text: 'x' }]],
    [
      'a long text with chips: they sit on the last bubble',
      message(`${'Kalimat. '.repeat(223)}Apakah benar?`, [answer('Ya')]),
      [{ text: 'Kalimat. '.repeat(222).trim() }, { text: 'Kalimat. Apakah benar?', quick_replies: [chip('Ya')] }],
    ],
    [
      'two answers',
      message('Benar?', [answer('Ya'), answer('Tidak')]),
      [{ text: 'Benar?', quick_replies: [chip('Ya'), chip('Tidak')] }],
    ],
    ['a title of 20', message('Mana?', [answer(T20)]), [{ text: 'Mana?', quick_replies: [chip(T20)] }]],
    [
      'a title of 21: in full above, cut on the chip',
      message('Mana?', [answer(`${T20}y`), answer('Lain')]),
      [
        {
          text: `Mana?\n\nBalas dengan angka:\n1. ${T20}y\n2. Lain`,
          quick_replies: [chip(`1. ${'x'.repeat(16)}…`, `v1:7:${T20}y`), chip('2. Lain', 'v1:7:Lain')],
        },
      ],
    ],
    [
      'in English',
      message('Which?', [answer(`${T20}y`)], { locale: 'en-GB' }),
      [
        {
          text: `Which?\n\nReply with a number:\n1. ${T20}y`,
          quick_replies: [chip(`1. ${'x'.repeat(16)}…`, `v1:7:${T20}y`)],
        },
      ],
    ],
    [
      'a title is cut between graphemes',
      message('Siapa?', [answer('Keluarga besar 👨‍👩‍👧‍👦!', 'v')]),
      [
        {
          text: 'Siapa?\n\nBalas dengan angka:\n1. Keluarga besar 👨‍👩‍👧‍👦!',
          quick_replies: [chip('1. Keluarga besar…', 'v')],
        },
      ],
    ],
    [
      '13 answers',
      message('Mana?', many(13)),
      [{ text: 'Mana?', quick_replies: many(13).map(({ title }) => chip(title)) }],
    ],
    [
      '14 answers: numbered text',
      message('Mana?', many(14)),
      [
        {
          text: `Mana?\n\nBalas dengan angka:\n${many(14)
            .map(({ title }, index) => `${index + 1}. ${title}`)
            .join('\n')}`,
        },
      ],
    ],
    [
      'a payload of 1,000',
      message('?', [answer('Ya', 'p'.repeat(1_000))]),
      [{ text: '?', quick_replies: [chip('Ya', 'p'.repeat(1_000))] }],
    ],
    [
      'a payload of 1,001: the title is understood',
      message('?', [answer('Ya', 'p'.repeat(1_001))]),
      [{ text: '?', quick_replies: [chip('Ya', 'Ya')] }],
    ],
    [
      'a value that is not a text',
      message('?', [{ type: 'postBack', title: 'Ya', value: { a: 1 } } as CardAction]),
      [{ text: '?', quick_replies: [chip('Ya', '{"a":1}')] }],
    ],
    ['answers without words', message('', [answer('Ya')]), [{ text: 'Ya', quick_replies: [chip('Ya')] }]],
    ['an action without a title', message('Halo', [answer('')]), [{ text: 'Halo' }]],
    [
      'a link',
      message('Lihat jadwal', [link('Jadwal')]),
      [buttons('Lihat jadwal', { type: 'web_url', title: 'Jadwal', url: 'https://a.example' })],
    ],
    [
      'a call',
      message('Hubungi kami', [call('Telepon')]),
      [buttons('Hubungi kami', { type: 'phone_number', title: 'Telepon', payload: '+62211234567' })],
    ],
    [
      'three links',
      message('Lihat', [link('A'), link('B'), link('C')]),
      [buttons('Lihat', ...['A', 'B', 'C'].map((title) => ({ type: 'web_url', title, url: 'https://a.example' })))],
    ],
    [
      'four links: words',
      message('Lihat', [link('A'), link('B'), link('C'), link('D')]),
      [{ text: 'Lihat\n\nA: https://a.example\nB: https://a.example\nC: https://a.example\nD: https://a.example' }],
    ],
    [
      'a link that is none',
      message('Lihat', [link('A', 'javascript:alert(1)')]),
      [{ text: 'Lihat\n\nA: javascript:alert(1)' }],
    ],
    [
      'a link and answers',
      message('Lihat', [link('Jadwal'), answer('Ya')]),
      [
        {
          ...buttons('Lihat', { type: 'web_url', title: 'Jadwal', url: 'https://a.example' }),
          quick_replies: [chip('Ya')],
        },
      ],
    ],
    [
      '640 characters over a button',
      message('x'.repeat(640), [link('A')]),
      [buttons('x'.repeat(640), { type: 'web_url', title: 'A', url: 'https://a.example' })],
    ],
    [
      '641 characters over a button',
      message(`${'x'.repeat(638)} yz`, [link('A')]),
      [{ text: 'x'.repeat(638) }, buttons('yz', { type: 'web_url', title: 'A', url: 'https://a.example' })],
    ],
    [
      'a picture by address, with words and chips',
      message('Tiket', [answer('Menu')], {
        attachments: [{ contentType: 'image/png', contentUrl: 'https://a.example/q.png' }],
      }),
      [
        { attachment: { type: 'image', payload: { url: 'https://a.example/q.png' } } },
        { text: 'Tiket', quick_replies: [chip('Menu')] },
      ],
    ],
    [
      'a calendar file',
      message('', [], { attachments: [{ contentType: 'text/calendar', contentUrl: 'https://a.example/t.ics' }] }),
      [{ attachment: { type: 'file', payload: { url: 'https://a.example/t.ics' } } }],
    ],
    [
      'a file that Meta cannot fetch',
      message('Tiket', [], {
        attachments: [{ contentType: 'text/calendar', contentUrl: 'http://localhost/t.ics', name: 'Kalender' }],
      }),
      [{ text: 'Tiket\n\nKalender: http://localhost/t.ics' }],
    ],
    [
      'chips under a picture',
      message('', [answer('Menu')], {
        attachments: [{ contentType: 'image/png', contentUrl: 'https://a.example/q.png' }],
      }),
      [{ attachment: { type: 'image', payload: { url: 'https://a.example/q.png' } }, quick_replies: [chip('Menu')] }],
    ],
    [
      'a place',
      message('Datang ke:', [], {
        entities: [{ type: 'GeoCoordinates', name: 'Puskesmas A', latitude: -6.9, longitude: 107.6 }],
      }),
      [{ text: 'Datang ke:\n\nPuskesmas A\nhttps://www.google.com/maps/search/?api=1&query=-6.9,107.6' }],
    ],
    [
      'a card',
      message('Ini:', [], {
        attachments: [
          hero({
            title: 'A',
            text: 'b',
            images: [{ url: 'https://a.example/i.png' }],
            buttons: [answer('Pilih'), link('Peta')],
            tap: link('x'),
          }),
        ],
      }),
      [
        { text: 'Ini:' },
        generic({
          title: 'A',
          subtitle: 'b',
          image_url: 'https://a.example/i.png',
          default_action: { type: 'web_url', url: 'https://a.example' },
          buttons: [
            { type: 'postback', title: 'Pilih', payload: 'v1:7:Pilih' },
            { type: 'web_url', title: 'Peta', url: 'https://a.example' },
          ],
        }),
      ],
    ],
    [
      'eleven cards: two templates',
      message('', [], {
        attachments: Array.from({ length: 11 }, (_, index) => hero({ title: `${index}`, text: 'b' })),
      }),
      [
        generic(...Array.from({ length: 10 }, (_, index) => ({ title: `${index}`, subtitle: 'b' }))),
        generic({ title: '10', subtitle: 'b' }),
      ],
    ],
    [
      'a title of 80',
      message('', [], { attachments: [hero({ title: 'x'.repeat(80), text: 'b' })] }),
      [generic({ title: 'x'.repeat(80), subtitle: 'b' })],
    ],
    [
      'a title of 81: words',
      message('', [], { attachments: [hero({ title: 'x'.repeat(81), text: 'b', buttons: [answer('Ya')] })] }),
      [{ text: `${'x'.repeat(81)}\nb`, quick_replies: [chip('Ya')] }],
    ],
    [
      'a card with four buttons: chips',
      message('', [], { attachments: [hero({ title: 'A', buttons: many(4) })] }),
      [{ text: 'A', quick_replies: many(4).map(({ title }) => chip(title)) }],
    ],
    ['a card with a title only: words', message('', [], { attachments: [hero({ title: 'A' })] }), [{ text: 'A' }]],
    [
      'cards and chips: the chips last',
      message('Pilih', [answer('Lain')], { attachments: [hero({ title: 'A', text: 'b' })] }),
      [generic({ title: 'A', subtitle: 'b' }), { text: 'Pilih', quick_replies: [chip('Lain')] }],
    ],
    ['nothing', message(''), []],
    ['typing', { type: 'typing' }, []],
    ['an event', { type: 'event', name: 'x' }, []],
  ])('%s', (_name, activity, expected) => {
    expect(messages(activity)).toEqual(expected);
  });

  test('the picture of a ticket travels in the activity and is uploaded', () => {
    const contentUrl = `data:image/png;base64,${PNG}`;
    const [picture, words] = render(
      message('Tiket', [], { attachments: [{ contentType: 'image/png', contentUrl, name: 'AB12.png' }] }),
    );
    expect(picture).toEqual({
      message: {},
      upload: { type: 'image', contentType: 'image/png', name: 'AB12.png', bytes: Buffer.from(PNG, 'base64') },
    });
    expect(words?.message).toEqual({ text: 'Tiket' });
  });

  test('whatever is said, no limit is passed and no choice is lost', () => {
    const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
    const action = fc.oneof(
      word.map((title) => answer(title)),
      word.map((title) => link(title)),
      word.map((title) => call(title)),
    );
    fc.assert(
      fc.property(fc.string({ maxLength: 4_500 }), fc.array(action, { maxLength: 20 }), (text, actions) => {
        const sent = messages(message(text, actions));
        const all = JSON.stringify(sent);
        for (const { text: words = '', quick_replies: chips = [], attachment } of sent) {
          expect(words.length).toBeLessThan(2_000);
          expect(chips.length).toBeLessThanOrEqual(13);
          for (const one of chips) expect(one.title.length).toBeLessThanOrEqual(20);
          if (attachment?.type !== 'template' || attachment.payload.template_type !== 'button') continue;
          expect(attachment.payload.text.length).toBeLessThanOrEqual(640);
          expect(attachment.payload.text).not.toBe('');
          expect(attachment.payload.buttons.length).toBeLessThanOrEqual(3);
        }
        const answers = actions.filter(({ type, title }) => type === 'messageBack' && title.trim() !== '');
        for (const one of answers.slice(0, 13)) expect(all).toContain(JSON.stringify(one.title.trim()).slice(1, -1));
      }),
      { numRuns: 60 },
    );
  });
});
