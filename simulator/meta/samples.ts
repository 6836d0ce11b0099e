/** A picture of one grey point, a moment of silence: the smallest files of their kind. */
export const SAMPLES: Readonly<Record<string, { readonly mime: string; readonly bytes: Buffer }>> = {
  image: {
    mime: 'image/png',
    bytes: Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGOoBwAAgQCBwYmt5gAAAABJRU5ErkJggg==',
      'base64',
    ),
  },
  audio: { mime: 'audio/ogg; codecs=opus', bytes: Buffer.from('OggS\0\u0002', 'latin1') },
  video: { mime: 'video/mp4', bytes: Buffer.from('\0\0\0\u0018ftypmp42', 'latin1') },
  document: { mime: 'application/pdf', bytes: Buffer.from('%PDF-1.4\n%%EOF\n', 'latin1') },
  sticker: { mime: 'image/webp', bytes: Buffer.from('RIFF\u0004\0\0\0WEBP', 'latin1') },
};
