import { Impossible } from '../act.ts';
import type { Phone } from '../phone.ts';
import type { Sender, Sim, Template, TemplateComponent } from '../sim.ts';
import { sendMessage } from './messages.ts';
import { variablesOf } from './template-send.ts';

/** The provider's own samples, by name for named templates and in order for numbered ones. */
function samplesOf({ example, text }: TemplateComponent): Map<string, string> {
  const given: Record<string, unknown> = { ...example };
  const named = given['body_text_named_params'] ?? given['header_text_named_params'];
  if (Array.isArray(named)) return new Map(named.map((one) => [String(one.param_name), String(one.example)]));
  const lists = given['body_text'] ?? [given['header_text']];
  const [values] = Array.isArray(lists) ? lists : [];
  const list: readonly unknown[] = Array.isArray(values) ? values : [];
  return new Map(variablesOf(text).map((name, index) => [name, String(list[index] ?? '')]));
}

function textPart(template: Template, part: TemplateComponent): object[] {
  const samples = samplesOf(part);
  const parameters = variablesOf(part.text).map((name) => ({
    ...{ type: 'text', text: samples.get(name) ?? 'contoh' },
    ...(template.format === 'NAMED' ? { parameter_name: name } : {}),
  }));
  return parameters.length === 0 ? [] : [{ type: part.type.toLowerCase(), parameters }];
}

function buttonParts({ buttons = [] }: TemplateComponent): object[] {
  return buttons.flatMap((one, index) => {
    if (one.type !== 'URL' || variablesOf(one.url).length === 0) return [];
    const sample = String(Array.isArray(one.example) ? one.example[0] : one.example);
    // The sample may be the whole address: only what stands in the variable's place is sent.
    const fixed = (one.url ?? '').replace(/\{\{.*$/, '');
    const text = sample.startsWith(fixed) ? sample.slice(fixed.length) : sample;
    return [{ type: 'button', sub_type: 'url', index: String(index), parameters: [{ type: 'text', text }] }];
  });
}

/** The approved template of this name, or the first with something to press. */
function chosen(sim: Sim, name: string | undefined): Template {
  const usable = [...sim.templates.values()].filter(
    (one) =>
      one.account === sim.whatsapp.businessAccountId && one.status === 'APPROVED' && one.category !== 'AUTHENTICATION',
  );
  const fits = ({ components, language }: Template): boolean =>
    language === 'id' && components.some((one) => one.buttons?.some((button) => button.type === 'QUICK_REPLY'));
  const found = name === undefined ? usable.find(fits) : usable.find((one) => one.name === name);
  if (!found) throw new Impossible('there is no approved template to show');
  return found;
}

/** Sends a template with its samples, as the business would, so that one sees it on the phone. The message's id. */
export function sendSample(sim: Sim, sender: Sender, phone: Phone, name?: string): string {
  const template = chosen(sim, name);
  const components = template.components.flatMap((part) => {
    if (part.type === 'BUTTONS') return buttonParts(part);
    return part.type === 'FOOTER' ? [] : textPart(template, part);
  });
  const { body } = sendMessage(sim, sender, {
    ...{ messaging_product: 'whatsapp', to: `+${phone.number}`, type: 'template' },
    template: { name: template.name, language: { code: template.language }, components },
  });
  const { messages } = body as { readonly messages: readonly { readonly id: string }[] };
  return messages[0]?.id ?? '';
}
