import type { Message, Part } from '../../adapters/whatsapp/message.ts';
import { render } from '../../adapters/whatsapp/render.ts';
import type { Outgoing } from '../../bots/channel.ts';

type Raw = Readonly<Record<string, unknown>>;

const record = (from: unknown, key: string): Raw => {
  const value = typeof from === 'object' && from !== null ? (from as Raw)[key] : undefined;
  return typeof value === 'object' && value !== null ? (value as Raw) : {};
};
const list = (from: unknown, key: string): readonly unknown[] => {
  const value = typeof from === 'object' && from !== null ? (from as Raw)[key] : undefined;
  return Array.isArray(value) ? value : [];
};
const text = (from: unknown, key: string): string => {
  const value = typeof from === 'object' && from !== null ? (from as Raw)[key] : undefined;
  return typeof value === 'string' ? value : '';
};

function rowLine(row: unknown, index: number): string {
  const more = text(row, 'description');
  return `  ${index + 1}. ${text(row, 'title')}${more === '' ? '' : ` (${more})`}`;
}

/** Buttons with their numbers; a list as it looks when it is opened; a link with its address. */
function actionLines(action: Raw): string[] {
  const buttons = list(action, 'buttons').map((one, index) => `  ${index + 1}. ${text(record(one, 'reply'), 'title')}`);
  const rows = list(action, 'sections')
    .flatMap((section) => list(section, 'rows'))
    .map(rowLine);
  const opener = text(action, 'button');
  const link = record(action, 'parameters');
  return [
    ...buttons,
    ...(opener === '' ? [] : [`  [${opener}]`]),
    ...rows,
    ...(text(link, 'url') === '' ? [] : [`  [${text(link, 'display_text')}: ${text(link, 'url')}]`]),
  ];
}

function fileLine(message: Message, name: string): string[] {
  const file = record(message, message.type);
  const where = text(file, 'link');
  return [`[${[name || text(file, 'filename') || message.type, where].filter((one) => one !== '').join(' ')}]`];
}

function messageLines(message: Message, name: string): string[] {
  const interactive = record(message, 'interactive');
  if (message.type === 'text') return text(record(message, 'text'), 'body').split('\n');
  if (message.type === 'location') {
    const { latitude, longitude } = record(message, 'location');
    return [`[location ${String(latitude)}, ${String(longitude)}]`];
  }
  if (message.type === 'interactive') {
    const header = text(record(interactive, 'header'), 'type') === '' ? [] : [`[${name || 'image'}]`];
    return [
      ...header,
      ...text(record(interactive, 'body'), 'text').split('\n'),
      ...actionLines(record(interactive, 'action')),
    ];
  }
  const caption = text(record(message, message.type), 'caption');
  return [...fileLine(message, name), ...(caption === '' ? [] : caption.split('\n'))];
}

function partLines(part: Part): string[] {
  const lines = 'upload' in part ? messageLines(part.put(''), part.upload.name) : messageLines(part.message, '');
  return [...lines, ''];
}

/** A reply as WhatsApp would show it: its bubbles one after the other, with buttons, or the rows of an opened list. */
export const whatsappLines = (activity: Outgoing['activity']): string[] => render(activity).flatMap(partLines);
