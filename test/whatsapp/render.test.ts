import type { Activity } from 'botframework-schema';
import { render } from '../../adapters/whatsapp/render.ts';

const say = (text: string, more: object = {}): Partial<Activity> => ({
  type: 'message',
  text,
  textFormat: 'plain',
  ...more,
});
const choice = (title: string, value: unknown = `v1:7:${title}`) => ({
  type: 'messageBack',
  title,
  text: title,
  value,
});
const asking = (text: string, actions: object[], more: object = {}) =>
  say(text, { suggestedActions: { to: [], actions }, ...more });
const titles = (n: number, length = 0): object[] =>
  Array.from({ length: n }, (_, at) => choice(`${at + 1}`.padEnd(length, 'x'), `v1:7:c${at}`));
const ways = (...pairs: [string, string][]) => pairs.map(([title, value]) => ({ type: 'openUrl', title, value }));
const X = (n: number): string => 'x'.repeat(n);
const PNG = `data:image/png;base64,${Buffer.from('png').toString('base64')}`;

const text = (body: string) => ({ type: 'text', text: { body, preview_url: false } });
const button = (id: string, title: string) => ({ type: 'reply', reply: { id, title } });
const buttons = (body: string, ...all: object[]) => ({
  type: 'interactive',
  interactive: { type: 'button', body: { text: body }, action: { buttons: all } },
});
const list = (body: string, rows: object[], opener = 'Pilih') => ({
  type: 'interactive',
  interactive: { type: 'list', body: { text: body }, action: { button: opener, sections: [{ rows }] } },
});
const cta = (body: string, display_text: string, url: string) => ({
  type: 'interactive',
  interactive: {
    type: 'cta_url',
    body: { text: body },
    action: { name: 'cta_url', parameters: { display_text, url } },
  },
});

/** What goes out; an upload shows as the message that it becomes with the id `up`. */
const out = (activity: Partial<Activity>): object[] =>
  render(activity).map((part) => ('message' in part ? part.message : part.put('up')));

describe('text', () => {
  test.each<[string, Partial<Activity>, object[]]>([
    ['plain', say('Halo, Siti.'), [text('Halo, Siti.')]],
    ['nothing', say(''), []],
    ['typing', { type: 'typing' }, []],
    ['an event', { type: 'event', name: 'x' }, []],
    ['plain with what WhatsApp would take for marks', say('*Siti* _x_ ~y~'), [text('•Siti• ˍxˍ ∼y∼')]],
    ['an address with marks in it', say('https://a.id/tiket/A_B*C_'), [text('https://a.id/tiket/A_B*C_')]],
    [
      'Markdown',
      { type: 'message', text: '**Penting**: [di sini](https://a.id)' },
      [text('*Penting*: di sini (https://a.id)')],
    ],
    ['4,096 characters', say(X(4_096)), [text(X(4_096))]],
    ['4,097 characters', say(X(4_097)), [text(X(4_096)), text('x')]],
    ['sentences beyond the limit', say(`${X(3_000)}. ${X(2_000)}.`), [text(`${X(3_000)}.`), text(`${X(2_000)}.`)]],
  ])('%s', (_name, activity, expected) => expect(out(activity)).toEqual(expected));
});

