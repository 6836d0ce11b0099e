/** Elements with classes, attributes and children in one call. Text is always text: nothing here becomes HTML. */
export function make(tag, properties = {}, ...children) {
  const [name, ...classes] = tag.split('.');
  const element = document.createElement(name || 'div');
  if (classes.length > 0) element.className = classes.join(' ');
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === false) continue;
    if (key === 'on') for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    else element.setAttribute(key, value === true ? '' : String(value));
  }
  element.append(...children.filter((child) => child !== undefined && child !== false));
  return element;
}

const SVG = 'http://www.w3.org/2000/svg';

/** Line drawings, 24 by 24. */
const PATHS = {
  send: 'M3 20v-6l9-2-9-2V4l19 8z',
  clip: 'M16.5 6.5v10a4.5 4.5 0 0 1-9 0V6a3 3 0 0 1 6 0v9.5a1.5 1.5 0 0 1-3 0V7',
  plus: 'M12 5v14M5 12h14',
  list: 'M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01',
  reply: 'M10 5 4 11l6 6v-4c5 0 8 1 10 5 0-6-3-11-10-11z',
  open: 'M14 4h6v6M20 4l-9 9M18 14v6H4V6h6',
  pin: 'M12 21s7-6.2 7-11a7 7 0 1 0-14 0c0 4.8 7 11 7 11zM12 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z',
  call: 'M6 3l3 5-2 2c1 3 3 5 6 6l2-2 5 3c0 2-2 4-4 4C9 21 3 15 3 8c0-2 1-5 3-5z',
  copy: 'M9 9h11v11H9zM4 15V4h11',
  menu: 'M4 7h16M4 12h16M4 17h16',
  back: 'M15 5l-7 7 7 7',
  mic: 'M12 3a3 3 0 0 1 3 3v6a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3zM6 11a6 6 0 0 0 12 0M12 17v4',
  file: 'M7 3h7l5 5v13H7zM14 3v5h5',
  clock: 'M12 7v5l3 2M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 20c1-4 4-6 8-6s7 2 8 6',
  image: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M9 9.5h.01',
  smile: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8.5 14c1.8 2.6 5.2 2.6 7 0M9 9.5h.01M15 9.5h.01',
  tick: 'M4 12.5l4 4L17 7',
  ticks: 'M2 12.5l4 4L15 7M9.5 15.5l1.2 1L20 7',
};
const FULL = new Set(['send', 'reply']);

/** A drawing. With a label it says something; without one it is decoration. */
export function icon(name, label) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', FULL.has(name) ? 'icon full' : 'icon');
  if (label === undefined) svg.setAttribute('aria-hidden', 'true');
  else {
    svg.setAttribute('role', 'img');
    svg.setAttribute('aria-label', label);
  }
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}
