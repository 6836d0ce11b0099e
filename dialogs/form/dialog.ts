import type { TurnContext } from 'botbuilder-core';
import type { DialogContext, DialogInstance, DialogTurnResult } from 'botbuilder-dialogs';
import type { Choice } from '../conversation.ts';
import type { Words } from '../locales/words.ts';
import { Dialog } from '../sdk.ts';
import { type Turn, turnOf } from '../turn.ts';
import type { Answers, Form, FormState, Reading, Step } from './form.ts';
import { firstOpen, loadFormState, readAnswers } from './load.ts';

/** What a form may be begun with. */
export interface FormOptions {
  readonly answers?: Answers;
  /** Asks only for what is not among the answers. */
  readonly fill?: boolean;
}

/** After so many failures at one step help and a human are offered. */
const FAILURES_BEFORE_OFFER = 2;
const NOT_HANDLED = Promise.resolve(false);

/** Help and a human as buttons, for whoever was not understood twice. */
function wayOut(words: Words): readonly Choice[] {
  return [
    { id: '@help', title: words.text('menu.help') },
    { id: '@human', title: words.text('menu.human') },
  ];
}

/** The doubt is settled, one way or the other. */
function forget(state: FormState): void {
  delete state.pending;
  delete state.otherwise;
}

/** A form as a dialog of the SDK: one instance per form, shared by all conversations, holding nothing of any. */
export class FormDialog extends Dialog<FormOptions> {
  readonly #form: Form;
  readonly #counted: readonly Step[];

  constructor(form: Form) {
    super(form.id);
    this.#form = form;
    this.#counted = form.steps.filter((step) => step.counted);
  }

  override getVersion(): string {
    return `${this.#form.id}:${this.#form.version}`;
  }

  /** The SDK raises events around a dialog. Nobody listens to them here. */
  override onDialogEvent(): Promise<boolean> {
    return NOT_HANDLED;
  }

