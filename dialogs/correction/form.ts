import { CORRECTIONS, type CorrectionKind } from '../../registry/corrections.ts';
import type { Answers, Form, Reading, Step } from '../form/form.ts';
import { plain } from '../input.ts';
import type { Turn } from '../turn.ts';
import { noNikSteps } from './no-nik.ts';

/** What cannot be chosen: BUKAN SAYA says it, or it comes of itself. */
const UNCHOSEN = ['stranger', 'screening', 'near_miss'] as const;
type Chosen = Exclude<CorrectionKind, (typeof UNCHOSEN)[number]>;
const KINDS: readonly Chosen[] = CORRECTIONS.filter((kind): kind is Chosen => !UNCHOSEN.some((one) => one === kind));
/** Those that are offered; who has no NIK comes from the question for it. */
const OFFERED = KINDS.filter((kind) => kind !== 'no_nik');
/** How citizens say it. */
const SAID: readonly (readonly [CorrectionKind, RegExp])[] = [
  ['used', /\b(dipakai|dipake|pakai|used|sudah divaksin padahal)\b/],
  ['birth', /\b(lahir|birth)\b/],
  ['name', /\b(nama|name)\b/],
  ['device', /\b(hp (baru|hilang)|ganti hp|lihat|buka|tiket|new phone|lost|see|open|ticket)\b/],
  ['phone', /\b(hp|nomor|telepon|phone|number)\b/],
  ['dose', /\b(dosis|vaksin|dose|sertifikat)\b/],
  ['moved', /\b(pindah|alamat|moved|address)\b/],
];
const SHORTEST = 5;
const LONGEST = 280;
const RECEIPTS_MOST = 5;

const kindOf = (value: string | undefined): Chosen => KINDS.find((kind) => kind === value) ?? 'name';

/** Takes a request and keeps its receipt in the chat. */
export async function file(turn: Turn, kind: CorrectionKind, words: string, person?: string): Promise<string> {
  const { services, facts, state } = turn;
  const { contact, channel, key, now } = facts;
  const about = person === undefined ? {} : { person };
  const receipt = await services.corrections.ask({ kind, words, contact, channel, key, ...about }, now);
  const others = (state.receipts ?? []).filter((one) => one !== receipt);
  state.receipts = [receipt, ...others].slice(0, RECEIPTS_MOST);
  return receipt;
}

const saidKind = (said: string): CorrectionKind | undefined => SAID.find(([, pattern]) => pattern.test(said))?.[0];

/** What a sentence that led here says to be wrong; nothing for an order alone ("koreksi data"). */
export function kindSaid({ input }: Turn): Answers {
  const said = input.kind === 'text' && input.plain.split(' ').length > 2 ? saidKind(input.plain) : undefined;
  return said === undefined ? {} : { kind: said };
}

const kindStep: Step = {
  name: 'kind',
  field: 'correction.field',
  fills: 'kind',
  ask: ({ words }) => ({
    text: words.text('correction.ask'),
    choices: OFFERED.map((kind) => ({ id: kind, title: words.text(`correction.${kind}`) })),
  }),
  choose: (choice): Reading => ({ kind: 'value', set: { kind: choice } }),
  read(text, { words }): Reading {
    const kind = saidKind(plain(text));
    return kind ? { kind: 'value', set: { kind } } : { kind: 'reason', text: words.text('correction.which') };
  },
};

async function told(turn: Turn, kind: Chosen, text: string): Promise<Reading> {
  // Whom this chat named last, and could not be shown: an officer compares it with the card.
  const about = kind === 'device' ? turn.state.people?.[0]?.person : undefined;
  const receipt = await file(turn, kind, text, about);
  turn.say(turn.words.text('correction.done', { receipt }));
  return { kind: 'end' };
}

const wordsStep: Step = {
  name: 'words',
  field: 'correction.words.field',
  ask: ({ words }, { kind }) => ({
    before: [words.text(`correction.bring.${kindOf(kind)}`)],
    text: words.text('correction.words'),
  }),
  skip: ({ kind }) => kind === 'no_nik',
  read(text, turn, { kind }): Reading | Promise<Reading> {
    if (text.length < SHORTEST || text.length > LONGEST)
      return { kind: 'reason', text: turn.words.text('correction.length') };
    return told(turn, kindOf(kind), text);
  },
};

/** Something known about somebody is wrong: which, the documents that will be asked for, and a receipt. */
export function correctionForm(): Form {
  const fields = { kind: new RegExp(`^(${KINDS.join('|')})$`) };
  const noNik = noNikSteps((turn, text) => told(turn, 'no_nik', text));
  // What is asked last comes last: nobody passes over it.
  return { id: 'correction', version: 1, steps: [kindStep, wordsStep, ...noNik], fields };
}

/** What has become of the requests of this chat, newest first. */
export async function sayReceipts(turn: Turn): Promise<void> {
  const { state, services, facts, words, say } = turn;
  const found = await Promise.all((state.receipts ?? []).map((one) => services.corrections.of(one, facts.contact)));
  const own = found.flatMap((one) => one ?? []);
  if (own.length === 0) return say(words.text('correction.none'));
  for (const { receipt, state: where, answer } of own.slice(0, 3)) {
    if (where === 'open') say(words.text('correction.open', { receipt }));
    else say(words.text('correction.answered', { receipt, answer: answer ?? '' }));
  }
}
