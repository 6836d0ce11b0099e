/** The operator's command line. `npm run sapa -- COMMAND`, or the bin `sapa` through `sapa.js`. */
import { run } from './commands/program.ts';

const { env, stdin, stdout, stderr } = process;

// `sapa ... | head` closes the pipe early: that is the reader's right and no failure.
stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
process.exitCode = await run(process.argv.slice(2), {
  env,
  cwd: process.cwd(),
  input: stdin,
  output: stdout,
  errors: stderr,
});
