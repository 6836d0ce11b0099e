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

/** Bytes of a pixel: red, green, blue. WhatsApp takes pictures of 8 bits a colour and nothing smaller. */
const PIXEL = 3;
/** PNG's line filters: as it is, and the difference to the line above. */
const PLAIN = 0;
const UP = 2;

/** The lines of the picture, each with its filter in front. All but the first of a square are "as above": nothing to pack. */
function pixels(isDark: (row: number, column: number) => boolean, squares: number): Buffer {
  const width = 1 + (squares + 2 * QUIET) * SCALE * PIXEL;
  const same = Buffer.alloc(width);
  same[0] = UP;
  const lines: Buffer[] = [];
  for (let row = -QUIET; row < squares + QUIET; row += 1) {
    const line = Buffer.alloc(width, WHITE);
    line[0] = PLAIN;
    for (let column = 0; column < squares; column += 1) {
      if (row < 0 || row >= squares || !isDark(row, column)) continue;
      const at = 1 + (column + QUIET) * SCALE * PIXEL;
      line.fill(0, at, at + SCALE * PIXEL);
    }
    lines.push(line, ...Array<Buffer>(SCALE - 1).fill(same));
  }
  return Buffer.concat(lines);
}

/**
 * The public check of a ticket as a PNG of less than 2 KB: the address of the check and the code, nothing about the
 * person. Written here, and not by the package: its pictures cost several times the time, in
 * every turn that says a ticket. Correction level Q: a creased slip or a cracked screen still scans.
 */
export function ticketPicture(publicUrl: string, code: string): Buffer {
  const { modules } = qrCode().create(`${publicUrl}/verify/${code}`, { errorCorrectionLevel: 'Q' });
  const side = (modules.size + 2 * QUIET) * SCALE;
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  // Eight bits a colour, red-green-blue; compression, filter and interlace have their only or plain values.
  head[8] = 8;
  head[9] = 2;
  const data = deflateSync(pixels((row, column) => modules.get(row, column) !== 0, modules.size));
  return Buffer.concat([SIGNATURE, chunk('IHDR', head), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

/** The same picture inside a page or a message. */
export function ticketDataUri(publicUrl: string, code: string): string {
  return `data:image/png;base64,${ticketPicture(publicUrl, code).toString('base64')}`;
}
