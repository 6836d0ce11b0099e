import type { GraphAnswer } from '../../adapters/meta/graph.ts';
import { LINES } from '../../adapters/meta/outcome-table.ts';
import { judge, judgeCode } from '../../adapters/meta/outcomes.ts';
import { word } from '../../domain/log.ts';

const error = (code: number, more: object = {}): GraphAnswer => ({ kind: 'error', status: 400, code, ...more });

describe('what an answer of the Graph API means', () => {
  test.each([
    ['whatsapp', { kind: 'ok', body: {} }, 0, { kind: 'sent' }],
    ['whatsapp', error(190, { status: 401 }), 0, { kind: 'fatal', reason: 'token', scope: 'sender' }],
    ['messenger', error(190, { status: 401 }), 0, { kind: 'fatal', reason: 'token' }],
    ['whatsapp', error(131056), 0, { kind: 'retry', afterMs: 1_000, scope: 'person' }],
    ['whatsapp', error(131056), 2, { kind: 'retry', afterMs: 16_000 }],
    [
      'whatsapp',
      error(130429, { status: 429, retryAfterMs: 7_000 }),
      0,
      { kind: 'retry', afterMs: 7_000, scope: 'sender' },
    ],
    ['whatsapp', error(131026), 0, { kind: 'blocked', reason: 'undeliverable' }],
    ['whatsapp', error(131047), 0, { kind: 'rejected', reason: 'window_closed' }],
    ['whatsapp', error(131000, { status: 500 }), 3, { kind: 'retry' }],
    ['whatsapp', error(131000, { status: 500 }), 4, { kind: 'rejected', reason: 'temporary' }],
    ['whatsapp', error(203, { status: 403 }), 0, { kind: 'fatal', reason: 'permission' }],
    ['whatsapp', error(133008), 0, { kind: 'fatal', reason: 'registration' }],
    ['whatsapp', error(999_999), 0, { kind: 'rejected', reason: 'unknown_code' }],
    ['whatsapp', error(999_999, { status: 502 }), 0, { kind: 'retry', doubt: true }],
    ['whatsapp', error(-1, { status: 429, retryAfterMs: 90_000_000 }), 0, { kind: 'retry', afterMs: 3_600_000 }],
    ['messenger', error(10, { subcode: 2018278 }), 0, { kind: 'rejected', reason: 'window_closed' }],
    ['messenger', error(10, { subcode: 5 }), 0, { kind: 'fatal', reason: 'permission' }],
    ['messenger', error(100), 0, { kind: 'rejected', reason: 'parameter' }],
    ['messenger', error(100, { subcode: 2018001 }), 0, { kind: 'blocked', reason: 'unreachable' }],
    ['messenger', error(100, { subcode: 2018300 }), 0, { kind: 'rejected', reason: 'not_owner' }],
    ['messenger', error(200, { subcode: 1545041 }), 0, { kind: 'blocked', reason: 'unreachable' }],
    ['messenger', error(551), 0, { kind: 'blocked' }],
    ['messenger', error(613), 0, { kind: 'retry', afterMs: 30_000 }],
    ['whatsapp', { kind: 'doubt', reason: 'timeout' }, 0, { kind: 'retry', doubt: true, reason: 'timeout' }],
    ['whatsapp', { kind: 'unreached', reason: 'refused' }, 0, { kind: 'retry', reason: 'refused', scope: 'app' }],
  ] as const)('%s %j after %i tries', (channel, answer, tries, expected) => {
    expect(judge(channel, answer, tries)).toMatchObject(expected);
  });

  test('what never left is not in doubt', () => {
    expect(judge('whatsapp', { kind: 'unreached', reason: 'refused' }, 0)).not.toHaveProperty('doubt');
  });

  test('every line says where it comes from, gives a reason that may be counted, and decides for its channel', () => {
    expect(LINES.length).toBeGreaterThan(70);
    for (const line of LINES) {
      expect(line.source).toMatch(/^§\d/);
      expect(word(line.reason)).toBe(line.reason);
      const code = typeof line.code === 'number' ? line.code : line.code[0];
      const one = { code, ...(line.subcode === undefined ? {} : { subcode: line.subcode }) };
      const judged = judgeCode(line.channel ?? 'whatsapp', one, 0);
      expect([line.code, judged.kind, judged.reason]).toEqual([line.code, line.verdict, line.reason]);
    }
  });
});
