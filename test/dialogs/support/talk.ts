import type { Activity } from 'botbuilder-core';
import { CollectingAdapter } from '../../../bots/adapter.ts';
import {
  type Conversation,
  type ConversationState,
  createConversation,
  type News,
  type TurnFacts,
} from '../../../dialogs/root.ts';
import { createWorld, NOW, type World } from './world.ts';

/** What one turn said. */
export interface Heard {
  readonly replies: readonly Partial<Activity>[];
  readonly texts: readonly string[];
  /** Titles of the buttons under the last message. */
  readonly buttons: readonly string[];
}

/** A citizen at the real conversation, with a state that goes through JSON after every turn as the store would do it. */
export interface Talk {
  readonly world: World;
  readonly conversation: Conversation;
  state: ConversationState | undefined;
  now: number;
  /** The number that the channel vouches for, as WhatsApp does. */
  phone: string | undefined;
  network?: string;
  /** Contact id of this citizen. */
  readonly contact: string;
  say(text: string): Promise<Heard>;
  /** Presses the button with this title in the last answer that had one. */
  press(title: string): Promise<Heard>;
  send(activity: Partial<Activity>): Promise<Heard>;
  /** What the bot says of its own accord. */
  hear(news: News, notice?: TurnFacts['notice']): Promise<Heard>;
  /** The same message with the same facts over the state before it: what a conflict or a crash before the save does. */
  again(): Promise<Heard>;
  /** The value behind a button that was shown, for pressing it later. */
  buttonOf(title: string): string;
}

/** A run must not change the state it was given: after a conflict the turn is run again. */
function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  Object.freeze(value);
  for (const inner of Object.values(value)) freeze(inner);
}

function heardOf(replies: readonly Partial<Activity>[]): Heard {
  const actions = replies.at(-1)?.suggestedActions?.actions ?? [];
  return { replies, texts: replies.map(({ text }) => text ?? ''), buttons: actions.map(({ title }) => title) };
}

/** Built once per world, as the product does it: building costs a hundred turns. */
const built = new WeakMap<World['services'], Conversation>();

function conversationOf({ services }: World): Conversation {
  const made = built.get(services) ?? createConversation(services);
  built.set(services, made);
  return made;
}

export function startTalk(world: World = createWorld(), contact = 'contact'): Talk {
  const adapter = new CollectingAdapter();
  const conversation = conversationOf(world);
  let turns = 0;
  let last: Heard = { replies: [], texts: [], buttons: [] };

  let before: {
    state: ConversationState | undefined;
    now: number;
    activity: Partial<Activity>;
    news?: News;
    notice?: TurnFacts['notice'];
  } = {
    state: undefined,
    now: NOW,
    activity: {},
  };

  async function run(): Promise<Heard> {
    const address = { id: 'c', isGroup: false, conversationType: '', name: '' };
    const sender = { channelId: 'test', from: { id: 'u', name: '' }, conversation: address };
    const context = adapter.open({ id: `m-${turns}`, ...sender, ...before.activity });
    const who = { contact, provenPhone: talk.phone, network: talk.network, channel: 'test' };
    const own = contact === 'contact' ? '' : `${contact}-`;
    const ids = { key: `${own}key-${turns}`, ...who, message: `${own}message-${turns}` };
    freeze(talk.state);
    talk.state = JSON.parse(
      JSON.stringify(
        await conversation.run(context, talk.state, {
          now: talk.now,
          ...ids,
          ...(before.news ? { news: before.news } : {}),
          ...(before.notice ? { notice: before.notice } : {}),
        }),
      ),
    );
    talk.now += 30_000;
    last = heardOf(adapter.replies(context));
    return last;
  }

  const talk: Talk = {
    world,
    conversation,
    state: undefined,
    now: NOW,
    phone: undefined,
    contact,
    say: (text) => talk.send({ type: 'message', text }),
    press: (title) => talk.send({ type: 'message', text: title, value: talk.buttonOf(title) }),
    buttonOf(title) {
      const action = last.replies.at(-1)?.suggestedActions?.actions.find((one) => one.title === title);
      if (typeof action?.value !== 'string') throw new Error(`no button "${title}" among: ${last.buttons.join(', ')}`);
      return action.value;
    },
    async send(activity) {
      turns += 1;
      before = { state: talk.state, now: talk.now, activity };
      return run();
    },
    async hear(news, notice) {
      turns += 1;
      const told = notice === undefined ? { news } : { news, notice };
      before = { state: talk.state, now: talk.now, activity: { type: 'event' }, ...told };
      return run();
    },
    again() {
      talk.state = before.state;
      talk.now = before.now;
      return run();
    },
  };
  return talk;
}

/** One line of a table: what the citizen says (`[title]` presses a button), and what every answer must contain. */
export type Line = readonly [citizen: string, ...bot: readonly (string | RegExp)[]];

/** Plays a conversation line by line. */
export async function play(talk: Talk, lines: readonly Line[]): Promise<void> {
  for (const [citizen, ...expected] of lines) {
    const button = /^\[(.+)\]$/.exec(citizen);
    const heard = button ? await talk.press(button[1] ?? '') : await talk.say(citizen);
    const all = heard.texts.join('\n');
    for (const one of expected) {
      if (typeof one === 'string') expect({ citizen, all }).toEqual({ citizen, all: expect.stringContaining(one) });
      else expect({ citizen, all }).toEqual({ citizen, all: expect.stringMatching(one) });
    }
  }
}
