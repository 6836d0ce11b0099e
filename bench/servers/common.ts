import type { IncomingMessage } from 'node:http';

export const SECRET = 'bench-secret';

/** Reads the whole body, as every shape here must for the HMAC. */
export function rawBody(request: IncomingMessage, then: (body: Buffer) => void): void {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => then(parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts)));
}

/** Tells the bench where to knock. */
export function ready(port: number): void {
  process.send?.({ port });
  process.on('disconnect', () => process.exit(0));
}
