import { createGraph } from '../../../adapters/meta/graph.ts';
import { readMessengerContent } from '../../../adapters/meta/provision/content.ts';
import { planMessenger } from '../../../adapters/meta/provision/messenger.ts';
import type { Simulator } from '../../../simulator/meta/start.ts';

/** Subscribes the simulator's first page, as `sapa provision --yes` does: before that it tells nothing. */
export async function subscribe({ graphBaseUrl, messenger }: Simulator): Promise<void> {
  const graph = createGraph({ baseUrl: graphBaseUrl, connections: 1 });
  const pages = new Map([[messenger.pageId, messenger.pageToken]]);
  const content = readMessengerContent();
  for (const change of await planMessenger({ graph, pages, appId: messenger.appId, content, templates: [] }))
    await change.apply?.();
  await graph.close();
}

/** Settings with which the product speaks on the simulator's Messenger. */
export function messengerEnv({ messenger, graphBaseUrl }: Simulator): Record<string, string> {
  const { pageId, pageToken, appSecret, verifyToken } = messenger;
  return {
    ...{ MESSENGER_PAGE_ID: pageId, MESSENGER_PAGE_TOKEN: pageToken, GRAPH_BASE_URL: graphBaseUrl },
    ...{ MESSENGER_APP_SECRET: appSecret, MESSENGER_VERIFY_TOKEN: verifyToken },
  };
}
