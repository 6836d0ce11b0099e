import { tallyOf } from '../bots/support/tally.ts';
import type { Received } from '../support/sink.ts';
import { conversationOf, openStored, type Stored } from '../support/stored.ts';
import type { Plan, Step } from './plan.ts';

export interface Verdict {
  /** Messages that were answered with 200 and are in no state. */
  readonly lost: number;
  /** Messages that count more than once. */
  readonly doubled: number;
  /** Messages out of their order, and replies that say something else than the model. */
  readonly wrong: number;
  /** Replies that nobody ever heard. */
  readonly unspoken: number;
  /** Replies heard more than once: a kill fell between speaking and recording. */
  readonly repeated: number;
}

type Counts = { -readonly [name in keyof Verdict]: number };

/** The messages of one citizen in groups, a twice delivered one counted once. */
function expected(groups: readonly (readonly Step[])[]): string[][] {
  return groups.map((group) => [...new Set(group.map((step) => step.message.text))]);
}

function judgeTexts(texts: readonly string[], groups: readonly string[][], counts: Counts): void {
  const all = groups.flat();
  counts.lost += all.filter((text) => !texts.includes(text)).length;
  counts.doubled += texts.length - new Set(texts).size;
  // What was sent in one breath may come in either order; everything else in the order of the citizen.
  let at = 0;
  for (const group of groups) {
    const here = texts.slice(at, at + group.length);
    if ([...here].sort().join() !== [...group].sort().join()) counts.wrong += 1;
    at += group.length;
  }
}

/** Every message has its two replies: its number in the order of the state, and its own text. */
function judgeReplies(
  texts: readonly string[],
  groups: readonly (readonly Step[])[],
  heard: ReadonlyMap<string, readonly Received[]>,
  counts: Counts,
): void {
  for (const { id, text } of new Map(groups.flat().map((step) => [step.message.id, step.message])).values()) {
    const wanted = [`${texts.indexOf(text) + 1}`, `heard ${text}`];
    wanted.forEach((words, index) => {
      const times = heard.get(`${id}:${index + 1}`) ?? [];
      if (times.length === 0) counts.unspoken += 1;
      counts.repeated += Math.max(0, times.length - 1);
      counts.wrong += times.filter((one) => one.text !== words).length;
    });
  }
}

async function textsOf(stored: Stored, from: string): Promise<string[]> {
  const found = await conversationOf(stored, 'wire', from);
  return tallyOf(found?.inner.state).texts;
}

/** Compares what is stored and what was heard with the plan. */
export async function judge(folder: string, plan: Plan, received: readonly Received[]): Promise<Verdict> {
  const heard = new Map<string, Received[]>();
  for (const one of received) heard.set(one.id, [...(heard.get(one.id) ?? []), one]);
  const counts: Counts = { lost: 0, doubled: 0, wrong: 0, unspoken: 0, repeated: 0 };
  const stored = await openStored(folder);
  for (const groups of plan.citizens) {
    const texts = await textsOf(stored, groups[0]?.[0]?.message.from ?? '');
    judgeTexts(texts, expected(groups), counts);
    judgeReplies(texts, groups, heard, counts);
  }
  await stored.close();
  return counts;
}
