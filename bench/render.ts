import type { Activity } from 'botframework-schema';
import { render } from '../adapters/whatsapp/render.ts';
import { median } from './client.ts';
import { type Figure, figure } from './report.ts';

const ROUNDS = 7;
const TIMES = 20_000;
const QUESTION = 'Berapa NIK orang yang akan divaksin? Ada 16 angka, tertulis di KTP atau KK.';

function reply(choices: number): Partial<Activity> {
  const actions = Array.from({ length: choices }, (_unused, n) => ({
    type: 'messageBack',
    title: `Pilihan ${n + 1}`,
    text: `Pilihan ${n + 1}`,
    value: `v1:1790000000:c${n}`,
  }));
  const base = { type: 'message', text: QUESTION, textFormat: 'plain', locale: 'id' };
  return choices === 0 ? base : { ...base, suggestedActions: { to: [], actions } };
}

/** A registration's replies: mostly words, some buttons, now and then a list. */
const REPLIES = [0, 0, 0, 2, 0, 4, 3, 2, 5].map(reply);

function perSecond(work: () => void): number {
  const began = performance.now();
  for (let n = 0; n < TIMES; n += 1) work();
  return (TIMES * 1000) / (performance.now() - began);
}

/** `render`: replies made into Graph JSON, against the bare `JSON.stringify` of the same replies. */
export function benchRender(): Promise<Figure[]> {
  const [whole, bare]: [number[], number[]] = [[], []];
  let at = 0;
  const next = (): Partial<Activity> => REPLIES[at++ % REPLIES.length] ?? {};
  for (let round = 0; round <= ROUNDS; round += 1) {
    const rendered = perSecond(() => void JSON.stringify(render(next())));
    const plain = perSecond(() => void JSON.stringify(next()));
    if (round > 0) whole.push(rendered);
    if (round > 0) bare.push(plain);
  }
  const detail = `${Math.round(median(whole))} replies/s, bare JSON ${Math.round(median(bare))}/s`;
  return Promise.resolve([figure('render', median(whole) / median(bare), 0.15, 'higher', detail)]);
}
