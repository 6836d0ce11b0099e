import type { Command } from 'commander';
import type { Change } from '../../adapters/meta/provision/change.ts';
import type { Config, MetaConfig } from '../../config.ts';
import type { Provisioned } from '../../store-care.ts';
import { type Shell, settings, show } from './shell.ts';

interface Asked {
  readonly json?: boolean;
  readonly yes?: boolean;
}

function words({ differences, applied }: Provisioned): string {
  if (differences.length === 0) return 'The store and the channels have everything they need.';
  return [...differences, applied ? 'Applied.' : 'Nothing was changed. Run it again with --yes to apply this.'].join(
    '\n',
  );
}

/** Sender id -> its token: one for each, or one for all. */
function tokensOf({ ids, tokens }: MetaConfig): ReadonlyMap<string, string> {
  return new Map(ids.map((id, index) => [id, tokens[index] ?? tokens[0] ?? '']));
}

/** What is not as declared at Meta, for the channels that are configured, and `done` when nothing is asked any more. */
async function planChannels(config: Config): Promise<{ changes: readonly Change[]; done(): Promise<void> }> {
  const { whatsapp, messenger } = config;
  if (!whatsapp && !messenger) return { changes: [], done: () => Promise.resolve() };
  const [{ createGraph }, content, { planWhatsapp }, { planMessenger }] = await Promise.all([
    import('../../adapters/meta/graph.ts'),
    import('../../adapters/meta/provision/content.ts'),
    import('../../adapters/meta/provision/whatsapp.ts'),
    import('../../adapters/meta/provision/messenger.ts'),
  ]);
  const graph = createGraph({ baseUrl: config.graphBaseUrl, connections: 1, timeoutMs: 20_000 });
  const { publicUrl, whatsappAccountId: account, messengerAppId: appId, messengerTemplateAnswers: answers } = config;
  const changes: Change[] = [];
  const templates = content.readTemplates();
  try {
    if (whatsapp) {
      const place = { graph, senders: tokensOf(whatsapp), account, publicUrl };
      changes.push(...(await planWhatsapp({ ...place, content: content.readWhatsappContent(), templates })));
    }
    if (messenger) {
      const place = { graph, pages: tokensOf(messenger), appId, templates, answers };
      changes.push(...(await planMessenger({ ...place, content: content.readMessengerContent() })));
    }
  } catch (error) {
    await graph.close();
    throw error;
  }
  return { changes, done: () => graph.close() };
}

/** Store and channels, in this order: a channel may need what the store has. */
async function provision(shell: Shell, apply: boolean): Promise<Provisioned> {
  const { provisionStore } = await import('../../store-care.ts');
  const config = settings(shell);
  if (config.whatsapp && config.whatsappAccountId === undefined)
    shell.errors.write('warning: without WHATSAPP_BUSINESS_ACCOUNT_ID subscriptions and templates are left alone\n');
  const store = await provisionStore(config, { apply });
  const { changes, done } = await planChannels(config);
  let applied = store.applied;
  try {
    for (const change of apply ? changes : []) {
      if (!change.apply) continue;
      await change.apply();
      applied = true;
    }
  } finally {
    await done();
  }
  return { differences: [...store.differences, ...changes.map(({ text }) => text)], applied };
}

/** `provision`: what the store and the channels lack, and `--yes` to make it so. Safe to repeat. */
export function addProvision(program: Command, shell: Shell): void {
  program
    .command('provision')
    .description('show what the store and the channels lack (containers, subscriptions, profiles, templates)')
    .option('--yes', 'apply it')
    .option('--json', 'print one JSON document')
    .action(async ({ json, yes = false }: Asked) => {
      const result = await provision(shell, yes);
      show(shell, result, json, words(result));
    });
}
