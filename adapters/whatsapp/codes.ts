import type { Contacts } from '../meta/contacts.ts';
import type { Graph } from '../meta/graph.ts';
import { judge } from '../meta/outcomes.ts';
import { readAddress } from './inbound.ts';

/** The authentication template of `content/templates/login-code.json`. */
const TEMPLATE = 'login_code';

/** A one-time code and where it goes; the registry's `CodeSender` is met in `app.ts`, where the compiler compares them. */
export interface CodeToSend {
  /** E.164. */
  readonly phone?: string;
  /** Contact id of the chat that registered, where no phone is written down: its own number is the one. */
  readonly contact?: string;
  readonly digits: string;
  readonly lang: 'id' | 'en';
}

export type CodeOutcome = 'sent' | 'retry' | 'unreachable';

export interface CodeSenderOptions {
  readonly graph: Graph;
  /** Phone number id -> its token; codes go out from the first, or from the one that a chat is with. */
  readonly senders: ReadonlyMap<string, string>;
  /** The address of the conversation with a contact; `undefined` when there is none on WhatsApp. */
  addressOf(contact: string): Promise<string | undefined>;
  readonly contacts: Pick<Contacts, 'get'>;
}

interface Way {
  readonly sender: string;
  readonly token: string;
  readonly to: string;
}

/**
 * Sends one-time codes as WhatsApp messages to phones that may never have written to us: Meta lets that be done with an
 * authentication template only, whose words are its own, and to numbers only. The digits stand in the text and behind its
 * copy button. Rejects with an error of the store only.
 */
export function createCodeSender(options: CodeSenderOptions): { send(code: CodeToSend): Promise<CodeOutcome> } {
  const { graph, senders } = options;

  async function wayTo({ phone, contact }: CodeToSend): Promise<Way | undefined> {
    const [first] = senders;
    if (first === undefined) return undefined;
    const [sender, token] = first;
    if (phone !== undefined) return { sender, token, to: phone };
    const chat = contact === undefined ? undefined : readAddress((await options.addressOf(contact)) ?? '');
    const known = chat && (await options.contacts.get(chat.contact));
    // Only the number that they write from now: one that was left behind may be somebody else's.
    if (!chat || known?.phone === undefined) return undefined;
    const own = senders.get(chat.sender);
    return { ...(own === undefined ? { sender, token } : { sender: chat.sender, token: own }), to: `+${known.phone}` };
  }

  return {
    async send(code) {
      const way = await wayTo(code);
      if (!way) return 'unreachable';
      const { sender, token, to } = way;
      const parameters = [{ type: 'text', text: code.digits }];
      const components = [
        { type: 'body', parameters },
        { type: 'button', sub_type: 'url', index: '0', parameters },
      ];
      const template = { name: TEMPLATE, language: { code: code.lang, policy: 'deterministic' }, components };
      const answer = await graph.call({
        ...{ method: 'POST', path: `/${sender}/messages`, token },
        body: { messaging_product: 'whatsapp', recipient_type: 'individual', to, type: 'template', template },
      });
      const { kind } = judge('whatsapp', answer, 0);
      // In doubt it goes once more: the same digits twice harm nobody, a code that never comes does.
      return kind === 'sent' ? 'sent' : kind === 'retry' || kind === 'fatal' ? 'retry' : 'unreachable';
    },
  };
}
