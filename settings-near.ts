/** Finds settings that are probably misspelt. */
import { SETTINGS } from './settings.ts';

const PREFIXES = [
  'WHATSAPP_',
  'MESSENGER_',
  'COSMOS_',
  'WEBCHAT_',
  'REGISTRY_',
  'PEOPLE_',
  'OUTBOX_',
  'DATA_KEY',
  'MICROSOFT_APP_',
];
/** Short names (HOST, PORT, STORE) have too many innocent neighbours, such as POST or SHORE. */
const LEAST = 6;

/** Edit distance (Levenshtein) up to 2; above that 3. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 3;
}

/** One sentence per environment name that is no setting but looks like one. Names only, never values. */
export function strangers(names: readonly string[]): string[] {
  const known = new Set<string>(SETTINGS.map(({ name }) => name));
  return names.flatMap((name) => {
    if (known.has(name) || name.length < LEAST) return [];
    const upper = name.toUpperCase();
    const near = SETTINGS.find((one) => one.name.length >= LEAST && distance(upper, one.name) <= 2);
    if (near) return [`${name} is not a setting; ${near.name} is`];
    return PREFIXES.some((prefix) => name.startsWith(prefix)) ? [`${name} is not a setting and is ignored`] : [];
  });
}
