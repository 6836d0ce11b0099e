/** Web Chat calls a message failed after `SEND_TIMEOUT_MS`; whatever is still tried then would be said twice. */
export const SEND_TIMEOUT_MS = 120_000;
const GIVE_UP_MS = 110_000;
/** A message that was saved comes back on the socket at once; when it does not, the socket is dead. */
const ECHO_MS = 4_000;
const ECHO_MOST_MS = 60_000;
/** A little more than the client itself waits for an answer. */
const ANSWER_MS = 22_000;

/** The client's answer: an id, or `retry`. A client that was put aside meanwhile answers no more: `retry` after a while. */
const once = (observable) =>
  new Promise((resolve, reject) => {
    setTimeout(resolve, ANSWER_MS, 'retry');
    observable.subscribe({ next: resolve, error: reject, complete: () => resolve('retry') });
  });

/** Refused for good: said wrongly, too long. Too fast (429) and an old token (403) pass. */
const isFinal = ({ status }) => status >= 400 && status < 500 && status !== 403 && status !== 429;

/**
 * Sends one message after the other, each until it is saved: over a lost network, a server that restarts, a token that
 * grew old. The server knows a repeated message by its `clientActivityID`.
 */
export function createPost({ heard, pause, reopen, onState, client }) {
  let last = Promise.resolve();

  let patience = ECHO_MS;

  /** Waits longer after each time that a new socket did not help: then the server is slow, and must not get more to do. */
  function expectEcho({ channelData }) {
    setTimeout(() => {
      const lost = !heard.has(channelData?.clientActivityID);
      patience = lost ? Math.min(patience * 2, ECHO_MOST_MS) : ECHO_MS;
      if (lost) void reopen();
    }, patience);
  }

  async function deliver(activity) {
    const until = Date.now() + GIVE_UP_MS;
    let failed;
    for (let wait = 500; Date.now() < until; wait = Math.min(wait * 2, 5_000)) {
      const line = await client();
      const id = await once(line.postActivity(activity)).catch((error) => {
        if (isFinal(error)) throw error;
        return 'retry';
      });
      if (id !== 'retry') {
        onState(undefined);
        // The server was away and is back: the socket of that time is surely dead.
        if (failed === line) void reopen();
        else if (activity.type === 'message') expectEcho(activity);
        return id;
      }
      failed = line;
      onState(window.navigator.onLine ? 'waiting' : 'offline');
      await pause(wait);
    }
    throw new Error('the message could not be sent');
  }

  return (activity) => ({
    subscribe(observer) {
      const sent = last.then(() => deliver(activity));
      last = sent.catch(() => {});
      sent.then(
        (id) => {
          observer.next?.(id);
          observer.complete?.();
        },
        (error) => {
          if (error?.status === 413) onState('long');
          observer.error?.(error);
        },
      );
      return { unsubscribe() {} };
    },
  });
}
