/** A citizen in a browser, without the browser: the Direct Line calls that Web Chat makes, by polling. */
export interface ChatCitizen {
  readonly conversation: string;
  /** Says something (or presses a button) and answers the bot's new texts, once there are any. */
  say(text: string, value?: unknown): Promise<string[]>;
  /** Presses the button with this title among those last offered. */
  press(title: string): Promise<string[]>;
  /** Everything ever received, as JSON. */
  raw(): string;
  readonly buttons: readonly { title: string; value: unknown }[];
}

interface Line {
  readonly from?: { readonly role?: string };
  readonly text?: string;
  readonly suggestedActions?: { readonly actions: readonly { title: string; value: unknown }[] };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export async function openChat(url: string): Promise<ChatCitizen> {
  const received: string[] = [];
  let buttons: readonly { title: string; value: unknown }[] = [];
  let watermark = '';

  async function call(path: string, token: string | undefined, body?: unknown): Promise<Record<string, unknown>> {
    const answer = await fetch(`${url}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        origin: url,
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    received.push(text);
    if (!answer.ok) throw new Error(`${path.split('/')[1]} answered ${answer.status}: ${text}`);
    return JSON.parse(text);
  }

  const { token, conversationId } = await call('/webchat/token', undefined, {});
  const bearer = String(token);
  const path = `/v3/directline/conversations/${conversationId}/activities`;
  await call('/v3/directline/conversations', bearer, {});

  async function heard(): Promise<string[]> {
    const set = await call(`${path}?watermark=${watermark}`, bearer);
    watermark = String(set['watermark'] ?? '');
    const lines = (set['activities'] as Line[]).filter((line) => line.from?.role === 'bot');
    for (const line of lines) if (line.suggestedActions) buttons = line.suggestedActions.actions;
    return lines.map((line) => line.text ?? '');
  }

  /** The bot's words, until none have come for a moment. */
  async function answers(): Promise<string[]> {
    const texts: string[] = [];
    for (let quiet = 0; quiet < 3; quiet += 1) {
      const more = await heard();
      if (more.length > 0) quiet = -1;
      texts.push(...more);
      if (texts.length === 0) quiet = -1;
      await pause(20);
    }
    return texts;
  }

  await answers();
  let n = 0;
  const say = async (text: string, value?: unknown): Promise<string[]> => {
    n += 1;
    buttons = [];
    await call(path, bearer, {
      type: 'message',
      text,
      ...(value === undefined ? {} : { value }),
      channelData: { clientActivityID: `c${n}` },
    });
    return answers();
  };
  return {
    conversation: String(conversationId),
    say,
    press(title) {
      const button = buttons.find((one) => one.title === title);
      if (!button) throw new Error(`no button "${title}" among ${buttons.map((one) => one.title).join(', ')}`);
      return say(button.title, button.value);
    },
    raw: () => received.join('\n'),
    get buttons() {
      return buttons;
    },
  };
}
