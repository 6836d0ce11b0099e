/** The simulator's HTTP API, as the phones use it. */
const BASE = '/simulator';

/** Answers with the JSON; throws with the server's words when it says no. */
async function call(method, path, body) {
  const answer = await fetch(`${BASE}${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  const value = await answer.json();
  if (!answer.ok) throw new Error(value.message ?? String(answer.status));
  return value;
}

export const api = {
  makePhone: (phone) => call('POST', '/phones', phone),
  phone: (id) => call('GET', `/phones/${encodeURIComponent(id)}`),
  change: (id, change) => call('PUT', `/phones/${encodeURIComponent(id)}`, change),
  act: (id, act) => call('POST', `/phones/${encodeURIComponent(id)}/acts`, act),
  template: (id) => call('POST', `/phones/${encodeURIComponent(id)}/templates`, {}),
  events: (after) => call('GET', `/events?after=${after}&wait=10000`),
  state: () => call('GET', '/state'),
  fault: (fault) => call('POST', '/faults', fault),
  noFaults: () => call('DELETE', '/faults'),
  down: (ms) => call('POST', '/down', { ms }),
  settings: (settings) => call('PUT', '/settings', settings),
  media: (id) => `${BASE}/media/${encodeURIComponent(id)}`,
};

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Calls `take` for everything that happens from `after` on, and `again` when so much was missed that the phones must be
 * read anew. Goes on for as long as the page lives, and comes back after the server was away.
 */
export async function follow(after, take, again) {
  let newest = after;
  for (let pause = 500; ; ) {
    try {
      const found = await api.events(newest);
      // The server was started anew: its count is behind ours.
      if (found.reset || found.newest < newest) await again();
      for (const event of found.events) take(event);
      newest = found.newest;
      pause = 500;
    } catch {
      await wait(pause);
      pause = Math.min(8_000, pause * 2);
    }
  }
}
