/**
 * Writes what is said about settings elsewhere from the one table in the code: the rows between the markers of the
 * README, and `.env.example`. A test fails when either differs. Run: `node scripts/settings.ts`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SETTINGS, type Setting } from '../settings.ts';

const code = (text: string): string => (text === 'none' ? 'none' : text.replace(/^(\S+)$/, '`$1`'));

/** The table of the README, without the markers. */
export function settingsTable(): string {
  const rows = (SETTINGS as readonly Setting[]).map(
    ({ name, default: fallback, expects, about, secret }) =>
      `| \`${name}\` | ${code(fallback)} | ${expects} | ${about}${secret ? ' (secret)' : ''} |`,
  );
  return ['| setting | default | expected | what it is |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

/** `.env.example`: every setting commented out, with its default, so that a copy of it changes nothing. */
export function envExample(): string {
  const blocks = (SETTINGS as readonly Setting[]).map(({ name, default: fallback, expects, about }) => {
    const value = /^\S+$/.test(fallback) && fallback !== 'none' && !fallback.includes(':PORT') ? fallback : '';
    return `# ${about}: ${expects}. Default: ${fallback}\n#${name}=${value}\n`;
  });
  return `# Copy to .env and take the # away from what you set. The real environment wins over this file.\n\n${blocks.join('\n')}`;
}

/** Rewrites both files. */
function rewrite(root: string): void {
  const readme = join(root, 'README.md');
  const between = /(<!-- settings -->\n)[\s\S]*?(<!-- \/settings -->)/;
  const text = readFileSync(readme, 'utf8');
  writeFileSync(
    readme,
    text.replace(between, (_all, start, end) => `${start}${settingsTable()}\n${end}`),
  );
  writeFileSync(join(root, '.env.example'), `${envExample().trimEnd()}\n`);
}

if (process.argv[1]?.endsWith('settings.ts')) rewrite(join(import.meta.dirname, '..'));
