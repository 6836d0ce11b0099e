/**
 * On a phone the keyboard covers the page without making it smaller; the field must stay in sight above it. In a frame the
 * page around it sees to that. Not while somebody has zoomed in: then the visible part is small for another reason.
 */
export function fitToScreen() {
  const view = window.visualViewport;
  if (!view || window.parent !== window) return;
  const settle = () => {
    document.body.style.height = view.scale < 1.1 ? `${view.height}px` : '';
    if (view.scale < 1.1) window.scrollTo(0, 0);
  };
  view.addEventListener('resize', settle);
  settle();
}
