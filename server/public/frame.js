/**
 * The talk with `embed.js` on the page around us: `{ sapa: 'ready' | 'close' | 'unread', count }` outwards,
 * `{ sapa: 'open' | 'closed', focus }` inwards. Nothing that a citizen said or is ever leaves. Which pages may be around us is
 * decided by `frame-ancestors`, so whoever hears this may hear it.
 */
export function createFrame({ onShown }) {
  const framed = window.parent !== window;
  const say = (message) => {
    if (framed) window.parent.postMessage(message, '*');
  };

  window.addEventListener('message', ({ source, data }) => {
    if (!framed || source !== window.parent) return;
    if (data?.sapa !== 'open' && data?.sapa !== 'closed') return;
    // Only now it is known that somebody can close us.
    document.getElementById('close').hidden = false;
    onShown(data.sapa === 'open', data.focus === true);
  });

  let last = -1;
  return {
    ready: () => say({ sapa: 'ready' }),
    close: () => say({ sapa: 'close' }),
    unread(count) {
      if (count === last) return;
      last = count;
      say({ sapa: 'unread', count });
    },
  };
}
