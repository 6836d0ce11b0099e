import { randomBytes } from 'node:crypto';

/**
 * Etags that no other write ever had, in this process or another, before or after a delete: a random start for each
 * opened store and a counter. So an etag kept from a document that was removed and made again never fits.
 */
export function createEtags(): () => string {
  const start = randomBytes(9).toString('base64url');
  let count = 0;
  return () => {
    count += 1;
    return `${start}.${count.toString(36)}`;
  };
}
