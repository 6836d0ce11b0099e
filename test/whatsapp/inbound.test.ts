import type { Activity } from 'botframework-schema';
import { createProgress } from '../../adapters/meta/progress.ts';
import type { Piece } from '../../adapters/meta/webhook.ts';
import type { Report } from '../../adapters/port.ts';
import { createEvents } from '../../adapters/whatsapp/events.ts';
import { readInput } from '../../dialogs/input.ts';
import { silent } from '../../domain/log.ts';
import { uncounted } from '../../domain/metrics.ts';
import { AT, change, entry, message, person, SENDER, SHAPES, said, value } from './support/entry.ts';

function reader() {
  const activities: Partial<Activity>[] = [];
  const reports: Report[] = [];
  const moves: object[] = [];
  const facts: object[] = [];
  const names: object[] = [];
  const read = createEvents({
    senders: new Set([SENDER, '100000000000002']),
    async receive({ activity }) {
      activities.push(activity);
      return { kind: 'saved' };
    },
    contacts: {
      async find(given) {
        names.push(given);
        return { id: 'c-1', phone: given.phone, user: given.user };
      },
      async move(from, to) {
        moves.push({ from, to });
      },
      get: () => Promise.resolve(undefined),
      async prefer(given, marketing) {
        facts.push({ given, marketing });
      },
    },
    progress: createProgress(),
    async settle(_channel, more) {
      reports.push(...more);
    },
    async manage(event) {
      facts.push(event);
    },
    onMessage: () => () => {},
    clock: () => AT * 1000,
    logger: silent,
    metrics: uncounted,
  });
  const take = async (given: Record<string, unknown>): Promise<string[]> => {
    const kinds: string[] = [];
    for (const piece of read(given) as readonly Piece[]) kinds.push((await piece.run()).kind);
    return kinds;
  };
  return { take, activities, reports, moves, facts, names };
}

const shape = (name: string): object => SHAPES[name] ?? {};

test.each<[string, object]>([
  ['text', { kind: 'text', text: 'vaksin' }],
  ['button', { kind: 'button', question: 7, choice: 'yes' }],
  ['button without context', { kind: 'text', text: 'Ya' }],
  ['button reply', { kind: 'button', question: 7, choice: 'yes' }],
  ['title reply', { kind: 'text', text: 'Sudah sesuai' }],
  ['list reply', { kind: 'button', question: 9, choice: 'S1' }],
  ['flow', { kind: 'unreadable', what: 'other' }],
  ['broken flow', { kind: 'unreadable', what: 'other' }],
  ['interactive without a body', { kind: 'unreadable', what: 'unsupported' }],
  ['location', { kind: 'place', text: 'geo:-6.915,107.610' }],
  ['bad location', { kind: 'unreadable', what: 'unsupported' }],
  ['image', { kind: 'text', text: 'KTP saya' }],
  ['image without caption', { kind: 'unreadable', what: 'photo' }],
  ['voice', { kind: 'unreadable', what: 'voice' }],
  ['legacy voice', { kind: 'unreadable', what: 'voice' }],
  ['video', { kind: 'unreadable', what: 'video' }],
  ['document', { kind: 'unreadable', what: 'file' }],
  ['sticker', { kind: 'unreadable', what: 'sticker' }],
  ['own number', { kind: 'text', text: '+6281200000001' }],
  ['card', { kind: 'unreadable', what: 'card' }],
  ['empty card', { kind: 'unreadable', what: 'card' }],
  ['order', { kind: 'unreadable', what: 'unsupported' }],
  ['edit', { kind: 'unreadable', what: 'edited' }],
  ['poll', { kind: 'unreadable', what: 'unsupported' }],
  ['media with an error', { kind: 'unreadable', what: 'photo' }],
  ['a type of tomorrow', { kind: 'unreadable', what: 'unsupported' }],
  ['no type', { kind: 'unreadable', what: 'unsupported' }],
])('%s is for the bot', async (name, input) => {
  const { take, activities } = reader();
  expect(await take(said(shape(name)))).toEqual(['saved']);
  const [activity = {}] = activities;
  expect(readInput(activity)).toMatchObject(input);
  expect(activity).toMatchObject({
    id: 'wamid.T1',
    channelId: 'whatsapp',
    timestamp: new Date(AT * 1000),
    from: { id: `${SENDER}:c-1`, name: 'Siti' },
    recipient: { id: SENDER },
    conversation: { id: `${SENDER}:c-1` },
  });
});

