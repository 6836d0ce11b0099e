import { type Command, Option } from 'commander';
import { Failure, type Shell, settings } from './shell.ts';

const CHANNELS = ['whatsapp', 'messenger', 'webchat'] as const;

/** `talk`: the same bot in the terminal, or behind a pipe. */
export function addTalk(program: Command, shell: Shell): void {
  program
    .command('talk')
    .description('chat in the terminal; one line is one message, a number presses that button')
    .addOption(new Option('--channel <name>', 'rendered as this channel would').choices(CHANNELS).default('webchat'))
    .option('--as <id>', 'who you are; the same id continues the same conversation', 'terminal')
    .action(async ({ channel, as }: { channel: (typeof CHANNELS)[number]; as: string }) => {
      const { talk } = await import('../talk.ts');
      const code = await talk({ config: settings(shell), channel, as, input: shell.input, output: shell.output });
      if (code !== 0) throw new Failure('not_taken', 'a message could not be taken: try again in a moment');
    });
}