describe('choices', () => {
  test.each<[string, Partial<Activity>, object[]]>([
    ['one', asking('Mau?', [choice('Ya', 'v1:7:yes')]), [buttons('Mau?', button('v1:7:yes', 'Ya'))]],
    [
      'three: buttons',
      asking('?', titles(3)),
      [buttons('?', button('v1:7:c0', '1'), button('v1:7:c1', '2'), button('v1:7:c2', '3'))],
    ],
    [
      'four: a list',
      asking('?', titles(4)),
      [
        list(
          '?',
          [0, 1, 2, 3].map((n) => ({ id: `v1:7:c${n}`, title: `${n + 1}` })),
        ),
      ],
    ],
    [
      'in English',
      asking('?', titles(4), { locale: 'en' }),
      [
        list(
          '?',
          [0, 1, 2, 3].map((n) => ({ id: `v1:7:c${n}`, title: `${n + 1}` })),
          'Choose',
        ),
      ],
    ],
    [
      'ten: a list',
      asking('?', titles(10)),
      [
        list(
          '?',
          Array.from({ length: 10 }, (_, n) => ({ id: `v1:7:c${n}`, title: `${n + 1}` })),
        ),
      ],
    ],
    [
      'eleven: numbers',
      asking('Yang mana?', titles(11)),
      [
        text(
          `Yang mana?\n\n${Array.from({ length: 11 }, (_, n) => `${n + 1}. ${n + 1}`).join('\n')}\n\nBalas dengan angkanya, misalnya 1.`,
        ),
      ],
    ],
    ['a title of 20: a button', asking('?', [choice(X(20), 'a')]), [buttons('?', button('a', X(20)))]],
    ['a title of 21: a row', asking('?', [choice(X(21), 'a')]), [list('?', [{ id: 'a', title: X(21) }])]],
    ['a title of 24: whole', asking('?', [choice(X(24), 'a')]), [list('?', [{ id: 'a', title: X(24) }])]],
    [
      'a title of 25: cut, whole below',
      asking('?', [choice(X(25), 'a')]),
      [list('?', [{ id: 'a', title: `${X(23)}…`, description: X(25) }])],
    ],
    [
      'a title of 73: whole above',
      asking('Di mana?', [choice(X(73), 'a')]),
      [list(`Di mana?\n\n1. ${X(73)}`, [{ id: 'a', title: `${X(23)}…`, description: `${X(71)}…` }])],
    ],
    [
      'a cut between graphemes',
      asking('?', [choice(`${X(22)}👨‍👩‍👧‍👦zz`, 'a')]),
      [list('?', [{ id: 'a', title: `${X(22)}…`, description: `${X(22)}👨‍👩‍👧‍👦zz` }])],
    ],
    [
      'two that look alike: numbers told apart by their rows',
      asking('?', [choice('A', 'a'), choice('A', 'b')]),
      [
        list('?', [
          { id: 'a', title: 'A' },
          { id: 'b', title: 'A' },
        ]),
      ],
    ],
    [
      'two with one value: numbers',
      asking('?', [choice('A', 'a'), choice('B', 'a')]),
      [text('?\n\n1. A\n2. B\n\nBalas dengan angkanya, misalnya 1.')],
    ],
    ['a value of 256: an id', asking('?', [choice('A', X(256))]), [buttons('?', button(X(256), 'A'))]],
    ['a value of 257: the title', asking('?', [choice('A', X(257))]), [buttons('?', button('t:A', 'A'))]],
    [
      'a row with a value of 201: the title',
      asking('?', [choice(X(22), X(201))]),
      [list('?', [{ id: `t:${X(22)}`, title: X(22) }])],
    ],
    ['a value that is an object', asking('?', [choice('A', { a: 1 })]), [buttons('?', button('t:A', 'A'))]],
    ['a value with blanks around it', asking('?', [choice('A', ' a')]), [buttons('?', button('t:A', 'A'))]],
    ['no text', asking('', [choice('A', 'a')]), [buttons('Pilih', button('a', 'A'))]],
    ['a text of 1,024', asking(X(1_024), [choice('A', 'a')]), [buttons(X(1_024), button('a', 'A'))]],
    [
      'a text of 1,025: the rest before',
      asking(`${X(1_000)}. ${X(23)}`, [choice('A', 'a')]),
      [text(`${X(1_000)}.`), buttons(X(23), button('a', 'A'))],
    ],
    ['a title without words', asking('Halo', [choice(' ', 'a')]), [text('Halo')]],
  ])('%s', (_name, activity, expected) => expect(out(activity)).toEqual(expected));
});

