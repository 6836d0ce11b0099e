/**
 * Counts what the bot said while nobody could see it. `shown` is told by the page around the frame; alone, the chat is
 * always shown. A browser tab in the background sees nothing either.
 */
export function createUnread({ keep, onCount }) {
  const unseen = new Set();
  let open = true;
  let newest = 0;

  function look() {
    if (open && document.visibilityState === 'visible') {
      unseen.clear();
      if (newest > (keep.get('seen') ?? 0)) keep.set('seen', newest);
    }
    onCount(unseen.size);
  }
  document.addEventListener('visibilitychange', look);

  return {
    shown(shown) {
      open = shown;
      look();
    },
    heard(activity) {
      const place = activity.channelData?.['webchat:sequence-id'];
      if (activity.type !== 'message' || activity.from?.role !== 'bot' || typeof place !== 'number') return;
      newest = Math.max(newest, place);
      if (place > (keep.get('seen') ?? 0)) unseen.add(place);
      look();
    },
  };
}
