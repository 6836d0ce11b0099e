/** Every setting, once: what `readConfig` reads, what the README's table and `.env.example` say. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { base, digits, given, key, list, origin, text, whole } from './settings-shapes.ts';

export interface Setting {
  readonly name: string;
  /** What it is when it is not given, in words. */
  readonly default: string;
  /** What a value must look like; the message about a wrong one says it. */
  readonly expects: string;
  readonly about: string;
  /** Never shown, not even when it is wrong. */
  readonly secret: boolean;
  readonly schema: z.ZodType<unknown, string>;
}

const one = (
  name: string,
  fallback: string,
  expects: string,
  about: string,
  schema: z.ZodType<unknown, string> = text,
): Setting => ({ name, default: fallback, expects, about, secret: false, schema });
const secret = (...parts: Parameters<typeof one>): Setting => ({ ...one(...parts), secret: true });

const URL_WORDS = 'an http or https address';

export const SETTINGS = [
  one('NODE_ENV', 'development', 'production, or anything else', 'In `production` the data key must be given'),
  one('HOST', '127.0.0.1', 'an address or a host name', 'Where it listens', z.string().regex(/^[A-Za-z0-9.:_-]+$/)),
  one('PORT', '3978', 'a port, 0 to 65535 (0: any free one)', 'Where it listens', whole(0, 65_535)),
  one('PUBLIC_URL', 'http://localhost:PORT', URL_WORDS, 'The address citizens see, for links and tickets', base),
  one('PROXY_HOPS', '0', 'a number, 0 to 5', 'Trusted proxies in front, for limits by address', whole(0, 5)),
  one(
    'LOG_LEVEL',
    'info',
    'debug, info, warn, error or silent',
    'How much is logged',
    z.enum(['debug', 'info', 'warn', 'error', 'silent']),
  ),
  one('DATA_DIR', './data', 'a folder', 'SQLite files, nothing secret', given),
  secret(
    'DATA_KEY',
    'none',
    '32 bytes in base64; after a rotation the older keys behind it, by comma',
    'The data key',
    list(key),
  ),
  one(
    'DATA_KEY_FILE',
    './keys/data.key',
    'a file',
    'The data key, one a line; made with mode 0600 on first start',
    given,
  ),
  one('STORE', 'sqlite', 'sqlite or cosmos', 'Where documents live', z.enum(['sqlite', 'cosmos'])),
  one('COSMOS_ENDPOINT', 'none', URL_WORDS, 'Azure Cosmos DB for NoSQL', base),
  secret('COSMOS_KEY', 'none', 'the account key in base64', 'Its key', z.string().regex(/^[A-Za-z0-9+/_-]+={0,2}$/)),
  one(
    'COSMOS_DATABASE',
    'sapa',
    'letters, digits, - and _',
    'Its database',
    z.string().regex(/^[A-Za-z0-9_-]{1,255}$/),
  ),
  one(
    'OUTBOX_LEASE_MS',
    '5000',
    'milliseconds, 100 to 600000',
    'After this long another process speaks what one left unspoken',
    whole(100, 600_000),
  ),
  one(
    'MAX_QUEUE',
    '2000',
    'a number, 1 to 1000000',
    'Turns waiting at once; above it the answer is 503',
    whole(1, 1_000_000),
  ),
  secret(
    'WEBCHAT_SECRET',
    'made at first start, next to the data key',
    'at least 16 characters',
    "Signs the web chat's tokens",
    given,
  ),
  one(
    'WEBCHAT_ORIGINS',
    'http://localhost:PORT',
    'origins by comma, such as https://kemenkes.example',
    'Sites that may embed the web chat, besides the own one',
    list(origin),
  ),
  one(
    'PROGRAMME',
    'covid19-2021',
    'a folder in content/programmes',
    'The vaccination programme',
    z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,63}$/)
      .refine((code) => existsSync(join(import.meta.dirname, 'content', 'programmes', code, 'programme.json'))),
  ),
  one('PEOPLE_FAMILY', '10', 'a number, 1 to 100', 'People whom one contact may look after', whole(1, 100)),
  one(
    'PEOPLE_CADRE',
    '50',
    'a number, 1 to 100',
    'The same for a phone with the role cadre (`sapa desk role`)',
    whole(1, 100),
  ),
  one(
    'REGISTRY',
    'local',
    'local or fhir',
    "Who decides about a person: the imported list, or the ministry's registry over FHIR R4",
    z.enum(['local', 'fhir']),
  ),
  one('REGISTRY_URL', 'none', URL_WORDS, 'FHIR base address', base),
  one('REGISTRY_TOKEN_URL', 'none', URL_WORDS, 'Where its tokens come from', base),
  one('REGISTRY_CLIENT_ID', 'none', 'text', 'Its client', given),
  secret('REGISTRY_CLIENT_SECRET', 'none', 'text', "Its client's secret", given),
  one(
    'REGISTRY_PER_SECOND',
    '20',
    'a number, 1 to 1000',
    'People handed in to the registry a second at most, by each process',
    whole(1, 1_000),
  ),
  one('WHATSAPP_PHONE_NUMBER_ID', 'none', 'digits, several by comma', 'The senders', list(digits)),
  secret('WHATSAPP_ACCESS_TOKEN', 'none', 'text, several by comma', 'Their tokens', list(given)),
  secret('WHATSAPP_APP_SECRET', 'none', 'text, several by comma', 'Checks deliveries; two while rotating', list(given)),
  secret('WHATSAPP_VERIFY_TOKEN', 'none', 'text, several by comma', 'Answers the handshake', list(given)),
  one(
    'WHATSAPP_BUSINESS_ACCOUNT_ID',
    'none',
    'digits',
    'The account of the numbers: for `sapa provision`, and to ask how its templates stand',
    digits,
  ),
  one('MESSENGER_PAGE_ID', 'none', 'digits, several by comma', 'The pages', list(digits)),
  secret(
    'MESSENGER_PAGE_TOKEN',
    'none',
    'text, one for each page or one for all',
    'Their tokens, in the order of the pages',
    list(given),
  ),
  secret(
    'MESSENGER_APP_SECRET',
    'none',
    'text, several by comma',
    'Checks deliveries; two while rotating',
    list(given),
  ),
  secret('MESSENGER_VERIFY_TOKEN', 'none', 'text, several by comma', 'Answers the handshake', list(given)),
  one('MESSENGER_APP_ID', 'none', 'digits', "The app's id, when other apps or officers share the page", digits),
  one(
    'MESSENGER_TEMPLATE_ANSWERS',
    'postback',
    'postback or numbers',
    "How answers to a page's utility templates are given: by buttons, or by numbers in the words. `sapa provision` makes them so",
    z.enum(['postback', 'numbers']),
  ),
  one('GRAPH_BASE_URL', 'https://graph.facebook.com/v24.0', URL_WORDS, "Meta's Graph API, for tests and proxies", base),
  one('MICROSOFT_APP_ID', 'none', 'a GUID', 'Azure Bot Service: the app of the bot', z.guid()),
  secret('MICROSOFT_APP_PASSWORD', 'none', 'text', 'Its client secret', given),
  one('MICROSOFT_APP_TENANT_ID', 'none', 'a GUID', 'Its tenant, for an app of one tenant', z.guid()),
  one(
    'MICROSOFT_APP_TYPE',
    'SingleTenant',
    'SingleTenant or MultiTenant',
    'Who may sign its tokens',
    z.enum(['SingleTenant', 'MultiTenant']),
  ),
] as const satisfies readonly Setting[];
