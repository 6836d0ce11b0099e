import type { Activity } from 'botframework-schema';
import fc from 'fast-check';
import type { MessengerEvent } from '../../adapters/messenger/event.ts';
import { readEntry } from '../../adapters/messenger/events.ts';

const PAGE = '100000000000100';
const PSID = '24000000000000001';
const AT = 1_790_000_000_000;
const NOW = AT + 60_000;
const reading = { pages: new Set([PAGE]), now: NOW };

const item = (rest: object): object => ({ sender: { id: PSID }, recipient: { id: PAGE }, timestamp: AT, ...rest });
const ours = (rest: object): object => ({ sender: { id: PAGE }, recipient: { id: PSID }, timestamp: AT, ...rest });
const delivery = (entry: object) => ({ id: PAGE, time: AT, ...entry });

function only(raw: object, more: object = {}): MessengerEvent {
  const events = readEntry(delivery({ messaging: [raw] }), { ...reading, ...more });
  expect(events).toHaveLength(1);
  return events[0] as MessengerEvent;
}

function activityOf(event: MessengerEvent): Partial<Activity> {
  if (event.kind !== 'turn') throw new Error(`a turn was expected, not ${JSON.stringify(event)}`);
  return event.inbound.activity;
}

/** What differs from item to item. */
function said(raw: object): Partial<Activity> {
  const { channelId, timestamp, from, recipient, conversation, textFormat, ...rest } = activityOf(only(raw));
  return rest;
}

const message = (rest: object): object => item({ message: { mid: 'm_1', ...rest } });
const said1 = { id: 'm_1', type: 'message', attachments: [], channelData: {} };
const image = 'https://scontent.example.fbcdn.net/a.jpg';
const thumb = { url: image, sticker_id: 369239263222822 };

