import { PassThrough } from 'node:stream';
import { run } from '../../cli/commands/program.ts';

/** The command in this process: what it prints, and the exit code. */
async function sapa(...args: string[]) {
  const [output, errors] = [new PassThrough(), new PassThrough()];
  const code = await run(['explain', 'eligibility', ...args], {
    ...{ env: {}, cwd: __dirname, input: new PassThrough(), output, errors },
  });
  const text = (stream: PassThrough) => String(stream.read() ?? '');
  return { code, out: text(output), err: text(errors) };
}
const mother = ['--programme', 'covid19-2021', '--born', '1990-01-01', '--sex', 'F', '--group', 'umum'];

test('the contract: a decision, and reasons with rule, words and source', async () => {
  const { code, out } = await sapa(...mother, '--on', '2021-07-20', '--answers', '{"pregnant":true}', '--json');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual({
    decision: 'later',
    reasons: [
      {
        rule: 'screening/pregnant-waits',
        text: 'Untuk ibu hamil vaksinasi COVID-19 ditunda menurut aturan saat ini.',
        source: 'HK.02.02/4/423/2021',
      },
    ],
    ...{ date: '2021-08-02', dose: 1, series: 'primary', person: false, missing: [] },
  });
});

test('for people, in either language', async () => {
  const id = await sapa(...mother, '--on', '2021-08-02');
  expect(id.out.split('\n').slice(0, 2)).toEqual([
    'yes, dose 1',
    '- Kelompok Masyarakat umum sudah mendapat giliran sejak 1 Juli 2021.',
  ]);
  const en = await sapa(...mother, '--on', '2021-06-02', '--lang', 'en');
  expect(en.out).toContain('later from 2021-07-01, dose 1\n- The group General public is called from 1 July 2021.');
});

test('doses count, and the questions of the form are listed', async () => {
  const doses = '{"doses":[{"product":"coronavac","date":"2021-07-10"}]}';
  const { out } = await sapa(...mother, '--on', '2021-08-02', '--answers', doses, '--json');
  expect(JSON.parse(out)).toMatchObject({ decision: 'later', date: '2021-08-07', dose: 2 });
  const form = await sapa(...mother, '--on', '2021-08-02', '--questions', '--json');
  const ids = (JSON.parse(form.out).questions as { id: string }[]).map((one) => one.id);
  expect(ids).toEqual(expect.arrayContaining(['fever', 'pregnant', 'chronic', 'systolic']));
  expect(ids).not.toContain('frail_walk');
});

test.each([
  [['--on', '2021-02-30'], '--on: expected a day'],
  [['--on', '1989-12-31'], '--born: expected a day not after --on'],
  [['--on', '2120-01-01'], '--born: expected a day at most 120 years'],
  [['--group', 'dokter'], '--group: covid19-2021 has sdm-kesehatan, petugas-publik'],
  [['--sex', 'X'], '--sex: expected F or M'],
  [['--answers', '{'], '--answers: expected JSON'],
  [['--answers', '{"zodiac":"leo"}'], 'zodiac: expected doses, fever'],
  [['--programme', 'polio'], '--programme: expected one of covid19-2021, covid19-2024, hpv'],
  [['--programme', '../x'], '--programme: expected one of'],
])('%j is wrong usage and says what is expected', async (args, message) => {
  const { code, err, out } = await sapa(...mother, ...args, '--json');
  expect(code).toBe(2);
  expect(err).toContain(message);
  expect(JSON.parse(out)).toMatchObject({ ok: false, code: 'usage' });
});
