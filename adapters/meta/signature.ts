import { createHmac, timingSafeEqual } from 'node:crypto';

const PREFIX = 'sha256=';
const HEX_LENGTH = 64;

/**
 * Whether `header` (`X-Hub-Signature-256`) signs exactly these bytes with one of the app secrets. The bytes must be the
 * ones received: parsed and written again, a body with an accent or a slash has another digest. Several secrets during
 * a rotation; each is compared in constant time. Source: Meta, Webhooks, "Validate payloads".
 */
export function isSigned(body: Buffer, header: string | undefined, secrets: readonly string[]): boolean {
  if (header?.length !== PREFIX.length + HEX_LENGTH || !header.startsWith(PREFIX)) return false;
  const given = Buffer.from(header.slice(PREFIX.length), 'latin1');
  let signed = false;
  for (const secret of secrets) {
    const expected = Buffer.from(createHmac('sha256', secret).update(body).digest('hex'), 'latin1');
    if (timingSafeEqual(given, expected)) signed = true;
  }
  return signed;
}

/** The header that signs these bytes, as Meta sends it. For the simulator and tests. */
export function sign(body: Buffer, secret: string): string {
  return PREFIX + createHmac('sha256', secret).update(body).digest('hex');
}
