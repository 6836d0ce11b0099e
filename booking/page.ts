import { createHash } from 'node:crypto';
import type { HttpResponse } from '../domain/http.ts';
import type { Language } from './words.ts';

const STYLE = `body{margin:0;font:18px/1.5 system-ui,sans-serif;color:#12232e;background:#f2f6f7}
main{max-width:30rem;margin:2rem auto;padding:1.5rem;background:#fff;border-radius:.75rem;border-top:.5rem solid #0b6e69}
main.past,main.used{border-color:#8a5a00}main.invalid,main.cancelled{border-color:#a3232b}
h1{font-size:1rem;margin:0;color:#44545e}h2{font-size:1.6rem;margin:.25rem 0 1rem}
dt{font-size:.9rem;color:#44545e}dd{margin:0 0 .75rem}p{margin:.5rem 0 0}footer{margin-top:1.5rem;font-size:.9rem;color:#44545e}
.code strong{font:700 1.3rem ui-monospace,monospace;white-space:nowrap}img{display:block;margin:1rem 0}
@media print{body{background:#fff}main{margin:0;border:1px solid #000;border-radius:0}}`;

/** No script, nothing from elsewhere: this one style by its hash, pictures that are in the page, and no frame around it. */
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** For every answer about a ticket: the code in the address is not to be kept, indexed or passed on. */
export const PRIVATE_HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
};

export interface PageParts {
  /** Both already safe as HTML. */
  readonly title: string;
  readonly body: string;
  readonly language: Language;
  readonly status: number;
}

/** A small page that works on any phone, without script. */
export function page({ title, body, language, status }: PageParts): HttpResponse {
  const html = `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title}</title><style>${STYLE}</style></head>
<body>${body}</body></html>
`;
  const headers = { ...PRIVATE_HEADERS, 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY };
  return { status, headers, body: html };
}
