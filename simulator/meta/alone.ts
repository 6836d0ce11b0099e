import type { Route } from '../../domain/http.ts';
import { phonesPage } from './api/ui.ts';

const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'";

/** The phones on a page of their own, `GET /`, for the simulator as a program. */
export function alonePage(): readonly Route[] {
  const { html, routes } = phonesPage();
  const base = /\/simulator\/ui\/\w+/.exec(html)?.[0] ?? '';
  const body = `<!doctype html>
<html lang="id"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Simulator Meta</title><link rel="stylesheet" href="${base}/alone.css"></head>
<body><main>${html}</main></body></html>`;
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `${POLICY}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  };
  return [{ method: 'GET', path: '/', handle: async () => ({ status: 200, headers, body }) }, ...routes];
}
