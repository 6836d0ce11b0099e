import { type Command, Option } from 'commander';
import { ROLES, type Role } from '../../privacy/operators.ts';
import { Failure, type Shell, settings, show } from './shell.ts';

interface Asked {
  readonly json?: boolean;
  readonly role: Role;
  readonly site?: string;
}

const NAME = /^\P{C}{1,60}$/u;

function checkName(name: string): string {
  if (!NAME.test(name.trim())) throw new Failure('name', 'a name has 1 to 60 signs', 2);
  return name.trim();
}

function addAdd(parent: Command, shell: Shell): void {
  parent
    .command('add')
    .description('add an operator; the token is printed once and kept nowhere')
    .argument('<name>')
    .addOption(new Option('--role <role>', 'what the operator may do').choices(ROLES).makeOptionMandatory())
    .option('--site <code>', 'for facility: only this place (default: every place)')
    .option('--json', 'print one JSON document')
    .action(async (given: string, { role, site, json }: Asked) => {
      const name = checkName(given);
      const { inside } = await import('../inside.ts');
      const added = await inside(settings(shell), async ({ operators, audit }) => {
        const done = await operators.add({ name, role, ...(site === undefined ? {} : { site }) }, Date.now());
        const event = { actor: 'console', role: 'none', action: 'operator_add', object: done?.operator.id ?? 'taken' };
        await audit.record({ ...event, outcome: done ? 'done' : 'refused' }, Date.now());
        return done;
      });
      if (!added) throw new Failure('taken', `there is an operator of that name: "sapa operator remove" first`);
      const { token } = added;
      const words = `${token}\nThis token is shown once. Hand it over in person; "sapa operator remove" takes it away.`;
      show(shell, { name, role, ...(site === undefined ? {} : { site }), token }, json, words);
    });
}

function addRest(parent: Command, shell: Shell): void {
  parent
    .command('list')
    .description('who there is, without tokens')
    .option('--json', 'print one JSON document')
    .action(async ({ json }: { json?: boolean }) => {
      const { inside } = await import('../inside.ts');
      const found = await inside(settings(shell), ({ operators }) => operators.list());
      const operators = found.map(({ name, role, site }) => ({ name, role, ...(site === undefined ? {} : { site }) }));
      const words = operators.map(({ name, role, site }) => [name, role, site].filter(Boolean).join('  ')).join('\n');
      show(shell, { operators }, json, words || 'There is no operator yet.');
    });
  parent
    .command('remove')
    .description("take an operator's rights away, at once")
    .argument('<name>')
    .option('--json', 'print one JSON document')
    .action(async (given: string, { json }: { json?: boolean }) => {
      const name = checkName(given);
      const { inside } = await import('../inside.ts');
      const removed = await inside(settings(shell), async ({ rooms, operators, audit }) => {
        const object = rooms.vault.of('operator', name.toLowerCase());
        const event = { actor: 'console', role: 'none', action: 'operator_remove', object } as const;
        await audit.record({ ...event, outcome: 'done' }, Date.now());
        return operators.remove(name);
      });
      if (!removed) throw new Failure('missing', 'there is no operator of that name: see "sapa operator list"');
      show(shell, { name, removed }, json, `${name} may do nothing any more.`);
    });
}

/** `operator add|list|remove`. */
export function addOperator(program: Command, shell: Shell): void {
  const parent = program.command('operator').description('who may use lists and campaigns, and their tokens');
  addAdd(parent, shell);
  addRest(parent, shell);
}
