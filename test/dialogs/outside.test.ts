import { permitOf as messengerPermit } from '../../adapters/messenger/window.ts';
import { readTemplates } from '../../adapters/meta/provision/content.ts';
import { permitOf as whatsappPermit } from '../../adapters/whatsapp/window.ts';
import type { News } from '../../dialogs/root.ts';
import type { Verdict } from '../../registry/registry.ts';
import { type Heard, startTalk, type Talk } from './support/talk.ts';

const person = 'p-1';
const DAY = 86_400_000;
const YES: Verdict = { kind: 'registered', person, group: 'lansia', region: '32.73', dose: 1 };
const told = (verdict: Verdict): News => ({ kind: 'verdict', person, verdict });
const closed = { key: 'k1', closed: true } as const;
const open = { key: 'k1', closed: false } as const;

/** Somebody whose registration waits for the registry, or with a ticket. */
async function citizen(verdict: Verdict, rest: readonly string[] = []): Promise<Talk> {
  const talk = startTalk();
  talk.world.verdict = verdict;
  const said = ['daftar', 'setuju', '3273051503850001', 'Siti Contoh', '15-3-1985', '081200000001', 'saya sendiri'];
  for (const text of [...said, ...rest]) await talk.say(text);
  return talk;
}
const waiting = (): Promise<Talk> => citizen({ kind: 'pending', person, receipt: 'R-1A2B-3C4D' });
const booked = (): Promise<Talk> => citizen(YES, ['1', '1']);

interface Template {
  readonly name: string;
  readonly language: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly replies: readonly string[];
}
const templateOf = ({ replies }: Heard): Template => replies[0]?.channelData?.template;
/** Presses a button of the template, after days of silence. */
function press(talk: Talk, heard: Heard, index: number, days = 3): Promise<Heard> {
  talk.now += days * DAY;
  return talk.send({ type: 'message', text: 'x', value: templateOf(heard).replies[index] });
}

const KINDS: readonly [string, () => Promise<Talk>, News, string, object][] = [
  ['a yes', waiting, told(YES), 'verdict_ready', { name: 'S***i C***h' }],
  ['not yet', waiting, told({ kind: 'not_yet', person, group: 'umum' }), 'verdict_not_yet', { name: 'S***i C***h' }],
  ['a no, to who proved the phone', waiting, told({ kind: 'unknown', person }), 'verdict_not_yet', expect.anything()],
  ['nothing due', waiting, told({ kind: 'complete', person }), 'verdict_not_yet', expect.anything()],
  ['a word to the owner', waiting, { kind: 'identity_claimed', person }, 'news_waiting', {}],
  [
    ...([
      'a session with other hours',
      booked,
      { kind: 'session_changed', person, dose: 1 },
      'session_changed',
    ] as const),
    { name: 'S***i C***h', site: 'Puskesmas Contoh Melati', time: expect.stringContaining('28 November 2026') },
  ],
  [
    'a session called off',
    waiting,
    { kind: 'session_cancelled', person, dose: 1 },
    'session_cancelled',
    expect.anything(),
  ],
  ['a verdict against a ticket', booked, told({ kind: 'unknown', person }), 'booking_check', expect.anything()],
];

