import { createPost } from './post.js';
import { createSubject } from './subject.js';

const ONLINE = 2;
const EXPIRED = 3;
const FAILED = 4;
/** Away for longer than this, a phone has usually lost its socket without noticing. */
const ASLEEP_MS = 30_000;

/** About this long, and not the same for everybody: a server that comes back is not met by all at once. */
const pause = (ms) =>
  new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener('online', done);
      resolve();
    };
    const timer = setTimeout(done, ms * (0.75 + Math.random() / 2));
    // Back on the net: no reason to wait for the rest.
    window.addEventListener('online', done);
  });

/** A token for this browser: for its old conversation if it has one. Asks until there is an answer. */
async function askForToken(keep, onState) {
  for (let wait = 500; ; wait = Math.min(wait * 2, 5_000)) {
    try {
      const response = await fetch('/webchat/token', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ token: keep.get('token') }),
        // Older browsers wait as long as the network does.
        signal: AbortSignal.timeout?.(20_000),
      });
      if (response.ok) return await response.json();
      if (response.status === 403) onState('refused');
      else onState('waiting');
    } catch {
      onState('waiting');
    }
    await pause(wait);
  }
}

/**
 * What Web Chat takes for its Direct Line connection, over the real client. That client gives up for good after some
 * failures and waits up to 15 s after every one; here another takes its place: with a new token, at once when the
 * network is back, when a phone wakes up, or when a sent message is not heard back.
 */
export function createLine({ WebChat, keep, locale, onState, onActivity }) {
  const activities = createSubject();
  const status = createSubject(0);
  const heard = new Set();
  let current;
  let opening;
  let begun = false;

  function take(activity) {
    const mark = activity.channelData?.clientActivityID;
    if (mark !== undefined) heard.add(mark);
    onActivity(activity);
    activities.next(activity);
  }

  function start({ token, userId, resumed }) {
    if (!resumed) keep.set('seen', 0);
    keep.set('token', token);
    // The old conversation is not to be had any more (a new secret, a month asleep): nothing of it stays on the screen.
    if (!resumed && begun) return window.location.reload();
    begun = true;
    const client = WebChat.createDirectLine({
      domain: `${window.location.origin}/v3/directline`,
      token,
      conversationStartProperties: { locale },
    });
    const lost = () => current?.client === client && void reopen();
    const subscriptions = [
      client.connectionStatus$.subscribe((now) => {
        if (now === ONLINE) onState(undefined);
        if (now === EXPIRED || now === FAILED) lost();
      }),
      client.activity$.subscribe({ next: take, error: lost, complete: lost }),
    ];
    current = { client, token, userId, subscriptions };
    status.next(ONLINE);
  }

  function stop() {
    const old = current;
    current = undefined;
    for (const one of old?.subscriptions ?? []) one.unsubscribe();
    old?.client.end();
  }

  /** A new client in the place of the old one. One at a time, whoever asks. */
  function reopen() {
    opening ??= (async () => {
      stop();
      start(await askForToken(keep, onState));
    })().finally(() => {
      opening = undefined;
    });
    return opening;
  }

  watchTheWorld({ reopen, onState, isOpen: () => current !== undefined });
  const post = createPost({
    heard,
    pause,
    reopen,
    onState,
    async client() {
      if (opening) await opening;
      return current?.client;
    },
  });
  return {
    open: reopen,
    activity$: activities,
    connectionStatus$: status,
    postActivity: post,
    get token() {
      return current?.token;
    },
    end: stop,
  };
}

/** Notices what the client does not: the network going and coming, and a phone that slept. */
function watchTheWorld({ reopen, onState, isOpen }) {
  let left = 0;
  const again = () => isOpen() && void reopen();
  window.addEventListener('offline', () => onState('offline'));
  window.addEventListener('online', again);
  window.addEventListener('pageshow', (event) => event.persisted && again());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') left = Date.now();
    else if (Date.now() - left > ASLEEP_MS) again();
  });
}
