import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const PUBLIC = join(import.meta.dirname, '..', 'public');

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text as it may stand in HTML, between tags or in a quoted attribute. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);

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
