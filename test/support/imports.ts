import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** One import: from a file to a file of ours, or to a package. Paths relative to the root, with `/`. */
export interface Import {
  readonly from: string;
  readonly to: string;
  readonly own: boolean;
}

/** What each room may import of ours: a room, or single files of one. Besides itself and `domain`. */
const CONTRACTS = {
  stores: ['stores/documents.ts', 'stores/errors.ts', 'stores/containers.ts'],
  jobs: ['jobs/jobs.ts'],
};
const CONTENT = ['content'];
const ALLOWED: Record<string, readonly string[]> = {
  domain: [],
  stores: [],
  jobs: [],
  privacy: CONTRACTS.stores,
  registry: ['privacy', ...CONTRACTS.stores, ...CONTRACTS.jobs],
  booking: ['registry', 'privacy', ...CONTRACTS.stores, ...CONTRACTS.jobs],
  dialogs: ['registry', 'booking', 'privacy'],
  campaigns: ['registry', 'privacy', ...CONTRACTS.stores, ...CONTRACTS.jobs],
  bots: ['dialogs/root.ts', ...CONTRACTS.stores, ...CONTRACTS.jobs],
  adapters: [],
  server: ['campaigns', 'registry', 'booking', 'privacy', 'adapters'],
  cli: ['campaigns', 'registry', 'booking', 'privacy', 'adapters', 'bots', 'server'],
  content: [],
};
/** May import anything. Nothing of the product may import them, except `app.ts` the simulator. */
const FREE = ['simulator', 'bench', 'test', 'scripts', '.'];
/** The command line opens the same store and services as the server, by the same files (ADR 0007). */
const WIRING = ['cli config.ts', 'cli foundation.ts', 'cli rooms.ts', 'cli store-care.ts'];
const SDK = /^(botbuilder|botframework|botbuilder-.*|botframework-.*)(\/|$)/;
const SDK_ROOMS = ['bots', 'dialogs', 'adapters', ...FREE];

const IMPORT =
  /(?:\bimport\s*(?:type\s*)?(?:[\w*{][^'";]*?from\s*)?|\bexport\s+(?:type\s*)?[*{][^'";]*?from\s*|\bimport\s*\()\s*['"]([^'"]+)['"]/g;

function files(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    if (name === 'node_modules' || name.startsWith('.') || name === 'data') return [];
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return files(path);
    return /\.(ts|js)$/.test(name) ? [path] : [];
  });
}

/** Every import of every source file below `root`. */
export function importsOf(root: string): Import[] {
  return files(root).flatMap((file) => {
    const from = relative(root, file).replaceAll('\\', '/');
    if (from.startsWith('test/architecture') || from.includes('/public/')) return [];
    const text = readFileSync(file, 'utf8')
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .replace(/^\s*\/\/.*$/gm, '');
    return [...text.matchAll(IMPORT)].map((match) => target(root, file, from, match[1] ?? ''));
  });
}

function target(root: string, file: string, from: string, name: string): Import {
  if (!name.startsWith('.')) return { from, to: name, own: false };
  return { from, to: relative(root, join(dirname(file), name)).replaceAll('\\', '/'), own: true };
}

const room = (path: string): string => (path.includes('/') ? (path.split('/')[0] ?? '.') : '.');

function allowed({ from, to, own }: Import): boolean {
  const here = room(from);
  if (!own) return !SDK.test(to) || SDK_ROOMS.includes(here);
  const there = room(to);
  if (there === '.') return FREE.includes(here) || WIRING.includes(`${here} ${to}`) || to.endsWith('.json');
  if (FREE.includes(here)) return there !== 'test' || here === 'test' || here === 'bench';
  if (here === there || there === 'domain') return true;
  if (CONTENT.includes(there)) return true;
  return (ALLOWED[here] ?? []).some((entry) => to === entry || entry === there);
}

/** The imports that break the table, as sentences. */
export function breaches(imports: readonly Import[]): string[] {
  return imports.filter((one) => !allowed(one)).map((one) => `${one.from} must not import ${one.to}`);
}

/** Circles among our own files, each as the list of files it runs through. */
export function circles(imports: readonly Import[]): string[][] {
  const edges = new Map<string, string[]>();
  for (const one of imports) if (one.own) edges.set(one.from, [...(edges.get(one.from) ?? []), one.to]);
  const found: string[][] = [];
  const done = new Set<string>();
  const walk = (file: string, path: string[]): void => {
    const at = path.indexOf(file);
    if (at >= 0) found.push(path.slice(at));
    if (at >= 0 || done.has(file)) return;
    for (const next of edges.get(file) ?? []) walk(next, [...path, file]);
    done.add(file);
  };
  for (const file of edges.keys()) walk(file, []);
  return found;
}
