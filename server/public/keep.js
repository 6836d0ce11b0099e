const NAME = 'sapa-vaksin';

/**
 * What this browser remembers of the chat: the token that brings it back, and what was read. On our own origin (in a
 * frame: for the site around it). A browser that keeps nothing still chats, and begins anew after a reload.
 */
export function createKeep() {
  let kept = {};
  try {
    kept = JSON.parse(window.localStorage.getItem(NAME) ?? '{}') ?? {};
  } catch {
    // Storage is forbidden, or somebody wrote something else there.
  }

  function write() {
    try {
      window.localStorage.setItem(NAME, JSON.stringify(kept));
    } catch {
      // Forbidden or full.
    }
  }

  return {
    get: (key) => kept[key],
    set(key, value) {
      kept = { ...kept, [key]: value };
      write();
    },
    /** Another person will use this device. */
    clear() {
      kept = {};
      write();
    },
  };
}
