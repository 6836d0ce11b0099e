import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { escapeHtml } from '../../domain/html.ts';

const PUBLIC = join(import.meta.dirname, '..', 'public');

/** One of our HTML files. */
export const page = (name: 'demo.html' | 'chat.html'): string => readFileSync(join(PUBLIC, name), 'utf8');

/** Puts values in place of `{{name}}`: `texts` escaped, `parts` as they are (HTML of our own making). */
export function fill(
  template: string,
  texts: Readonly<Record<string, string>>,
  parts: Readonly<Record<string, string>>,
): string {
  return template.replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => parts[name] ?? escapeHtml(texts[name] ?? ''));
}
