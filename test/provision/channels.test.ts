import { readMessengerContent, readTemplates, readWhatsappContent } from '../../adapters/meta/provision/content.ts';
import { pageTemplates } from '../../adapters/meta/provision/messenger.ts';
import { declaredOf } from '../../adapters/meta/provision/templates.ts';
import { type Simulator, startSimulator } from '../../simulator/meta/start.ts';
import { sapaInside } from '../cli/support/inside.ts';
import { folderForTests } from '../cli/support/sapa.ts';
import { startTalk } from '../dialogs/support/talk.ts';

const sapa = sapaInside(folderForTests());
let meta: Simulator;
let env: Record<string, string>;

beforeEach(async () => {
  meta = await startSimulator({
    seed: 1,
    numbers: 2,
    pages: 2,
    subscribed: false,
    settings: { timeScale: 0, reviewMs: 0 },
  });
  const { whatsapp, messenger } = meta;
  env = {
    ...{ GRAPH_BASE_URL: meta.graphBaseUrl, PUBLIC_URL: 'https://vaksin.example' },
    ...{ WHATSAPP_PHONE_NUMBER_ID: whatsapp.phoneNumberIds.join(','), WHATSAPP_ACCESS_TOKEN: whatsapp.accessToken },
    ...{ WHATSAPP_APP_SECRET: whatsapp.appSecret, WHATSAPP_VERIFY_TOKEN: whatsapp.verifyToken },
    ...{ WHATSAPP_BUSINESS_ACCOUNT_ID: whatsapp.businessAccountId },
    ...{ MESSENGER_PAGE_ID: messenger.pageIds.join(','), MESSENGER_PAGE_TOKEN: messenger.pageTokens.join(',') },
    ...{ MESSENGER_APP_SECRET: messenger.appSecret, MESSENGER_VERIFY_TOKEN: messenger.verifyToken },
  };
});
afterEach(() => meta.close());

interface Result {
  readonly differences: readonly string[];
  readonly applied: boolean;
}
interface Listed {
  readonly name: string;
  readonly language: string;
  readonly status: string;
  readonly category: string;
  readonly components: readonly object[];
}
async function provision(...args: string[]): Promise<Result> {
  const { code, out, err } = await sapa(['provision', '--json', ...args], { env });
  expect([code, err]).toEqual([0, '']);
  return JSON.parse(out);
}
async function graph(path: string, token = meta.whatsapp.accessToken, body?: object): Promise<Record<string, unknown>> {
  const init = body ? { method: 'POST', body: JSON.stringify(body) } : {};
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return (await (await fetch(`${meta.graphBaseUrl}${path}`, { ...init, headers })).json()) as Record<string, unknown>;
}
const templates = () => graph(`/${meta.whatsapp.businessAccountId}/message_templates?limit=100`);

