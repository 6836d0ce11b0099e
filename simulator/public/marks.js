import { make } from './make.js';

/** WhatsApp's marks, at the edge of words: `*bold*`, `_italic_`, `~struck~`, and code between backticks. */
const MARK =
  /(?<![\p{L}\p{N}])(?:\*(?=\S)([^*\n]+?)(?<=\S)\*|_(?=\S)([^_\n]+?)(?<=\S)_|~(?=\S)([^~\n]+?)(?<=\S)~|```([^`]+)```|`([^`\n]+)`)(?![\p{L}\p{N}])/gu;
const LINK = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)]/g;
const TAGS = ['strong', 'em', 's', 'code', 'code'];

/** Addresses as links; they open beside the page, which keeps the chat. */
function linked(text) {
  const parts = [];
  let end = 0;
  for (const found of text.matchAll(LINK)) {
    parts.push(text.slice(end, found.index));
    parts.push(make('a', { href: found[0], target: '_blank', rel: 'noopener noreferrer' }, found[0]));
    end = found.index + found[0].length;
  }
  return [...parts, text.slice(end)];
}

/** A text with its marks, as nodes. Messenger shows them as they were typed. */
export function marked(text, withMarks) {
  if (!withMarks) return linked(text);
  const parts = [];
  let end = 0;
  for (const found of text.matchAll(MARK)) {
    parts.push(...linked(text.slice(end, found.index)));
    const kind = found.slice(1).findIndex((one) => one !== undefined);
    parts.push(make(TAGS[kind], {}, ...marked(found[kind + 1], kind < 3)));
    end = found.index + found[0].length;
  }
  return [...parts, ...linked(text.slice(end))];
}