describe('what a citizen says on Messenger', () => {
  test('the envelope: page-scoped id, page and person as the address, the time of the channel', () => {
    expect(activityOf(only(message({ text: 'Halo' })))).toEqual({
      ...said1,
      text: 'Halo',
      textFormat: 'plain',
      channelId: 'messenger',
      timestamp: new Date(AT),
      from: { id: PSID, name: '', role: 'user' },
      recipient: { id: PAGE, name: '', role: 'bot' },
      conversation: { id: `${PAGE}/${PSID}`, isGroup: false, conversationType: 'personal', name: '' },
    });
  });

  test.each<[string, object, object]>([
    ['a text', message({ text: 'Halo' }), { ...said1, text: 'Halo' }],
    [
      'a quick reply',
      message({ text: 'Ya', quick_reply: { payload: 'v1:7:yes' } }),
      { ...said1, text: 'Ya', value: 'v1:7:yes' },
    ],
    [
      'a reply to an old message',
      message({ text: 'Ya', reply_to: { mid: 'm_0' } }),
      { ...said1, text: 'Ya', replyToId: 'm_0' },
    ],
    [
      'a picture',
      message({ attachments: [{ type: 'image', payload: { url: image } }] }),
      { ...said1, text: '', attachments: [{ contentType: 'image/*', contentUrl: image }] },
    ],
    [
      'a voice note',
      message({ attachments: [{ type: 'audio', payload: { url: image } }] }),
      { ...said1, text: '', attachments: [{ contentType: 'audio/*', contentUrl: image }] },
    ],
    [
      'a file without an address',
      message({ attachments: [{ type: 'file' }] }),
      { ...said1, text: '', attachments: [{ contentType: 'application/octet-stream' }] },
    ],
    [
      'a thumb, as a picture and as a sticker',
      message({
        attachments: [
          { type: 'image', payload: thumb },
          { type: 'sticker', payload: thumb },
        ],
      }),
      { ...said1, text: '👍' },
    ],
    [
      'another sticker, twice',
      message({
        attachments: [
          { type: 'image', payload: { url: image, sticker_id: 5 } },
          { type: 'sticker', payload: { url: image, sticker_id: 5 } },
        ],
      }),
      { ...said1, text: '', attachments: [{ contentType: 'image/*', contentUrl: image, name: 'sticker' }] },
    ],
    [
      'a place',
      message({
        attachments: [{ type: 'location', title: 'Rumah', payload: { coordinates: { lat: -6.9, long: 107.6 } } }],
      }),
      {
        ...said1,
        text: '',
        entities: [{ type: 'GeoCoordinates', name: 'Rumah', latitude: -6.9, longitude: 107.6 }],
      },
    ],
    [
      'a place that is none',
      message({ attachments: [{ type: 'location', payload: { coordinates: { lat: 96, long: 1 } } }] }),
      { ...said1, text: '' },
    ],
    [
      'a link with its preview',
      message({ text: 'https://a.example', attachments: [{ type: 'fallback' }] }),
      { ...said1, text: 'https://a.example' },
    ],
    [
      'a share without words',
      message({ attachments: [{ type: 'reel', payload: { url: '/reel/1' } }] }),
      { ...said1, text: '', attachments: [{ contentType: 'application/vnd.messenger.share' }] },
    ],
    [
      'a message from an ad',
      message({ text: 'Halo', referral: { ref: 'posko-12', source: 'ADS', type: 'OPEN_THREAD' } }),
      { ...said1, text: 'Halo', channelData: { ref: 'posko-12', source: 'ADS' } },
    ],
    [
      'an edit',
      item({ message_edit: { mid: 'm_1', text: 'Siti', num_edit: 2 } }),
      { id: 'm_1:edit:2', type: 'messageUpdate', text: 'Siti', channelData: { edited: 'm_1' } },
    ],
    [
      'a button of a template',
      item({ postback: { mid: 'm_5', title: 'Ya', payload: 'v1:7:yes' } }),
      { ...said1, id: 'm_5', text: 'Ya', value: 'v1:7:yes' },
    ],
    [
      "a button of a page's template",
      item({ postback: { mid: 'm_5', title: 'Lihat tiket', payload: 'answer:r1.ticket.abc' } }),
      { ...said1, id: 'm_5', text: 'Lihat tiket', value: 'r1.ticket.abc' },
    ],
    [
      'such a button that was sent unfilled: its title is the answer',
      item({ postback: { mid: 'm_5', title: 'Lihat tiket', payload: 'answer:{{answer}}' } }),
      { ...said1, id: 'm_5', text: 'Lihat tiket' },
    ],
    [
      'the persistent menu',
      item({ postback: { mid: 'm_5', title: 'Tiket saya', payload: 'say:TIKET' } }),
      { ...said1, id: 'm_5', text: 'TIKET' },
    ],
    [
      'get started, from a link',
      item({
        postback: {
          mid: 'm_5',
          title: 'Mulai',
          payload: 'GET_STARTED',
          referral: { ref: 'posko-12', source: 'SHORTLINK', type: 'OPEN_THREAD' },
        },
      }),
      { id: 'm_5', type: 'event', name: 'messenger/opened', channelData: { ref: 'posko-12', source: 'SHORTLINK' } },
    ],
  ])('%s', (_name, raw, expected) => {
    expect(said(raw)).toEqual(expected);
  });

  test.each<[string, object, string]>([
    ['a postback without an id', { postback: { title: 'Ya', payload: 'v1:7:yes' } }, 'postback'],
    [
      'a link in a thread that is there',
      { referral: { ref: 'posko-12', source: 'SHORTLINK', type: 'OPEN_THREAD' } },
      'referral',
    ],
    ['an opt-in of a plugin', { optin: { ref: 'posko-12' } }, 'optin'],
    [
      'the thread that was passed to us',
      { pass_thread_control: { previous_owner_app_id: null, new_owner_app_id: '1' } },
      'returned',
    ],
  ])('%s has the same id in every delivery and another one the next time', (_name, raw, prefix) => {
    const first = activityOf(only(item(raw))).id;
    expect(first).toMatch(new RegExp(`^${prefix}-[\\w-]{27}$`));
    expect(activityOf(only(item(raw), { now: NOW + 1 })).id).toBe(first);
    expect(activityOf(only(item({ ...raw, timestamp: AT + 1 }))).id).not.toBe(first);
  });

  test('a time in seconds is read as seconds, one in the future as now, none as now', () => {
    const at = (timestamp: unknown) => activityOf(only({ ...message({ text: 'a' }), timestamp })).timestamp?.getTime();
    expect([at(AT / 1000), at(NOW + 5), at('x'), at(-1)]).toEqual([AT, NOW, NOW, NOW]);
  });
});

