import type { Message, Part } from '../../adapters/messenger/message.ts';
import { render } from '../../adapters/messenger/render.ts';
import type { Outgoing } from '../../bots/channel.ts';

type Template = Extract<NonNullable<Message['attachment']>, { readonly type: 'template' }>['payload'];
type Buttons = Extract<Template, { readonly template_type: 'button' }>['buttons'];

const buttonLines = (buttons: Buttons): string[] =>
  buttons.map((one) => `  [${one.title}${one.type === 'web_url' ? `: ${one.url}` : ''}]`);

function templateLines(payload: Template): string[] {
  if (payload.template_type === 'button') return [...payload.text.split('\n'), ...buttonLines(payload.buttons)];
  return payload.elements.flatMap(({ title, subtitle, buttons = [] }) => [
    `| ${title}`,
    ...(subtitle === undefined ? [] : subtitle.split('\n').map((line) => `|   ${line}`)),
    ...buttonLines(buttons),
  ]);
}

function partLines({ message, upload }: Part): string[] {
  const { text, attachment, quick_replies: chips = [] } = message;
  const file =
    attachment && attachment.type !== 'template' && 'url' in attachment.payload ? attachment.payload.url : '';
  return [
    ...(upload ? [`[${upload.name}]`] : []),
    ...(file === '' ? [] : [`[${attachment?.type} ${file}]`]),
    ...(attachment?.type === 'template' ? templateLines(attachment.payload) : []),
    ...(text === undefined ? [] : text.split('\n')),
    ...chips.map(({ title }, index) =>
      title.startsWith(`${index + 1}. `) ? `  ${title}` : `  ${index + 1}. ${title}`,
    ),
    '',
  ];
}

/** A reply as Messenger would show it: its bubbles one after the other, chips with their numbers, titles as cut there. */
export const messengerLines = (activity: Outgoing['activity']): string[] => render(activity).flatMap(partLines);
