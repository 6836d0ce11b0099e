/** One thing that Meta tells a webhook. Several may share a delivery. */
export interface Update {
  readonly channel: 'whatsapp' | 'messenger';
  /** The WhatsApp business account, or the page. */
  readonly entry: string;
  readonly place: 'changes' | 'messaging' | 'standby';
  readonly item: object;
  /** Called when the bot has taken it with a 200. */
  readonly taken?: () => void;
}

const OBJECTS = { whatsapp: 'whatsapp_business_account', messenger: 'page' } as const;

/** Updates of one channel in one delivery: an entry for each account and place, as Meta aggregates them. */
export function envelope(channel: Update['channel'], updates: readonly Update[], now: number): object {
  const entries = new Map<string, { id: string; time?: number; [place: string]: unknown }>();
  for (const { entry, place, item } of updates) {
    const key = `${entry} ${place}`;
    const known = entries.get(key);
    if (known) (known[place] as object[]).push(item);
    else entries.set(key, { id: entry, ...(channel === 'messenger' ? { time: now } : {}), [place]: [item] });
  }
  return { object: OBJECTS[channel], entry: [...entries.values()] };
}

const unicode = (char: string): string => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;

/**
 * The bytes as Meta writes them: everything beyond ASCII escaped, on Messenger slashes too. Whoever signs parsed and
 * rewritten JSON in place of these bytes gets another digest at the first accent.
 */
export function bytesOf(channel: Update['channel'], body: object): Buffer {
  const text = JSON.stringify(body).replace(/[\u0080-\uffff]/g, unicode);
  return Buffer.from(channel === 'messenger' ? text.replaceAll('/', '\\/') : text, 'latin1');
}