describe('ways out, pictures and places', () => {
  test.each<[string, Partial<Activity>, object[]]>([
    ['a link', asking('Lihat', ways(['Buka', 'https://a.id'])), [cta('Lihat', 'Buka', 'https://a.id')]],
    [
      'a link with a title of 21',
      asking('Lihat', ways([X(21), 'https://a.id'])),
      [text(`Lihat\n${X(21)}: https://a.id`)],
    ],
    [
      'two links',
      asking('Lihat', ways(['A', 'https://a.id'], ['B', 'https://b.id'])),
      [text('Lihat\nA: https://a.id\nB: https://b.id')],
    ],
    [
      'a link and an answer',
      asking('Lihat', [...ways(['A', 'https://a.id']), choice('Ya', 'y')]),
      [buttons('Lihat\nA: https://a.id', button('y', 'Ya'))],
    ],
    [
      'a call',
      asking('Darurat', [{ type: 'call', title: 'Telepon', value: 'tel:119' }]),
      [text('Darurat\nTelepon: 119')],
    ],
    [
      'the picture of a ticket',
      say('Tiket', { attachments: [{ contentType: 'image/png', contentUrl: PNG, name: 'A.png' }] }),
      [{ type: 'image', image: { id: 'up', caption: 'Tiket' } }],
    ],
    [
      'a picture with a caption of 1,025',
      say(X(1_025), { attachments: [{ contentType: 'image/png', contentUrl: 'https://a.id/a.png' }] }),
      [{ type: 'image', image: { link: 'https://a.id/a.png' } }, text(X(1_025))],
    ],
    [
      'a picture over a question',
      asking('Benar?', [choice('Ya', 'y')], { attachments: [{ contentType: 'image/png', contentUrl: PNG }] }),
      [
        {
          type: 'interactive',
          interactive: {
            type: 'button',
            header: { type: 'image', image: { id: 'up' } },
            body: { text: 'Benar?' },
            action: { buttons: [button('y', 'Ya')] },
          },
        },
      ],
    ],
    [
      'a picture over a list goes before it',
      asking('?', titles(4), { attachments: [{ contentType: 'image/png', contentUrl: 'https://a.id/a.png' }] }),
      [
        { type: 'image', image: { link: 'https://a.id/a.png' } },
        list(
          '?',
          [0, 1, 2, 3].map((n) => ({ id: `v1:7:c${n}`, title: `${n + 1}` })),
        ),
      ],
    ],
    [
      'a calendar file',
      say('Jadwal', {
        attachments: [{ contentType: 'text/calendar', contentUrl: 'https://a.id/c.ics', name: 'jadwal.ics' }],
      }),
      [{ type: 'document', document: { link: 'https://a.id/c.ics', caption: 'Jadwal', filename: 'jadwal.ics' } }],
    ],
    [
      'a sound takes no caption',
      say('Dengar', { attachments: [{ contentType: 'audio/ogg; codecs=opus', contentUrl: 'https://a.id/a.ogg' }] }),
      [{ type: 'audio', audio: { link: 'https://a.id/a.ogg' } }, text('Dengar')],
    ],
    [
      'a file that Meta cannot reach',
      say('x', { attachments: [{ contentType: 'image/png', contentUrl: 'file:///etc/passwd' }] }),
      [text('x')],
    ],
    [
      'a place',
      say('Di sini:', {
        entities: [{ type: 'GeoCoordinates', latitude: -6.9, longitude: 107.6, name: 'Puskesmas', address: 'Jl. A' }],
      }),
      [
        text('Di sini:'),
        { type: 'location', location: { latitude: -6.9, longitude: 107.6, name: 'Puskesmas', address: 'Jl. A' } },
      ],
    ],
    [
      'a hero card',
      say('', {
        attachments: [
          {
            contentType: 'application/vnd.microsoft.card.hero',
            content: { title: 'Vaksin', text: 'Gratis', buttons: [choice('Daftar', 'd')] },
          },
        ],
      }),
      [buttons('*Vaksin*\nGratis', button('d', 'Daftar'))],
    ],
  ])('%s', (_name, activity, expected) => expect(out(activity)).toEqual(expected));

  test('what is broken in an activity never breaks the rest', () => {
    const broken = say('Halo', {
      attachments: [
        null,
        {},
        { contentType: 7, contentUrl: {} },
        { contentType: 'application/vnd.microsoft.card.hero' },
      ],
      suggestedActions: { actions: [null, 5, { title: 9 }] },
      entities: [null, { type: 'GeoCoordinates' }],
    });
    expect(out(broken)).toEqual([text('Halo')]);
  });
});