describe('sapa provision at Meta', () => {
  test('shows what is missing and changes nothing; with --yes it makes it so; again there is nothing to do', async () => {
    const shown = await provision();
    expect(shown.applied).toBe(false);
    expect(shown.differences).toEqual(
      expect.arrayContaining([
        'WhatsApp account: no app is subscribed, so nothing is delivered',
        `WhatsApp profile of ${meta.whatsapp.phoneNumberId}: about, description, vertical, websites`,
        `WhatsApp commands and ice breakers of ${meta.whatsapp.phoneNumberId}`,
        'template appointment_reminder (id): missing',
        'template login_code (en): missing',
        expect.stringContaining(`page ${meta.messenger.pageId}: not subscribed to`),
        `page ${meta.messenger.pageId}: get_started, greeting, persistent_menu, ice_breakers`,
        `page ${meta.messenger.pageId}: template verdict_ready (id): missing`,
      ]),
    );
    expect(await provision()).toEqual(shown);
    expect(await provision('--yes')).toEqual({ differences: shown.differences, applied: true });
    await meta.quiet();
    expect(await provision()).toEqual({ differences: [], applied: false });
    expect(await provision('--yes')).toEqual({ differences: [], applied: false });
    const { data } = (await templates()) as { data: Listed[] };
    expect(data).toHaveLength(declaredOf(readTemplates()).length);
    expect(new Set(data.map(({ status }) => status))).toEqual(new Set(['APPROVED']));
    // A word of advertising in it, and the reviewers make a utility template marketing, which costs more and is withheld.
    const categories = new Map(readTemplates().map(({ name, category }) => [name, category]));
    for (const { name, category } of data) expect([name, category]).toEqual([name, categories.get(name)]);
    const { pageId, pageToken } = meta.messenger;
    const own = (await graph(`/${pageId}/message_templates?limit=100`, pageToken)) as { data: Listed[] };
    expect(own.data).toHaveLength(declaredOf(pageTemplates(readTemplates())).length);
    expect(new Set(own.data.map(({ category, status }) => `${category} ${status}`))).toEqual(
      new Set(['UTILITY APPROVED']),
    );
    const ready = own.data.find(({ name, language }) => name === 'verdict_ready' && language === 'id');
    expect(ready?.components).toEqual([
      { type: 'BODY', text: expect.not.stringMatching('nomornya'), example: expect.anything() },
      {
        type: 'BUTTONS',
        buttons: ['Pilih jadwal', 'Bantuan'].map((text) => ({ type: 'POSTBACK', text, payload: 'answer:{{answer}}' })),
      },
    ]);
  });

  test("a page's templates with numbers in their words, for a page where buttons do not do", async () => {
    env = { ...env, MESSENGER_TEMPLATE_ANSWERS: 'numbers' };
    await provision('--yes');
    await meta.quiet();
    const { pageId, pageToken } = meta.messenger;
    const { data } = (await graph(`/${pageId}/message_templates?limit=100`, pageToken)) as { data: Listed[] };
    expect(data.find(({ name, language }) => name === 'verdict_ready' && language === 'id')?.components).toEqual([
      {
        type: 'BODY',
        text: expect.stringMatching(/\n\nBalas dengan nomornya:\n1\. Pilih jadwal\n2\. Bantuan$/),
        example: expect.anything(),
      },
    ]);
    expect((await provision()).differences).toEqual([]);
  });

  test('only what differs is changed, and what others have made is left alone', async () => {
    await provision('--yes');
    await meta.quiet();
    const [second = ''] = meta.whatsapp.phoneNumberIds.slice(1);
    await graph(`/${second}/whatsapp_business_profile`, undefined, { messaging_product: 'whatsapp', about: 'Lain' });
    meta.addTemplate({
      name: 'of_somebody_else',
      language: 'id',
      category: 'UTILITY',
      components: [{ type: 'BODY', text: 'Halo' }],
    });
    const { data } = (await templates()) as { data: { id: string; name: string; language: string }[] };
    const one = data.find(({ name, language }) => name === 'appointment_reminder' && language === 'id');
    await graph(`/${one?.id}`, undefined, { components: [{ type: 'BODY', text: 'Lain' }] });
    await meta.quiet();
    const differences = [
      `WhatsApp profile of ${second}: about`,
      'template appointment_reminder (id): other words or buttons',
    ];
    expect(await provision('--yes')).toEqual({ differences, applied: true });
    await meta.quiet();
    expect((await provision()).differences).toEqual([]);
    expect(((await templates()) as { data: { name: string }[] }).data.map(({ name }) => name)).toContain(
      'of_somebody_else',
    );
  });

  test('for people it is a list of sentences', async () => {
    const { out } = await sapa(['provision'], { env });
    expect(out).toContain('template verdict_ready (id): missing\n');
    expect(out).toContain('Run it again with --yes to apply this.');
    await sapa(['provision', '--yes'], { env });
    await meta.quiet();
    expect((await sapa(['provision'], { env })).out).toBe('The store and the channels have everything they need.\n');
  });

  test('a wrong token: exit 1, what to do, and not a word of the token', async () => {
    const { code, err, out } = await sapa(['provision', '--json'], {
      env: { ...env, WHATSAPP_ACCESS_TOKEN: 'hush-hush' },
    });
    expect(code).toBe(1);
    expect(err).toContain('look at the token and its permissions');
    expect(JSON.parse(out)).toMatchObject({ ok: false });
    expect(err + out).not.toContain('hush');
  });

  test('without the account numbers are still looked after, and it says so', async () => {
    const { WHATSAPP_BUSINESS_ACCOUNT_ID: _left, ...rest } = env;
    const { out, err } = await sapa(['provision', '--json'], { env: rest });
    expect(err).toContain('without WHATSAPP_BUSINESS_ACCOUNT_ID');
    expect(JSON.parse(out).differences.join('\n')).not.toMatch(/^template/m);
  });
});

describe('the templates that are shipped', () => {
  test('every one in Indonesian and English, with the same variables in both', () => {
    for (const template of readTemplates()) {
      expect(Object.keys(template.languages).sort()).toEqual(['en', 'id']);
      if (template.category === 'AUTHENTICATION') continue;
      const [first, second] = Object.values(template.languages).map(({ samples }) => Object.keys(samples).sort());
      expect(first).toEqual(second);
    }
  });
});

describe('what is pressed in a menu is understood', () => {
  const { commands, prompts } = readWhatsappContent();
  const { persistent_menu: menu, ice_breakers: breakers } = readMessengerContent();
  const said = [
    ...commands.map(({ command_name: name }) => `/${name}`),
    ...prompts,
    ...[...menu, ...breakers].flatMap(({ call_to_actions: all }) =>
      all.map(({ payload }) => payload.replace('say:', '')),
    ),
  ];
  test.each([...new Set(said)])('%s', async (words) => {
    const talk = startTalk();
    await talk.say('halo');
    expect((await talk.say(words)).texts.join('\n')).not.toContain('belum mengerti');
  });
});
