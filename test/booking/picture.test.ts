import { createRequire } from 'node:module';
import { inflateSync } from 'node:zlib';
import { ticketDataUri, ticketPicture } from '../../booking/picture.ts';

const URL = 'https://vaksin.example.go.id';
const CODE = 'ABCD-EFGH-JKMN-PQRS';
const qr = createRequire(__filename)('qrcode') as typeof import('qrcode');

/** The chunks of a PNG. */
function chunksOf(png: Buffer): Map<string, Buffer> {
  const found = new Map<string, Buffer>();
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    found.set(png.toString('latin1', at + 4, at + 8), png.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  return found;
}

test('every square is where the code has it, with four white ones around', () => {
  const chunks = chunksOf(ticketPicture(URL, CODE));
  const head = chunks.get('IHDR') ?? Buffer.alloc(13);
  const { modules } = qr.create(`${URL}/verify/${CODE}`, { errorCorrectionLevel: 'Q' });
  const side = (modules.size + 8) * 6;
  // What WhatsApp asks of a picture: 8 bits a colour, red-green-blue.
  expect([head.readUInt32BE(0), head.readUInt32BE(4), head[8], head[9]]).toEqual([side, side, 8, 2]);
  const lines = inflateSync(chunks.get('IDAT') ?? Buffer.alloc(0));
  const width = 1 + side * 3;
  expect(lines.length).toBe(width * side);
  // A line says what it is, or how it differs from the one above.
  for (let y = 1; y < side; y += 1) {
    if (lines[y * width] !== 2) continue;
    for (let at = 1; at < width; at += 1)
      lines[y * width + at] = ((lines[y * width + at] ?? 0) + (lines[(y - 1) * width + at] ?? 0)) & 0xff;
  }
  const dark = (x: number, y: number): boolean => {
    const colours = [0, 1, 2].map((one) => lines[y * width + 1 + x * 3 + one]);
    return colours.every((one) => one === 0);
  };
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const [row, column] = [Math.floor(y / 6) - 4, Math.floor(x / 6) - 4];
      const inside = row >= 0 && column >= 0 && row < modules.size && column < modules.size;
      if (dark(x, y) !== (inside && modules.get(row, column) !== 0)) throw new Error(`wrong at ${x}, ${y}`);
    }
  }
});

test('it is small enough for a slow line, as a file and inside a message', () => {
  expect(ticketPicture(URL, CODE).length).toBeLessThan(2_000);
  expect(ticketDataUri(URL, CODE)).toMatch(/^data:image\/png;base64,iVBOR/);
});
