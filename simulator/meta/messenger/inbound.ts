import type { Bubble, Phone } from '../phone.ts';
import type { Page, Sim } from '../sim.ts';

/** Sends one event about a person to the page's webhook, to `standby` while another app holds the thread. */
export function tellPage(
  sim: Sim,
  page: Page,
  phone: Phone,
  event: object,
  { at = sim.clock(), taken }: { readonly at?: number; readonly taken?: () => void } = {},
): void {
  const { owner } = sim.phones.thread(phone, page.pageId);
  const place = owner !== undefined && owner !== sim.messenger.appId ? 'standby' : 'messaging';
  const item = { sender: { id: phone.userId }, recipient: { id: page.pageId }, timestamp: at, ...event };
  sim.webhooks.send({ channel: 'messenger', entry: page.pageId, place, item, ...(taken ? { taken } : {}) });
}

/** The same, from the page's side: an echo of what it said. */
export function tellEcho(sim: Sim, page: Page, phone: Phone, message: object, at: number): void {
  if (!page.fields.includes('message_echoes')) return;
  const item = { sender: { id: page.pageId }, recipient: { id: phone.userId }, timestamp: at, message };
  sim.webhooks.send({ channel: 'messenger', entry: page.pageId, place: 'messaging', item });
}

export const newMid = (sim: Sim): string => `m_${sim.random.letters(40)}`;

export interface MessengerSaid {
  /** `message` or `postback` get an id put in; others go as they are. */
  readonly event: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly face?: Partial<Bubble> | undefined;
}

/** A citizen's event: shown on the phone, the window opened, the webhook on its way. Gives its id. */
export function sayOnMessenger(sim: Sim, page: Page, phone: Phone, { event, face }: MessengerSaid): string {
  const now = sim.clock();
  const mid = newMid(sim);
  const thread = sim.phones.thread(phone, page.pageId);
  const bubble: Bubble | undefined = face && {
    ...{ id: mid, from: 'citizen', at: now, type: 'text', tick: 'sent' },
    ...face,
  };
  if (bubble) sim.phones.show(phone, page.pageId, bubble);
  Object.assign(thread, { lastInboundAt: now, lastInboundId: mid });
  const withId = Object.fromEntries(
    Object.entries(event).map(([key, value]) => [
      key,
      key === 'message' || key === 'postback' ? { mid, ...value } : value,
    ]),
  );
  tellPage(sim, page, phone, withId, { at: now, taken: () => sim.phones.arrived(phone, bubble) });
  return mid;
}
