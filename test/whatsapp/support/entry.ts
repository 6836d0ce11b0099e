/** Deliveries of WhatsApp, made by hand from the shapes of Meta's pages. All numbers and names are invented. */
export const SENDER = '100000000000001';
export const AT = 1_790_000_000;

export const person = (more: object = {}): object => ({
  profile: { name: 'Siti' },
  wa_id: '6281200000001',
  user_id: 'ID.900001',
  ...more,
});

export const message = (more: object): Record<string, unknown> => ({
  from: '6281200000001',
  from_user_id: 'ID.900001',
  id: 'wamid.T1',
  timestamp: String(AT),
  ...more,
});

export const value = (parts: object, sender = SENDER): object => ({
  messaging_product: 'whatsapp',
  metadata: { display_phone_number: '622150000000', phone_number_id: sender },
  ...parts,
});

export const change = (parts: object, field = 'messages'): object => ({ field, value: parts });
export const entry = (...changes: object[]): Record<string, unknown> => ({ id: '102290129340398', changes });

/** One message of Siti's, as an entry. */
export const said = (more: object): Record<string, unknown> =>
  entry(change(value({ contacts: [person()], messages: [message(more)] })));

const media = { id: '7001', mime_type: 'image/jpeg', sha256: 'q1w2', url: 'https://lookaside.example/7001' };

/** Every inbound type, by name. */
export const SHAPES: Readonly<Record<string, object>> = {
  text: { type: 'text', text: { body: 'vaksin' } },
  button: { type: 'button', button: { payload: 'v1:7:yes', text: 'Ya' }, context: { from: '6221', id: 'wamid.OUT1' } },
  'button without context': { type: 'button', button: { payload: 'Ya', text: 'Ya' } },
  'button reply': {
    type: 'interactive',
    interactive: { type: 'button_reply', button_reply: { id: 'v1:7:yes', title: 'Ya' } },
  },
  'title reply': {
    type: 'interactive',
    interactive: { type: 'button_reply', button_reply: { id: 't:Sudah sesuai', title: 'Sudah s…' } },
  },
  'list reply': {
    type: 'interactive',
    interactive: { type: 'list_reply', list_reply: { id: 'v1:9:S1', title: 'Puskesmas A' } },
  },
  flow: {
    type: 'interactive',
    interactive: { type: 'nfm_reply', nfm_reply: { name: 'flow', body: 'Sent', response_json: '{"a":"1"}' } },
  },
  'broken flow': { type: 'interactive', interactive: { type: 'nfm_reply', nfm_reply: { response_json: '{bad' } } },
  'interactive without a body': { type: 'interactive' },
  location: { type: 'location', location: { latitude: -6.914744, longitude: 107.60981, name: 'Alun-alun' } },
  'bad location': { type: 'location', location: { latitude: 'north', longitude: 400 } },
  image: { type: 'image', image: { ...media, caption: 'KTP saya' } },
  'image without caption': { type: 'image', image: media },
  voice: { type: 'audio', audio: { ...media, mime_type: 'audio/ogg; codecs=opus', voice: true } },
  'legacy voice': { type: 'voice', voice: { id: '1' } },
  video: { type: 'video', video: { ...media, mime_type: 'video/mp4' } },
  document: { type: 'document', document: { ...media, mime_type: 'application/pdf', filename: 'kk.pdf' } },
  sticker: { type: 'sticker', sticker: { ...media, mime_type: 'image/webp', animated: true } },
  'own number': {
    type: 'contacts',
    contacts: [{ origin: 'contact_request', phones: [{ phone: '+62 812-0000-0001' }] }],
  },
  card: {
    type: 'contacts',
    contacts: [{ name: { formatted_name: 'Budi' }, phones: [{ phone: '+62813' }], origin: 'other' }],
  },
  'empty card': { type: 'contacts', contacts: [] },
  reaction: { type: 'reaction', reaction: { message_id: 'wamid.OUT1', emoji: '👍' } },
  'reaction removed': { type: 'reaction', reaction: { message_id: 'wamid.OUT1' } },
  order: { type: 'order', order: { catalog_id: '1', product_items: [] } },
  edit: { type: 'edit', edit: { original_message_id: 'wamid.T0', message: { type: 'text', text: { body: 'x' } } } },
  revoke: { type: 'revoke', revoke: { original_message_id: 'wamid.T0' } },
  welcome: { type: 'request_welcome' },
  poll: { type: 'unsupported', unsupported: { type: 'poll' }, errors: [{ code: 131051, title: 'x' }] },
  'another business': { type: 'unsupported', errors: [{ code: 131051, title: 'x' }] },
  'media with an error': { type: 'image', image: {}, errors: [{ code: 131052 }] },
  'a type of tomorrow': { type: 'hologram', hologram: { x: 1 } },
  'no type': {},
  forwarded: { type: 'text', text: { body: 'x' }, context: { forwarded: true } },
  'from an advertisement': {
    type: 'text',
    text: { body: 'x' },
    referral: { source_id: '77', source_type: 'ad', headline: 'y' },
  },
  'from a group': { type: 'text', text: { body: 'x' }, group_id: 'g1' },
  'changed number': {
    type: 'system',
    system: { type: 'user_changed_number', wa_id: '6281300000002', user_id: 'ID.900002' },
  },
};
