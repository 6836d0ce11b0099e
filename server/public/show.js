const ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text) => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign]);

/** Only what this server serves becomes a link: what a citizen typed, or somebody typed to them, never leads away. */
const OURS = /https?:\/\/[^\s<>"']+/g;
/** The emergency number after the word for calling: one tap on a phone. */
const EMERGENCY = /\b(telepon|call|phone) (119)\b/gi;

/** By the address that citizens know, which may be another than the one this page came from. */
function isOurs(url) {
  const { home } = document.getElementById('chat').dataset;
  try {
    return [window.location.origin, new URL(home).origin].includes(new URL(url).origin);
  } catch {
    return false;
  }
}
const hasCalendar = (url) => url.endsWith('/calendar.ics');

function link(url, words) {
  if (!isOurs(url)) return url;
  const path = new URL(url).pathname;
  const label = hasCalendar(path) ? words.calendar : escaped(url);
  return `<a href="${escaped(path)}" target="_blank" rel="noopener">${label}</a>`;
}

/** A bot's text as HTML: every sign as it was written, our own links and the emergency number to tap on. */
export function renderText(text, words) {
  return text
    .split('\n')
    .map((one) => escaped(one).replace(OURS, (url) => link(url, words)))
    .map((one) => `<p>${one.replace(EMERGENCY, '$1 <a href="tel:$2">$2</a>')}</p>`)
    .join('');
}

const hasSomethingToTap = (text) => (text.match(OURS) ?? []).some(isOurs) || new RegExp(EMERGENCY).test(text);

/** A ticket's picture says in words what it is; its file name is no help to whoever cannot see it. */
function named(attachment, words) {
  const [, code] = /^([\w-]+)\.png$/.exec(attachment.name ?? '') ?? [];
  return code === undefined ? attachment : { ...attachment, name: words.picture.replace('{code}', code) };
}

/** An activity as Web Chat shall show it. */
export function readable(activity, words) {
  if (activity.type !== 'message' || activity.from?.role !== 'bot') return activity;
  const text = activity.text ?? '';
  return {
    ...activity,
    textFormat: hasSomethingToTap(text) ? 'markdown' : 'plain',
    attachments: (activity.attachments ?? []).map((one) => named(one, words)),
  };
}