describe('what wakes nobody', () => {
  test.each<[string, object, object]>([
    [
      'an echo of ours',
      ours({ message: { is_echo: true, mid: 'm_4', app_id: 1, metadata: 'r1', text: 'a' } }),
      { kind: 'echo', mid: 'm_4', metadata: 'r1' },
    ],
    [
      "an officer's words",
      ours({ message: { is_echo: true, mid: 'm_4', text: 'a' } }),
      { kind: 'echo', mid: 'm_4', metadata: undefined },
    ],
    [
      'deliveries',
      item({ delivery: { mids: ['m_4', 5, 'm_6'], watermark: AT } }),
      { kind: 'delivered', mids: ['m_4', 'm_6'], watermark: AT },
    ],
    ['deliveries without ids', item({ delivery: { watermark: AT } }), { kind: 'delivered', mids: [], watermark: AT }],
    ['reads', item({ read: { watermark: AT } }), { kind: 'read', watermark: AT }],
    [
      'a request for the thread',
      item({ request_thread_control: { requested_owner_app_id: 263902037430900 } }),
      { kind: 'requested', app: '263902037430900' },
    ],
  ])('%s', (_name, raw, expected) => {
    expect(only(raw)).toEqual({ thread: { page: PAGE, psid: PSID }, ...expected });
  });

  test.each<[string, object, string]>([
    ['a reaction', item({ reaction: { mid: 'm_4', action: 'react', reaction: 'love' } }), 'reaction'],
    ['an unsent message', message({ is_deleted: true }), 'unsent'],
    ['feedback', item({ messaging_feedback: { feedback_screens: [] } }), 'feedback'],
    [
      'a thread taken from us',
      item({ take_thread_control: { previous_owner_app_id: '1', new_owner_app_id: '2' } }),
      'thread_lost',
    ],
    ['a topic subscribed to', item({ optin: { type: 'notification_messages', payload: 'p' } }), 'optin_topic'],
    ['account linking', item({ account_linking: { status: 'linked' } }), 'account_linking'],
    ['roles of apps', { recipient: { id: PAGE }, timestamp: AT, app_roles: { 1: ['primary_receiver'] } }, 'unknown'],
    ['something of the future', item({ hologram: { mid: 'm_9' } }), 'unknown'],
    ["another page's message", { ...message({ text: 'a' }), recipient: { id: '999' } }, 'other_page'],
    ['a visitor known by reference only', { ...message({ text: 'a' }), sender: { user_ref: 'u' } }, 'nobody'],
    ['a message without an id', item({ message: { text: 'a' } }), 'message_without_id'],
  ])('%s', (_name, raw, what) => {
    expect(only(raw)).toEqual({ kind: 'noted', what });
  });

  test('a warning by Meta is an alert', () => {
    const raw = { recipient: { id: PAGE }, timestamp: AT, policy_enforcement: { action: 'block', reason: 'spam' } };
    expect(only(raw)).toEqual({ kind: 'alert', what: 'policy_block' });
  });

  test('everything in standby is noted, but our own echo still counts', () => {
    const standby = [
      message({ text: 'a' }),
      item({ postback: { title: 'a', payload: 'say:MENU' } }),
      ours({ message: { is_echo: true, mid: 'm_4' } }),
    ];
    const events = readEntry(delivery({ standby }), reading);
    expect(events.map((event) => (event.kind === 'noted' ? event.what : event.kind))).toEqual([
      'standby',
      'standby',
      'echo',
    ]);
  });

  test('with the id of our app, the new owner decides and not the name of the event', () => {
    const pass = (owner: string) => item({ pass_thread_control: { new_owner_app_id: owner } });
    const take = (owner: string) => item({ take_thread_control: { new_owner_app_id: owner } });
    const kinds = [pass('7'), pass('8'), take('7'), take('8')].map((raw) => only(raw, { appId: '7' }).kind);
    expect(kinds).toEqual(['turn', 'noted', 'turn', 'noted']);
  });
});

describe('an entry', () => {
  test('several items, one of them broken, cost none of the others', () => {
    const messaging = [message({ text: 'a' }), null, 5, { message: 'x' }, message({ text: 'b' })];
    const events = readEntry(delivery({ messaging, standby: 'x', changes: [{ field: 'feed' }] }), reading);
    expect(events.map((event) => (event.kind === 'turn' ? event.inbound.activity.text : event.kind))).toEqual([
      ...['a', 'noted', 'noted', 'noted', 'b', 'noted'],
    ]);
  });

  test('no JSON in any place makes it throw or invents a person', () => {
    const keys = [
      'message',
      'postback',
      'delivery',
      'read',
      'referral',
      'optin',
      'message_edit',
      'pass_thread_control',
    ];
    const anything = fc.record(
      {
        sender: fc.oneof(fc.constant({ id: PSID }), fc.jsonValue()),
        recipient: fc.oneof(fc.constant({ id: PAGE }), fc.jsonValue()),
        timestamp: fc.oneof(fc.constant(AT), fc.jsonValue()),
        ...Object.fromEntries(
          keys.map((key) => [key, fc.oneof(fc.constant({ mid: 'm_1', attachments: [{}] }), fc.jsonValue())]),
        ),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 3 }), (messaging) => {
        const events = readEntry(delivery({ messaging }), reading);
        expect(events).toHaveLength(messaging.length);
        for (const event of events) {
          if (event.kind !== 'turn') continue;
          const { id, conversation, timestamp } = event.inbound.activity;
          expect(id).not.toBe('');
          expect(conversation?.id.startsWith(`${PAGE}/`)).toBe(true);
          expect(timestamp?.getTime()).toBeLessThanOrEqual(NOW);
        }
      }),
    );
  });
});
