import { type Command, Option } from 'commander';
import type { Asked } from '../eligibility.ts';
import { Failure, type Shell, settings, show } from './shell.ts';

interface Given extends Omit<Asked, 'on'> {
  readonly programme?: string;
  readonly on?: string;
  readonly questions?: boolean;
  readonly json?: boolean;
}

const AFTER = `
Answers are those of the programme's health form, by the id of the question, and the doses given so far:
  '{"pregnant": true, "pregnancy_weeks": 20, "doses": [{"product": "coronavac", "date": "2021-07-20"}]}'
--questions lists the questions. A group may be given by its code or by one of its names.`;

/** `explain eligibility`: what a programme's rules say about somebody on a day. Nothing is stored. */
export function addEligibility(explain: Command, shell: Shell): void {
  explain
    .command('eligibility')
    .description('whether somebody can be vaccinated on a day, which dose, and why')
    .option('--programme <code>', 'a folder of content/programmes (default: the one of the settings)')
    .requiredOption('--born <date>', 'birth date, YYYY-MM-DD')
    .requiredOption('--sex <sex>', 'F or M')
    .requiredOption('--group <group>', 'a group of the programme')
    .option('--on <date>', 'the day of the decision, YYYY-MM-DD (default: today)')
    .option('--region <code>', 'province or regency, for groups that are called in some only')
    .option('--answers <json>', 'health answers and doses given')
    .addOption(new Option('--lang <lang>', 'language of the reasons').choices(['id', 'en']).default('id'))
    .option('--questions', 'list the questions of the health form instead')
    .option('--json', 'print one JSON document')
    .addHelpText('after', AFTER)
    .action((given: Given) => explainTo(shell, given));
}

async function explainTo(shell: Shell, given: Given): Promise<void> {
  const rules = await import('../eligibility.ts');
  const { loadProgramme, programmeCodes } = await import('../../domain/programme-file.ts');
  const { today } = await import('../../domain/calendar.ts');
  const code = given.programme ?? settings(shell).programme;
  if (!programmeCodes().includes(code))
    throw new Failure('usage', `--programme: expected one of ${programmeCodes().join(', ')}`, 2);
  const programme = loadProgramme(code);
  const asked = { ...given, on: given.on ?? today(Date.now()) };
  try {
    if (given.questions) {
      const questions = rules.explainQuestions(programme, asked);
      const lines = questions.map(({ id, kind, text, choices }) => `${id} (${[kind, ...choices].join(', ')}): ${text}`);
      return show(shell, { questions }, given.json, lines.join('\n'));
    }
    const result = rules.explainEligibility(programme, asked);
    show(shell, result, given.json, rules.eligibilityForPeople(result));
  } catch (error) {
    throw rules.isWrongAsk(error) ? new Failure('usage', error.message, 2) : error;
  }
}
