import { isRecord } from '../json.ts';
import type { Turn } from '../turn.ts';
import type { Answers, Form, FormState, Step } from './form.ts';

const ANSWERS_MOST = 40;
const ANSWER_MOST = 300;

/** Stored answers that still make sense. Written by another version, or by a fault: both are read, neither is trusted. */
export function readAnswers(raw: unknown, fields: Form['fields']): Record<string, string> {
  const kept: Record<string, string> = {};
  if (!isRecord(raw)) return kept;
  let n = 0;
  for (const name in raw) {
    const value = raw[name];
    if (typeof value !== 'string' || value.length > ANSWER_MOST || ++n > ANSWERS_MOST) continue;
    const rule = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (name !== '__proto__' && (rule === undefined || rule.test(value))) kept[name] = value;
  }
  return kept;
}

/** The first step that is not skipped and whose answer is missing. */
export function firstOpen(form: Form, answers: Answers, turn: Turn): Step {
  const open = form.steps.find(
    (step) => (step.fills === undefined || answers[step.fills] === undefined) && !step.skip?.(answers, turn),
  );
  const step = open ?? form.steps.at(-1);
  if (!step) throw new Error(`form ${form.id} has no steps`);
  return step;
}

/**
 * The state of a form as this version understands it, and whether the citizen should hear that something changed.
 * A renamed step goes by its new name; a step that is gone, or a state that cannot be read, continues at the first
 * question without an answer. Answers are kept.
 */
export function loadFormState(
  form: Form,
  raw: unknown,
  turn: Turn,
): { readonly state: FormState; readonly moved: boolean } {
  const stored = isRecord(raw) ? raw : {};
  const answers = readAnswers(stored['answers'], form.fields);
  const named = typeof stored['step'] === 'string' ? stored['step'] : '';
  const name = (form.renamed && Object.hasOwn(form.renamed, named) ? form.renamed[named] : undefined) ?? named;
  const found = form.steps.find((step) => step.name === name);
  const step = found ?? firstOpen(form, answers, turn);
  const failures = typeof stored['failures'] === 'number' && stored['failures'] > 0 ? stored['failures'] : 0;
  const state: FormState = { v: form.version, step: step.name, answers, failures: Math.min(failures, 99) };
  if (found === undefined || stored['fill'] === true) state.fill = true;
  const back = stored['back'];
  if (typeof back === 'string' && form.steps.some((one) => one.name === back)) state.back = back;
  if (found && isRecord(stored['pending'])) state.pending = readAnswers(stored['pending'], form.fields);
  if (state.pending && typeof stored['otherwise'] === 'string') state.otherwise = stored['otherwise'];
  return { state, moved: found === undefined };
}
