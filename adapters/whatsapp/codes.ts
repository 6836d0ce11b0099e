import type { Graph } from '../meta/graph.ts';
import { judge } from '../meta/outcomes.ts';

/** The authentication template of `content/templates/login-code.json`. */
const TEMPLATE = 'login_code';

/** A one-time code and where it goes; the registry's `CodeSender` is met in `app.ts`, where the compiler compares them. */
export interface CodeToSend {
  /** E.164. Without one there is no phone to send to. */
  readonly phone?: string;
  readonly digits: string;
  readonly lang: 'id' | 'en';
}

export type CodeOutcome = 'sent' | 'retry' | 'unreachable';

/**
 * Sends one-time codes as WhatsApp messages to phones that may never have written to us: Meta lets that be done with an
 * authentication template only, whose words are its own. The digits stand in the text and behind its copy button.
 */
export function createCodeSender({
  graph,
  senders,
}: {
  readonly graph: Graph;
  /** Phone number id -> its token; codes go out from the first. */
  readonly senders: ReadonlyMap<string, string>;
}): { send(code: CodeToSend): Promise<CodeOutcome> } {
  return {
    async send({ phone, digits, lang }) {
      const [first] = senders;
      if (first === undefined || phone === undefined) return 'unreachable';
      const [sender, token] = first;
      const parameters = [{ type: 'text', text: digits }];
      const components = [
        { type: 'body', parameters },
        { type: 'button', sub_type: 'url', index: '0', parameters },
      ];
      const template = { name: TEMPLATE, language: { code: lang, policy: 'deterministic' }, components };
      const answer = await graph.call({
        ...{ method: 'POST', path: `/${sender}/messages`, token },
        body: { messaging_product: 'whatsapp', recipient_type: 'individual', to: phone, type: 'template', template },
      });
      const { kind } = judge('whatsapp', answer, 0);
      // In doubt it goes once more: the same digits twice harm nobody, a code that never comes does.
      return kind === 'sent' ? 'sent' : kind === 'retry' || kind === 'fatal' ? 'retry' : 'unreachable';
    },
  };
}
