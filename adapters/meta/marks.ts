/** The SDK's Markdown as WhatsApp's marks or as plain words, and plain text that must not be read as marks. */

/** What a mark is replaced by when it is meant as a sign: no client interprets it, and cheap phones have it in their fonts. */
const LOOK_ALIKES: Readonly<Record<string, string>> = { '*': '•', _: 'ˍ', '~': '∼', '`': 'ˋ' };
const lookAlike = (sign: string): string => LOOK_ALIKES[sign] ?? sign;
const ANY_MARK = /[*_~`>]/;
const URL = /\bhttps?:\/\/\S+/gu;
const WORD_SIGN = /[\p{L}\p{N}]/u;
/** Characters of a line beyond which Markdown in it is not looked for: nobody of ours writes such lines. */
const LINE_MOST = 4_000;

/**
 * Where a sign could open or close a pair: anywhere but inside a word and between two blanks. The edges of the text count
 * as places where something may follow, because a text is also escaped part by part.
 */
const OPENS = /(?<![\p{L}\p{N}])[*_~`]+(?!\s)|(?<!\s)[*_~`]+(?![\p{L}\p{N}])/gu;

/** Copies `text`, with everything outside web addresses changed by `change`. Addresses must go on working. */
function besidesUrls(text: string, change: (part: string) => string): string {
  let out = '';
  let at = 0;
  for (const match of text.matchAll(URL)) {
    out += change(text.slice(at, match.index)) + match[0];
    at = match.index + match[0].length;
  }
  return out + change(text.slice(at));
}

/**
 * Plain text for WhatsApp: signs that the app would take for bold, italic, strike, code or a quotation are replaced by
 * look-alikes, because WhatsApp knows no escape. Marks inside words (`a_b`) and addresses stay as they are.
 */
export function escapeMarks(text: string): string {
  if (!ANY_MARK.test(text)) return text;
  return besidesUrls(text, (part) =>
    part
      .replace(/```/g, 'ˋˋˋ')
      .replace(OPENS, (signs) => [...signs].map(lookAlike).join(''))
      .replace(/^(\s*)>(?=\s)/gmu, '$1›'),
  );
}

/** How the parts of a Markdown text are written. */
interface Style {
  text(plain: string): string;
  /** One sign that Markdown had escaped: never part of a pair. */
  sign(one: string): string;
  pair(kind: 'bold' | 'italic' | 'strike' | 'code', content: string): string;
}

const SIGNS = { bold: '*', italic: '_', strike: '~', code: '`' } as const;
const WHATSAPP: Style = {
  text: escapeMarks,
  sign: lookAlike,
  pair: (kind, content) => SIGNS[kind] + content + SIGNS[kind],
};
const PLAIN: Style = { text: (plain) => plain, sign: (one) => one, pair: (_kind, content) => content };