test.each([
  'reaction',
  'reaction removed',
  'revoke',
  'welcome',
  'another business',
  'from a group',
])('%s is for nobody', async (name) => {
  const { take, activities } = reader();
  expect(await take(said(shape(name)))).toEqual(['ignored']);
  expect(activities).toEqual([]);
});

test('what a message answers, whether it was forwarded, and what brought it are kept', async () => {
  const { take, activities } = reader();
  for (const name of ['button', 'forwarded', 'from an advertisement', 'image']) await take(said(shape(name)));
  const data = activities.map((one) => one.channelData.whatsapp);
  expect(activities[0]?.replyToId).toBe('wamid.OUT1');
  expect(data[1].context).toEqual({ forwarded: true });
  expect(data[2].referral).toEqual({ source: '77', type: 'ad' });
  expect(data[3].media).toEqual({ id: '7001', contentType: 'image/jpeg' });
});

test.each<[string, object, object, object]>([
  ['both', {}, {}, { phone: '6281200000001', user: 'ID.900001', parent: undefined }],
  ['no number', { from: undefined }, { wa_id: undefined }, { phone: undefined, user: 'ID.900001' }],
  ['no user id', { from_user_id: undefined }, { user_id: undefined }, { phone: '6281200000001', user: undefined }],
  ['the names in the profile alone', { from: undefined }, {}, { phone: undefined }],
  ['a parent', { from_parent_user_id: 'ID.ENT.5' }, {}, { parent: 'ID.ENT.5' }],
])('names: %s', async (_name, inMessage, inProfile, expected) => {
  const { take, names } = reader();
  const one = message({ type: 'text', text: { body: 'x' }, ...inMessage });
  await take(
    entry(
      change(value({ contacts: [person({ wa_id: '6289', user_id: 'ID.0' }), person(inProfile)], messages: [one] })),
    ),
  );
  expect(names).toHaveLength(1);
  if (_name !== 'the names in the profile alone') expect(names[0]).toMatchObject(expected);
});

test('several numbers, changes and messages in one delivery, some for others', async () => {
  const { take, activities, reports } = reader();
  const hi = (id: string) => message({ id, type: 'text', text: { body: id } });
  const statuses = [
    { id: 'wamid.O', status: 'read', timestamp: '1', biz_opaque_callback_data: 'o1.h.3' },
    { id: 'wamid.O', status: 'sent', timestamp: '1', biz_opaque_callback_data: 'o1.h.3' },
    { id: 'wamid.P', status: 'failed', errors: [{ code: 131049 }] },
    { id: 'wamid.P', status: 'played' },
    { status: 'astonished', biz_opaque_callback_data: 'o1.h.4' },
    null,
    7,
  ];
  const kinds = await take(
    entry(
      change(value({ messages: [hi('a'), null, { id: 9 }, hi('b')], statuses, errors: [{ code: 0 }, 'x'] })),
      change(value({ messages: [hi('c')] }, '100000000000002')),
      change(value({ messages: [hi('d')] }, '999999')),
      change(value({ x: 1 }), 'tomorrow'),
      null as never,
    ),
  );
  expect(activities.map((one) => one.text)).toEqual(['a', 'b', 'c']);
  expect(activities.map((one) => one.recipient?.id)).toEqual([SENDER, SENDER, '100000000000002']);
  expect(reports).toEqual([
    { ref: 'o1.h.3', status: 'read' },
    { ref: 'o1.h.3', status: 'sent' },
  ]);
  expect(kinds).not.toContain('refused');
});

test.each([
  ['seconds', '1790000001', 1_790_000_001_000],
  ['milliseconds', '1790000001500', 1_790_000_001_500],
  ['a number', 1_790_000_001, 1_790_000_001_000],
  ['nonsense', 'x', AT * 1000],
])('a time in %s', async (_name, timestamp, ms) => {
  const { take, activities } = reader();
  await take(said({ type: 'text', text: { body: 'x' }, timestamp }));
  expect(activities[0]?.timestamp).toEqual(new Date(ms));
});

test.each<[string, object, object]>([
  [
    'a changed number',
    { type: 'user_changed_number', wa_id: '6281300000002', user_id: 'ID.900002' },
    { from: { phone: '6281200000001' }, to: { phone: '6281300000002', user: 'ID.900002' } },
  ],
  [
    'its older form',
    { type: 'customer_changed_number', new_wa_id: '6281300000002' },
    { to: { phone: '6281300000002' } },
  ],
  [
    'a changed user id',
    { type: 'user_changed_user_id', user_id: 'ID.2', previous_user_id: 'ID.1' },
    { from: { user: 'ID.1', phone: '6281200000001' }, to: { user: 'ID.2', phone: '6281200000001' } },
  ],
  ['another device behind a number alone', { type: 'customer_identity_changed' }, { to: {} }],
])('%s moves the contact and wakes nobody', async (_name, system, expected) => {
  const { take, moves, activities } = reader();
  await take(entry(change(value({ messages: [message({ type: 'system', from_user_id: undefined, system })] }))));
  expect(moves).toMatchObject([expected]);
  expect(activities).toEqual([]);
});