  override async beginDialog(dc: DialogContext, options?: FormOptions): Promise<DialogTurnResult> {
    const turn = turnOf(dc.context);
    const answers = readAnswers(options?.answers, this.#form.fields);
    const state: FormState = { v: this.#form.version, step: '', answers, failures: 0 };
    state.step = firstOpen(this.#form, answers, turn).name;
    if (options?.fill) state.fill = true;
    this.#keep(dc, state);
    await this.#ask(turn, state);
    return Dialog.EndOfTurn;
  }

  override async continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const turn = turnOf(dc.context);
    const { state, moved } = loadFormState(this.#form, dc.activeDialog?.state, turn);
    this.#keep(dc, state);
    if (moved) {
      // The open question belonged to a step that is no more: what was answered to it cannot be read.
      turn.say(turn.words.text('update.line'));
      await this.#ask(turn, state);
      return Dialog.EndOfTurn;
    }
    return this.#apply(dc, turn, state, await this.#read(turn, state));
  }

  /** Says the present question again, with new buttons. */
  override async repromptDialog(context: TurnContext, instance: DialogInstance): Promise<void> {
    const turn = turnOf(context);
    const { state, moved } = loadFormState(this.#form, instance.state, turn);
    instance.state = state;
    if (moved) turn.say(turn.words.text('update.line'));
    await this.#ask(turn, state);
  }

  /** One step back, over the steps that were skipped. Answers are kept until they are given anew. */
  async back(dc: DialogContext): Promise<void> {
    const turn = turnOf(dc.context);
    const { state } = loadFormState(this.#form, dc.activeDialog?.state, turn);
    this.#keep(dc, state);
    const before = state.back ?? this.#before(state, turn);
    if (before === undefined) turn.say(turn.words.text('back.first'));
    else this.#moveTo(state, before);
    delete state.back;
    delete state.fill;
    await this.#ask(turn, state);
  }

  /** How the present question is called: "the date of birth". */
  field(turn: Turn, instance: DialogInstance): string {
    const { state } = loadFormState(this.#form, instance.state, turn);
    return turn.words.text(this.#step(state.step).field);
  }

  /** Whether the present question can use a pin on the map. */
  takesPlace(turn: Turn, instance: DialogInstance): boolean {
    const { state } = loadFormState(this.#form, instance.state, turn);
    return state.pending === undefined && this.#step(state.step).place === true;
  }

  #keep(dc: DialogContext, state: FormState): void {
    const instance = dc.activeDialog;
    if (instance) instance.state = state;
  }

  #step(name: string): Step {
    const step = this.#form.steps.find((one) => one.name === name) ?? this.#form.steps[0];
    if (!step) throw new Error(`form ${this.#form.id} has no steps`);
    return step;
  }

  #before(state: FormState, turn: Turn): string | undefined {
    const at = this.#form.steps.findIndex((step) => step.name === state.step);
    const earlier = this.#form.steps.slice(0, Math.max(0, at)).reverse();
    const before = earlier.find((step) => step.gate || !step.skip?.(state.answers, turn));
    return before?.gate ? undefined : before?.name;
  }

  #moveTo(state: FormState, name: string): void {
    state.step = name;
    state.failures = 0;
    forget(state);
  }

  /** The step itself, or the next one that is not skipped. */
  #onwards(step: Step, state: FormState, turn: Turn): Step {
    const at = this.#form.steps.indexOf(step);
    return this.#form.steps.slice(at).find((one) => !one.skip?.(state.answers, turn)) ?? step;
  }

  /** `brief`: what comes before the question was said a moment ago. */
  async #ask(turn: Turn, state: FormState, brief = false): Promise<void> {
    const { words } = turn;
    const step = this.#step(state.step);
    const question = await step.ask(turn, state.answers);
    if (!brief) for (const text of question.before ?? []) turn.say(text);
    // Without those that this citizen is not asked; one that is asked all the same, for a change, counts.
    const counted = this.#counted.filter((one) => one === step || !one.skip?.(state.answers, turn));
    const n = counted.indexOf(step) + 1;
    const numbered = n > 0 && state.back === undefined;
    const all = counted.length;
    turn.ask(
      numbered ? words.text('progress.text', { n, all, question: question.text }) : question.text,
      state.failures < FAILURES_BEFORE_OFFER ? question.choices : [...(question.choices ?? []), ...wayOut(words)],
      question.own,
    );
  }

  async #read(turn: Turn, state: FormState): Promise<Reading> {
    const step = this.#step(state.step);
    const { pending } = state;
    if (pending && turn.choice === 'yes') return { kind: 'value', set: pending };
    if (pending && turn.choice === 'no')
      return state.otherwise === undefined ? { kind: 'again' } : { kind: 'goto', step: state.otherwise, back: true };
    if (turn.choice !== undefined && step.choose) return step.choose(turn.choice, turn, state.answers);
    const text = 'text' in turn.input ? turn.input.text : '';
    const reading = await step.read(text, turn, state.answers);
    // Said twice, it is meant.
    const meant = reading.kind === 'confirm' && pending && JSON.stringify(reading.set) === JSON.stringify(pending);
    return meant ? { kind: 'value', set: reading.set } : reading;
  }

  async #apply(dc: DialogContext, turn: Turn, state: FormState, reading: Reading): Promise<DialogTurnResult> {
    if (reading.kind === 'reason') return this.#failed(turn, state, reading.text);
    if (reading.kind === 'confirm') return this.#doubt(turn, state, reading);
    if (reading.kind === 'end') return dc.endDialog();
    if (reading.kind === 'begin') return dc.replaceDialog(reading.dialog, { answers: reading.answers });
    const before = state.step;
    Object.assign(state.answers, reading.set);
    for (const text of reading.say ?? []) turn.say(text);
    if (reading.kind === 'value') this.#advance(state, turn);
    if (reading.kind === 'goto') {
      this.#moveTo(state, reading.step);
      if (reading.back) state.back = before;
    }
    forget(state);
    await this.#ask(turn, state);
    return Dialog.EndOfTurn;
  }

  #advance(state: FormState, turn: Turn): void {
    const open = state.fill && state.back === undefined ? firstOpen(this.#form, state.answers, turn).name : undefined;
    const next = state.back ?? open ?? this.#form.steps[this.#form.steps.indexOf(this.#step(state.step)) + 1]?.name;
    delete state.back;
    this.#moveTo(state, this.#onwards(this.#step(next ?? state.step), state, turn).name);
  }

  async #failed(turn: Turn, state: FormState, reason: string): Promise<DialogTurnResult> {
    const { words } = turn;
    forget(state);
    if (turn.late) {
      // Whoever comes back after hours cannot know what was asked: no failure, just the question.
      turn.say(words.text('resume.line', { field: words.text(this.#step(state.step).field) }));
    } else {
      state.failures += 1;
      turn.say(reason);
      if (state.failures >= FAILURES_BEFORE_OFFER) turn.say(words.text('help.offer'));
    }
    await this.#ask(turn, state, !turn.late);
    return Dialog.EndOfTurn;
  }

  async #doubt(
    turn: Turn,
    state: FormState,
    { set, question, otherwise }: Extract<Reading, { kind: 'confirm' }>,
  ): Promise<DialogTurnResult> {
    state.pending = { ...set };
    if (otherwise !== undefined) state.otherwise = otherwise;
    turn.ask(question, [
      { id: 'yes', title: turn.words.text('confirm.yes') },
      { id: 'no', title: turn.words.text('confirm.no') },
    ]);
    return Dialog.EndOfTurn;
  }
}