const INLINE =
  /\\(?<escaped>[!-/:-@[-`{-~])|`(?<code>[^`\n]+)`|!?\[(?<label>[^\]\n]*)\]\((?<url>[^()\s]+(?:\([^()\s]*\)[^()\s]*)?)(?:\s+"[^"\n]*")?\)|<(?<auto>https?:\/\/[^<>\s]+)>|(?<bare>\bhttps?:\/\/[^\s<>)\]]+)|\*\*(?=\S)(?<bold>[^\n]*?\S)\*\*(?!\*)|(?<![\p{L}\p{N}])__(?=\S)(?<bold2>[^\n]*?\S)__(?![\p{L}\p{N}])|~~(?=\S)(?<strike>[^\n]*?\S)~~|\*(?=[^\s*])(?<italic>[^*\n]*[^\s*])\*(?!\*)|(?<![\p{L}\p{N}])_(?=[^\s_])(?<italic2>[^_\n]*[^\s_])_(?![\p{L}\p{N}])/gu;

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' };

function decoded(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_whole, name: string) => ENTITIES[name] ?? '');
}

function link(label: string, url: string, style: Style): string {
  const words = inline(label, style);
  return words === '' || label === url ? url : `${words} (${url})`;
}

type Groups = Readonly<Record<string, string | undefined>>;

/** One match as it is written. `inner` are its words when it is a pair. */
function part(groups: Groups, style: Style): { readonly whole: string } | { readonly kind: keyof typeof SIGNS } {
  const { escaped, label, url, auto, bare } = groups;
  if (escaped !== undefined) return { whole: style.sign(escaped) };
  if (url !== undefined) return { whole: link(label ?? '', url, style) };
  if (auto !== undefined || bare !== undefined) return { whole: auto ?? bare ?? '' };
  if (groups['code'] !== undefined) return { kind: 'code' };
  if (groups['strike'] !== undefined) return { kind: 'strike' };
  return { kind: (groups['bold'] ?? groups['bold2']) !== undefined ? 'bold' : 'italic' };
}

function inline(line: string, style: Style): string {
  if (line.length > LINE_MOST) return style.text(line);
  let out = '';
  let at = 0;
  for (const match of line.matchAll(INLINE)) {
    const groups: Groups = match.groups ?? {};
    out += style.text(decoded(line.slice(at, match.index)));
    at = match.index + match[0].length;
    const found = part(groups, style);
    if ('whole' in found) {
      out += found.whole;
      continue;
    }
    const { code, bold, bold2, strike, italic, italic2 } = groups;
    const content = code ?? inline(bold ?? bold2 ?? strike ?? italic ?? italic2 ?? '', style);
    // WhatsApp reads a mark only at the border of a word: inside one it would be shown.
    const inWord = WORD_SIGN.test(line.charAt(match.index - 1)) || WORD_SIGN.test(line.charAt(at));
    out += inWord ? content : style.pair(found.kind, content);
  }
  return out + style.text(decoded(line.slice(at)));
}

function block(line: string, style: Style): string {
  if (/^ {0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})$/.test(line)) return '';
  const heading = /^ {0,3}#{1,6}\s+(.+?)\s*#*$/.exec(line)?.[1];
  if (heading !== undefined) return style.pair('bold', inline(heading.replace(/\*\*|__/g, ''), style));
  const item = /^(\s*)[*+-]\s+(.*)$/.exec(line);
  if (item) return `${item[1] ?? ''}- ${inline(item[2] ?? '', style)}`;
  const quote = /^ {0,3}>\s?(.*)$/.exec(line)?.[1];
  return quote === undefined ? inline(line, style) : `> ${inline(quote, style)}`;
}

function convert(markdown: string, style: Style): string {
  const parts = markdown
    .replace(/\r\n?/g, '\n')
    .replace(/<br\s*\/?>/gi, '\n')
    .split(/^```[^\n`]*\n([\s\S]*?)^```\s*$/gm);
  // Odd parts are what stood between fences.
  const written = parts.map((one, index) => {
    if (index % 2 === 0)
      return one
        .split('\n')
        .map((line) => block(line.trimEnd(), style))
        .join('\n');
    return style === PLAIN ? one.trimEnd() : `\`\`\`${one.trimEnd()}\`\`\``;
  });
  return written
    .join('')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Markdown as the SDK's activities carry it, in the marks that WhatsApp shows. Links are written out: it has none. */
export function markdownToWhatsapp(markdown: string): string {
  return convert(markdown, WHATSAPP);
}

/** Markdown as words only, for channels that show no marks. */
export function markdownToPlain(markdown: string): string {
  return convert(markdown, PLAIN);
}

/** The text of an activity as a channel shows it: `textFormat` decides how it is read; Markdown when it is not named. */
export function shown(text: string, textFormat: string | undefined, channel: 'whatsapp' | 'plain'): string {
  if (textFormat === 'plain') return channel === 'whatsapp' ? escapeMarks(text) : text;
  return channel === 'whatsapp' ? markdownToWhatsapp(text) : markdownToPlain(text);
}