test('fields that cannot even be made a text cost the other messages and statuses nothing', async () => {
  const { take, activities, reports } = reader();
  const odd = { toString: 1, valueOf: 1 };
  const messages = [
    message({ from: odd, from_user_id: odd }),
    message({ type: 'contacts', contacts: [{ phones: [{ phone: odd }] }] }),
    message({ type: 'text', text: { body: 'halo' } }),
  ];
  const statuses = [{ id: 'w', status: 'sent', biz_opaque_callback_data: 'o1.h.1' }];
  await take(entry(change(value({ contacts: [person()], messages, statuses }))));
  expect(activities.map(({ text }) => text)).toContain('halo');
  expect(reports).toEqual([{ ref: 'o1.h.1', status: 'sent' }]);
});

test('user_id_update and user_preferences', async () => {
  const { take, moves, facts } = reader();
  const update = { wa_id: '6281200000001', user_id: { previous: 'ID.1', current: 'ID.2' }, timestamp: 5 };
  const stop = { wa_id: '6281200000001', category: 'marketing_messages', value: 'stop', timestamp: 5 };
  await take(
    entry(
      change({ user_id_update: [update, {}, 3] }, 'user_id_update'),
      change({ user_preferences: [stop, { value: 'x' }] }, 'user_preferences'),
    ),
  );
  expect(moves).toHaveLength(1);
  expect(facts).toEqual([
    expect.objectContaining({ marketing: 'stop' }),
    { channel: 'whatsapp', at: 5_000, kind: 'preference', contact: 'c-1', event: 'stop' },
  ]);
});

const template = { message_template_id: 1, message_template_name: 'jadwal', message_template_language: 'en-US' };
const named = { name: 'jadwal', language: 'en_US' };
test.each<[string, object, object]>([
  [
    'message_template_status_update',
    { ...template, event: 'PAUSED', reason: null },
    { kind: 'template_status', ...named, event: 'PAUSED' },
  ],
  [
    'message_template_quality_update',
    { ...template, new_quality_score: 'RED' },
    { kind: 'template_quality', ...named, quality: 'RED' },
  ],
  [
    'message_template_status_update',
    { ...template, new_quality_score: 'RED' },
    { kind: 'template_quality', quality: 'RED' },
  ],
  [
    'template_category_update',
    { ...template, previous_category: 'UTILITY', new_category: 'MARKETING' },
    { kind: 'template_category', category: 'MARKETING', from: undefined },
  ],
  [
    'template_category_update',
    { ...template, correct_category: 'MARKETING', new_category: 'UTILITY', category_update_timestamp: 1_790_000_000 },
    { category: 'MARKETING', from: 1_790_000_000_000 },
  ],
  [
    'phone_number_quality_update',
    { display_phone_number: '+62 21 500', event: 'FLAGGED', max_daily_conversations_per_business: 'TIER_2K' },
    { kind: 'number_quality', number: '6221500', event: 'FLAGGED', limit: 'TIER_2K' },
  ],
  [
    'business_capability_update',
    { max_daily_conversations_per_business: 2000 },
    { kind: 'capability', account: '102290129340398', limit: '2000' },
  ],
  [
    'account_update',
    {
      event: 'ACCOUNT_RESTRICTION',
      restriction_info: [{ restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', expiration: 1_790_000_000 }],
    },
    {
      kind: 'account',
      event: 'ACCOUNT_RESTRICTION',
      restrictions: [{ type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', until: 1_790_000_000_000 }],
    },
  ],
  [
    'account_alerts',
    { alert_info: { alert_severity: 'CRITICAL', alert_type: 'OBA_APPROVED' } },
    { kind: 'alert', event: 'OBA_APPROVED', severity: 'CRITICAL' },
  ],
  ['security', { display_phone_number: '6221', event: 'PIN_CHANGED' }, { kind: 'security', event: 'PIN_CHANGED' }],
])('%s becomes a fact', async (field, told, expected) => {
  const { take, facts } = reader();
  expect(await take({ ...entry(change(told, field)), time: AT })).toEqual(['saved']);
  expect(facts).toEqual([expect.objectContaining({ channel: 'whatsapp', at: AT * 1000, ...expected })]);
});
