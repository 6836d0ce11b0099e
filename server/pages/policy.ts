/** The WebSocket addresses of our own origins: some browsers do not count them as 'self'. */
const sockets = (origins: readonly string[]): string =>
  origins.map((origin) => origin.replace(/^http/, 'ws')).join(' ');

/** SHA-256 of nothing: an empty `<style>`. */
const EMPTY = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

/**
 * The chat's policy. Scripts from our own files only and no eval. Web Chat makes empty `<style>` elements and fills them
 * by script, which no policy forbids: most have the `nonce`, those of one library inside it have none. `origins`: the sites that may have the chat in a frame (`WEBCHAT_ORIGINS` and our own).
 */
export function chatPolicy(
  { origins, publicUrl }: { readonly origins: readonly string[]; readonly publicUrl: string },
  nonce: string,
): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}' ${EMPTY}`,
    `connect-src 'self' ${sockets([...new Set([...origins, new URL(publicUrl).origin])])}`,
    "img-src 'self' data: blob:",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors 'self' ${origins.join(' ')}`,
  ].join('; ');
}

/** The demo page: our own files, the chat's frame, and nobody may have it in theirs. */
export const DEMO_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "frame-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
