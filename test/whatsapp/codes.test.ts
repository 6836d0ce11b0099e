import type { Graph, GraphAnswer, GraphCall } from '../../adapters/meta/graph.ts';
import { createCodeSender } from '../../adapters/whatsapp/codes.ts';

const CODE = { phone: '+6281200000001', digits: '012345', lang: 'id' } as const;
const SENDERS = new Map([
  ['100', 'token-1'],
  ['200', 'token-2'],
]);

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
  expect(await createCodeSender({ graph, senders: SENDERS }).send(CODE)).toBe('sent');
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
  expect(await createCodeSender({ graph: graphOf(answer).graph, senders: SENDERS }).send(CODE)).toBe(outcome);
});

test('without a phone or a number of ours nothing is sent', async () => {
  const { graph, calls } = graphOf({ kind: 'ok', body: {} });
  expect(await createCodeSender({ graph, senders: new Map() }).send(CODE)).toBe('unreachable');
  expect(await createCodeSender({ graph, senders: SENDERS }).send({ digits: '1', lang: 'en' })).toBe('unreachable');
  expect(calls).toEqual([]);
});
