const NAME = 'sapa-vaksin';

/**
 * What this browser remembers of the chat: the token that brings it back, and what was read. On our own origin (in a
 * frame: for the site around it). A browser that keeps nothing still chats, and begins anew after a reload.
 * `onCleared`: somebody cleared the chat in another window of this browser.
 */
export function createKeep({ onCleared }) {
  // For a browser that forbids storage, or has no room.
  let own = {};

  function read() {
    try {
      return JSON.parse(window.localStorage.getItem(NAME) ?? '{}') ?? {};
    } catch {
      return own;
    }
  }

  function write(kept) {
    own = kept;
    try {
      window.localStorage.setItem(NAME, JSON.stringify(kept));
    } catch {
      // `own` has it.
    }
  }

  window.addEventListener('storage', ({ key, newValue }) => {
    if ((key === NAME || key === null) && !(newValue ?? '').includes('"token"')) onCleared();
  });

  return {
    get: (key) => read()[key],
    // Read anew each time: another window may have written, and must not be undone.
    set: (key, value) => write({ ...read(), [key]: value }),
    /** Another person will use this device. */
    clear: () => write({}),
  };
}
