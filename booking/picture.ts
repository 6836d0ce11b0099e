import { createRequire } from 'node:module';

type QrCode = Pick<typeof import('qrcode'), 'toBuffer'>;

/** Loaded with the first picture, not with the program. */
function qrCode(): QrCode {
  return createRequire(import.meta.url)('qrcode') as QrCode;
}

/**
 * The public check of a ticket as a PNG of some 2 KB: the address of the check and the code, nothing about the person.
 * Correction level Q: a creased slip or a cracked screen still scans.
 */
export function ticketPicture(publicUrl: string, code: string): Promise<Buffer> {
  return qrCode().toBuffer(`${publicUrl}/verify/${code}`, {
    type: 'png',
    margin: 4,
    scale: 8,
    errorCorrectionLevel: 'Q',
  });
}

/** The same picture inside a page or a message. */
export async function ticketDataUri(publicUrl: string, code: string): Promise<string> {
  return `data:image/png;base64,${(await ticketPicture(publicUrl, code)).toString('base64')}`;
}