describe('outside the service window', () => {
  test.each(
    KINDS,
  )('%s is one message that an approved template stands for', async (_name, who, news, name, parameters) => {
    const talk = await who();
    const facts = await talk.conversation.template(news, talk.state, talk.contact, talk.now);
    const heard = await talk.hear(news, closed);
    expect(heard.replies).toHaveLength(1);
    expect(templateOf(heard)).toMatchObject({ name, language: 'id', parameters });
    expect(facts).toEqual({ name, language: 'id' });
    // It is a template of ours, with these variables and this many buttons, in the words of the free text.
    const content = readTemplates().find((one) => one.name === name);
    const words = content?.category === 'UTILITY' ? content.languages['id'] : undefined;
    expect(Object.keys(words?.samples ?? {}).sort()).toEqual(Object.keys(templateOf(heard).parameters).sort());
    expect(words?.buttons?.map(({ text }) => text)).toEqual(heard.buttons);
    expect(JSON.stringify(heard.replies)).not.toMatch(/Siti|3273051503850001|1985|0812|ABCD-EFGH/);
  });

  test('each channel makes of it what it may send; inside the window the words go out', async () => {
    const talk = await waiting();
    const { replies } = await talk.hear(told(YES), closed);
    const [activity = {}] = replies;
    const { replies: tokens } = templateOf({ replies, texts: [], buttons: [] });
    expect(whatsappPermit(activity, 0, DAY * 2)).toEqual({
      kind: 'template',
      template: {
        type: 'template',
        template: {
          name: 'verdict_ready',
          language: { code: 'id', policy: 'deterministic' },
          components: [
            { type: 'body', parameters: [{ type: 'text', parameter_name: 'name', text: 'S***i C***h' }] },
            ...tokens.map((payload, index) => ({
              ...{ type: 'button', sub_type: 'quick_reply', index: String(index) },
              parameters: [{ type: 'payload', payload }],
            })),
          ],
        },
      },
    });
    expect(messengerPermit(activity, 0, DAY * 2)).toMatchObject({
      kind: 'utility',
      template: {
        name: 'verdict_ready',
        components: [
          { type: 'body' },
          { type: 'buttons', parameters: tokens.map((payload) => ({ type: 'POSTBACK', payload })) },
        ],
      },
    });
    for (const permit of [whatsappPermit, messengerPermit])
      expect(permit(activity, DAY, DAY * 2 - 3_600_000).kind).toBe('open');
  });

  test('inside it everything is said, and its first words carry the template should the window close meanwhile', async () => {
    const talk = await booked();
    const heard = await talk.hear({ kind: 'session_changed', person, dose: 1 }, open);
    expect(heard.texts.length).toBeGreaterThan(3);
    expect(heard.replies.map(({ channelData }) => channelData?.template?.name)).toEqual([
      'session_changed',
      ...heard.replies.slice(1).map(() => undefined),
    ]);
  });

  test('the button leads on, after days: the date of birth first, then places', async () => {
    const talk = await waiting();
    const heard = await talk.hear(told(YES), closed);
    expect((await press(talk, heard, 0)).texts.join()).toMatch(/tanggal lahir/i);
    expect((await talk.say('15-3-1985')).texts.join()).toMatch(/Mau divaksin di mana/);
  });

  test('what was only announced is read once, by button, number or word, also in the middle of a form', async () => {
    const no = told({ kind: 'not_yet', person, group: 'umum', from: '2026-12-01' });
    const talk = await waiting();
    const heard = await talk.hear(no, closed);
    expect(heard.texts.join()).not.toContain('Desember');
    expect((await press(talk, heard, 0)).texts.join()).toMatch(/mulai 1 Desember 2026/);
    expect((await press(talk, heard, 0)).texts[0]).toMatch(/sudah kami sampaikan/);
    for (const said of ['1', 'baca kabar']) {
      const other = await waiting();
      await other.hear(no, closed);
      expect((await other.say(said)).texts.join()).toMatch(/mulai 1 Desember 2026/);
    }
    const busy = await waiting();
    await busy.say('daftar');
    await busy.hear(no, closed);
    const both = await busy.say('1');
    expect(both.texts[0]).toMatch(/mulai 1 Desember 2026/);
    expect(both.texts.at(-1)).toMatch(/NIK/);
  });

  test('a stranger hears that there is news and no more, and later what every stranger hears', async () => {
    const talk = await waiting();
    await talk.world.services.access.leave(person, talk.contact, talk.now);
    const yes = await talk.hear(told(YES), closed);
    const other = await waiting();
    await other.world.services.access.leave(person, other.contact, other.now);
    const no = await other.hear(told({ kind: 'unknown', person }), closed);
    expect([templateOf(yes).name, yes.texts]).toEqual([templateOf(no).name, no.texts]);
    expect((await press(talk, yes, 0)).texts).toEqual((await press(other, no, 0)).texts);
  });

  test('who asked for quiet, and who heard it already, gets none', async () => {
    const talk = await waiting();
    await talk.say('stop');
    expect((await talk.hear(told(YES), closed)).replies).toEqual([]);
    expect(await talk.conversation.template(told(YES), talk.state, talk.contact, talk.now)).toBeUndefined();
    const heard = await waiting();
    await heard.hear(told(YES), open);
    expect((await heard.hear(told(YES), closed)).replies).toEqual([]);
  });
});
