/** What the keyboard can stop at. */
const STOPS = 'button, a[href], input, [tabindex]';

/**
 * Draws something anew without taking it from under a finger or the keyboard. Nodes that look the same stay as they
 * are: a status that only turns the ticks must not end a press that has begun. Others are replaced, and the same button
 * has the keyboard again, or `otherwise` when it is gone.
 */
export function redraw(old, drawn, otherwise) {
  if (old.isEqualNode(drawn)) return;
  const at = [...old.querySelectorAll(STOPS)].indexOf(document.activeElement);
  old.replaceWith(drawn);
  if (at >= 0) ([...drawn.querySelectorAll(STOPS)][at] ?? otherwise).focus({ preventScroll: true });
}

/** Puts other children in; who had the keyboard among the old ones has it at `otherwise`, not nowhere. */
export function refill(parent, children, otherwise) {
  const had = parent.contains(document.activeElement);
  parent.replaceChildren(...children);
  if (had) otherwise.focus({ preventScroll: true });
}
