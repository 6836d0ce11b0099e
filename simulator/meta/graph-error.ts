/** What the Graph API says when it refuses. Codes, statuses and titles: Meta's error code pages for both platforms. */

interface Known {
  readonly status: number;
  readonly title: string;
}

/** WhatsApp Cloud API and Graph in general. */
const KNOWN: Readonly<Record<number, Known>> = {
  0: { status: 401, title: 'AuthException' },
  1: { status: 400, title: 'API Unknown' },
  2: { status: 503, title: 'API Service' },
  3: { status: 500, title: 'API Method' },
  4: { status: 400, title: 'Application request limit reached' },
  10: { status: 403, title: 'Application does not have permission for this action' },
  33: { status: 400, title: 'Parameter value is not valid' },
  100: { status: 400, title: 'Invalid parameter' },
  190: { status: 401, title: 'Invalid OAuth access token - Cannot parse access token' },
  200: { status: 403, title: 'Permissions error' },
  368: { status: 403, title: 'Temporarily blocked for policies violations' },
  551: { status: 400, title: "This person isn't available right now." },
  613: { status: 400, title: 'Calls to this api have exceeded the rate limit.' },
  1200: { status: 500, title: 'Temporary send message failure. Please try again later.' },
  80007: { status: 400, title: 'There have been too many calls to this WhatsApp Business account.' },
  130429: { status: 400, title: 'Rate limit hit' },
  130472: { status: 400, title: "User's number is part of an experiment" },
  130497: { status: 403, title: 'Business account is restricted from messaging users in this country.' },
  131000: { status: 500, title: 'Something went wrong' },
  131005: { status: 403, title: 'Access denied' },
  131008: { status: 400, title: 'Required parameter is missing' },
  131009: { status: 400, title: 'Parameter value is not valid' },
  131016: { status: 500, title: 'Service unavailable' },
  131021: { status: 400, title: 'Recipient cannot be sender' },
  131026: { status: 400, title: 'Message undeliverable' },
  131030: { status: 400, title: 'Recipient phone number not in allowed list' },
  131031: { status: 403, title: 'Account has been locked' },
  131042: { status: 400, title: 'Business eligibility payment issue' },
  131045: { status: 500, title: 'Incorrect certificate' },
  131047: { status: 400, title: 'Re-engagement message' },
  131048: { status: 400, title: 'Spam Rate limit hit' },
  131049: {
    status: 400,
    title: 'This message was not delivered to maintain healthy ecosystem engagement.',
  },
  131050: { status: 400, title: 'User has stopped marketing messages from this business' },
  131051: { status: 400, title: 'Message type unknown' },
  131052: { status: 400, title: 'Media download error' },
  131053: { status: 400, title: 'Media upload error' },
  131055: { status: 400, title: 'Method not allowed' },
  131056: { status: 400, title: '(Business Account, Consumer Account) pair rate limit hit' },
  131057: { status: 500, title: 'Business Account is in maintenance mode' },
  131062: { status: 400, title: 'Business-scoped user ids are not supported for this message' },
  132000: { status: 400, title: 'Number of parameters does not match the expected number of params' },
  132001: { status: 404, title: 'Template name does not exist in the translation' },
  132005: { status: 400, title: 'Translated text too long' },
  132007: { status: 400, title: 'Template format character policy violated' },
  132012: { status: 400, title: 'Parameter format does not match format in the created template' },
  132015: { status: 400, title: 'Template is paused' },
  132016: { status: 400, title: 'Template is disabled' },
  133004: { status: 503, title: 'Server temporarily unavailable' },
  133010: { status: 400, title: 'Phone number not registered' },
  135000: { status: 400, title: 'Generic user error' },
};

export interface GraphErrorDetails {
  readonly subcode?: number;
  readonly details?: string;
  /** In place of the code's usual text. */
  readonly title?: string;
  readonly status?: number;
  /** Seconds, as a header. */
  readonly retryAfter?: number;
}

/** A refusal, thrown by whatever checks a request and turned into Meta's JSON in one place. */
export class GraphError extends Error {
  override readonly name = 'GraphError';
  readonly code: number;
  readonly status: number;
  readonly more: GraphErrorDetails;
  constructor(code: number, more: GraphErrorDetails = {}) {
    super(more.title ?? titleOf(code));
    this.code = code;
    this.status = more.status ?? KNOWN[code]?.status ?? 400;
    this.more = more;
  }
}

export const titleOf = (code: number): string => KNOWN[code]?.title ?? 'Unknown error';

/** `{error: {...}}` as the Graph API writes it. `trace` is Meta's `fbtrace_id`. */
export function errorBody(error: GraphError, trace: string, product?: 'whatsapp'): object {
  const { subcode, details } = error.more;
  return {
    error: {
      message: `(#${error.code}) ${error.message}`,
      type: 'OAuthException',
      code: error.code,
      ...(subcode === undefined ? {} : { error_subcode: subcode }),
      ...(details === undefined ? {} : { error_data: { ...(product ? { messaging_product: product } : {}), details } }),
      fbtrace_id: trace,
    },
  };
}

/** The same refusal as it stands in `statuses[].errors[]`. */
export function statusError(code: number, details?: string): object {
  const title = titleOf(code);
  return {
    code,
    title,
    message: title,
    error_data: { details: details ?? title },
    href: 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/',
  };
}
