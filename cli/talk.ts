import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { seedSample } from '../booking/sample.ts';
import { createBot } from '../bots/bot.ts';
import type { Outgoing } from '../bots/channel.ts';
import { readFaults } from '../bots/faults.ts';
import type { Config } from '../config.ts';
import { silent } from '../domain/log.ts';
import { uncounted } from '../domain/metrics.ts';
import { openRooms } from '../rooms.ts';
import { linesFor, type Option, optionsOf, type TalkChannel } from './render.ts';

export interface TalkOptions {
  readonly config: Config;
  /** The channel whose citizen one is. */
  readonly channel: TalkChannel;
  /** Who one is: the same name later goes on with the same conversation. */
  readonly as: string;
  readonly input: Readable;
  readonly output: Writable;
}

/**
 * The same bot in the terminal: one line is one message, a number presses the button with that number. Reads until the
 * input ends. Answers the exit code: 0, or 1 when a message could not be taken.
 */
export async function talk({ config, channel, as, input, output }: TalkOptions): Promise<number> {
  const rooms = await openRooms(config, { logger: silent, metrics: uncounted });
  const address = `talk:${as}`;
  const session = randomUUID();
  let options: readonly Option[] = [];
  const bot = createBot({
    documents: rooms.documents,
    sealer: rooms.vault,
    pseudonyms: rooms.vault,
    conversation: rooms.conversation,
    jobs: { every() {}, stop: () => Promise.resolve() },
    faults: readFaults({}),
    metrics: uncounted,
    logger: silent,
    maxQueue: 100,
    leaseMs: config.outboxLeaseMs,
  });
  bot.channels.set(channel, {
    id: channel,
    async speak(_address, outgoing: readonly Outgoing[]) {
      for (const { activity } of outgoing) {
        options = optionsOf(activity);
        for (const line of linesFor(channel, activity)) output.write(`${line}\n`);
      }
      return outgoing.map(() => ({ kind: 'sent' }) as const);
    },
  });

  async function say(line: string, n: number): Promise<boolean> {
    const pressed = options.find((option) => String(option.number) === line.trim());
    const activity = {
      type: 'message',
      id: `${session}:${n}`,
      channelId: channel,
      timestamp: new Date(),
      from: { id: address, name: '', role: 'user' },
      recipient: { id: 'bot', name: '', role: 'bot' },
      conversation: { id: address, isGroup: false, conversationType: 'personal', name: '' },
      text: pressed?.title ?? line,
      ...(pressed ? { value: pressed.value } : {}),
    };
    const receipt = await bot.receive({ activity });
    await bot.quiet();
    if (receipt.kind !== 'refused') return true;
    output.write(`(not taken: ${receipt.reason}; try again in ${Math.ceil(receipt.retryAfterMs / 1000)} s)\n`);
    return false;
  }

  let taken = true;
  let n = 0;
  try {
    // As the server does: the invented people and places are there for whoever tries this first.
    if (!config.production) await seedSample({ ...rooms, registry: rooms.list });
    for await (const line of createInterface({ input })) {
      n += 1;
      taken = (await say(line, n)) && taken;
    }
    await bot.stop();
  } finally {
    await rooms.close();
  }
  return taken ? 0 : 1;
}
