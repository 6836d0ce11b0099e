import { type Logger, word } from '../domain/log.ts';
import type { Metrics } from '../domain/metrics.ts';
import type { Outcome } from './channel.ts';

/** Refusals in a row, from whatever conversations, after which a channel counts as away. */
const AWAY_AFTER = 5;
const HEALTHY = 0;
const AWAY = 1;
const FATAL = 2;

/** Notices when a channel is away or refuses our credentials: the gauge `channel_down` is what an alarm looks at. */
export interface ChannelHealth {
  note(channel: string, outcome: Outcome): void;
}

export function createChannelHealth(metrics: Metrics, logger: Logger): ChannelHealth {
  const states = new Map<string, { level: number; failures: number }>();

  function levelOf(failures: number, outcome: Outcome): number {
    if (outcome.kind === 'fatal') return FATAL;
    if (outcome.kind !== 'retry') return HEALTHY;
    return failures >= AWAY_AFTER ? AWAY : HEALTHY;
  }

  return {
    note(channel, outcome) {
      const state = states.get(channel) ?? { level: -1, failures: 0 };
      states.set(channel, state);
      state.failures = outcome.kind === 'retry' || outcome.kind === 'fatal' ? state.failures + 1 : 0;
      // A single retry says nothing, good or bad.
      if (outcome.kind === 'retry' && state.failures < AWAY_AFTER && state.level >= 0) return;
      const level = levelOf(state.failures, outcome);
      if (level === state.level || (level === AWAY && state.level === FATAL)) return;
      const before = state.level;
      state.level = level;
      metrics.gauge('channel_down', level, { channel: word(channel) });
      const fields = { channel: word(channel), level, reason: word('reason' in outcome ? outcome.reason : 'none') };
      if (level > HEALTHY) logger.error('channel_down', fields);
      else if (before > HEALTHY) logger.info('channel_up', fields);
    },
  };
}
