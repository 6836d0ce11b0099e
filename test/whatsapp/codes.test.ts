import type { Graph, GraphAnswer, GraphCall } from '../../adapters/meta/graph.ts';
import { createCodeSender } from '../../adapters/whatsapp/codes.ts';

const CODE = { phone: '+6281200000001', digits: '012345', lang: 'id' } as const;
const SENDERS = new Map([
  ['100', 'token-1'],
  ['200', 'token-2'],
]);

/** One chat, with the second number; its contact wrote from this phone last. */
const CHAT = {
  addressOf: async (contact: string) => (contact === 'siti' ? '200:c-1' : undefined),
  contacts: { get: async (id: string) => (id === 'c-1' ? { id, phone: '6281300000002' } : undefined) },
};
const senderOf = (graph: Graph, senders: ReadonlyMap<string, string> = SENDERS) =>
  createCodeSender({ graph, senders, ...CHAT });

function graphOf(answer: GraphAnswer): { graph: Graph; calls: GraphCall[] } {
  const calls: GraphCall[] = [];
  const graph = {
    async call(call: GraphCall) {
      calls.push(call);
      return answer;
    },
    close: async () => {},
  };
  return { graph, calls };
}

test('a code goes out as an authentication template from the first number, in the text and behind its button', async () => {
  const { graph, calls } = graphOf({ kind: 'ok', body: { messages: [{ id: 'wamid.1' }] } });
  expect(await senderOf(graph).send(CODE)).toBe('sent');
  expect(calls).toEqual([
    {
      method: 'POST',
      path: '/100/messages',
      token: 'token-1',
      body: {
        ...{ messaging_product: 'whatsapp', recipient_type: 'individual', to: '+6281200000001', type: 'template' },
        template: {
          name: 'login_code',
          language: { code: 'id', policy: 'deterministic' },
          components: [
            { type: 'body', parameters: [{ type: 'text', text: '012345' }] },
            { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: '012345' }] },
          ],
        },
      },
    },
  ]);
});

test.each<[string, GraphAnswer, string]>([
  ['a phone without WhatsApp', { kind: 'error', status: 400, code: 131026 }, 'unreachable'],
  ['too fast', { kind: 'error', status: 429, code: 130429 }, 'retry'],
  ['a wrong token', { kind: 'error', status: 401, code: 190 }, 'retry'],
  ['a server that fails', { kind: 'error', status: 500, code: 2 }, 'retry'],
  ['no answer', { kind: 'doubt', reason: 'timeout' }, 'retry'],
  ['no connection', { kind: 'unreached', reason: 'refused' }, 'retry'],
])('%s', async (_name, answer, outcome) => {
  expect(await senderOf(graphOf(answer).graph).send(CODE)).toBe(outcome);
});

test('without a phone or a number of ours nothing is sent', async () => {
  const { graph, calls } = graphOf({ kind: 'ok', body: {} });
  expect(await senderOf(graph, new Map()).send(CODE)).toBe('unreachable');
  expect(await senderOf(graph).send({ digits: '1', lang: 'en' })).toBe('unreachable');
  expect(calls).toEqual([]);
});

test('where no phone is written down it goes to the number from which the chat that registered is written now', async () => {
  const { graph, calls } = graphOf({ kind: 'ok', body: { messages: [{ id: 'wamid.1' }] } });
  expect(await senderOf(graph).send({ contact: 'siti', digits: '012345', lang: 'id' })).toBe('sent');
  expect(calls).toMatchObject([{ path: '/200/messages', token: 'token-2', body: { to: '+6281300000002' } }]);
  // The list's phone goes before, and a number that is ours no more gives way to the first.
  await senderOf(graph).send({ ...CODE, contact: 'siti' });
  await senderOf(graph, new Map([['100', 'token-1']])).send({ contact: 'siti', digits: '1', lang: 'id' });
  expect(calls.slice(1)).toMatchObject([
    { path: '/100/messages', body: { to: CODE.phone } },
    { path: '/100/messages', body: { to: '+6281300000002' } },
  ]);
});

test('who is on another channel, or gave the number up, gets none', async () => {
  const { graph, calls } = graphOf({ kind: 'ok', body: {} });
  const gone = { ...CHAT, contacts: { get: async (id: string) => ({ id, user: 'ID.1' }) } };
  expect(await senderOf(graph).send({ contact: 'on-messenger', digits: '1', lang: 'id' })).toBe('unreachable');
  const sender = createCodeSender({ graph, senders: SENDERS, ...gone });
  expect(await sender.send({ contact: 'siti', digits: '1', lang: 'id' })).toBe('unreachable');
  expect(calls).toEqual([]);
});
