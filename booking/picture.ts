import { createRequire } from 'node:module';
import { crc32, deflateSync } from 'node:zlib';

type QrCode = Pick<typeof import('qrcode'), 'create'>;

/** Loaded with the first picture, not with the program. */
function qrCode(): QrCode {
  return createRequire(import.meta.url)('qrcode') as QrCode;
}

/** Pixels of one square of the code, and white squares around it (the standard asks for four). */
const SCALE = 6;
const QUIET = 4;
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const WHITE = 0xff;

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** Rows of one bit a pixel, 1 is white, each with PNG's filter byte in front. */
function pixels(isDark: (row: number, column: number) => boolean, squares: number): Buffer {
  const side = (squares + 2 * QUIET) * SCALE;
  const rows: Buffer[] = [];
  for (let square = -QUIET; square < squares + QUIET; square += 1) {
    const row = Buffer.alloc(1 + Math.ceil(side / 8), WHITE);
    row[0] = 0;
    for (let x = 0; x < side; x += 1) {
      const column = Math.floor(x / SCALE) - QUIET;
      const inside = square >= 0 && square < squares && column >= 0 && column < squares;
      const at = 1 + (x >> 3);
      if (inside && isDark(square, column)) row[at] = (row[at] ?? WHITE) & ~(0x80 >> (x & 7));
    }
    for (let line = 0; line < SCALE; line += 1) rows.push(row);
  }
  return Buffer.concat(rows);
}

/**
 * The public check of a ticket as a PNG of less than 1 KB: the address of the check and the code, nothing about the
 * person. Written here with one bit a pixel: the package's own pictures are five times as large and cost ten times the
 * time, in every turn that says a ticket. Correction level Q: a creased slip or a cracked screen still scans.
 */
export function ticketPicture(publicUrl: string, code: string): Buffer {
  const { modules } = qrCode().create(`${publicUrl}/verify/${code}`, { errorCorrectionLevel: 'Q' });
  const side = (modules.size + 2 * QUIET) * SCALE;
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  // One bit a pixel, shades of grey; compression, filter and interlace have their only or plain values.
  head[8] = 1;
  const data = deflateSync(pixels((row, column) => modules.get(row, column) !== 0, modules.size));
  return Buffer.concat([SIGNATURE, chunk('IHDR', head), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

/** The same picture inside a page or a message. */
export function ticketDataUri(publicUrl: string, code: string): string {
  return `data:image/png;base64,${ticketPicture(publicUrl, code).toString('base64')}`;
}
