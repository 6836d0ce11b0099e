import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Word, word } from '../../domain/log.ts';
import { healthRoutes } from '../../server/health.ts';
import { METRICS } from '../../server/metric-names.ts';
import { createMetrics } from '../../server/metrics.ts';
import { createReadiness } from '../../server/readiness.ts';
import { servers } from './support/serve.ts';

const serve = servers();
const ROOT = join(__dirname, '..', '..');
const ROOMS = ['adapters', 'bots', 'booking', 'dialogs', 'registry', 'stores', 'privacy', 'server', 'jobs'];

/** Every figure that the code names: kind and name. */
function used(): { kind: string; name: string }[] {
  const kinds: Record<string, string> = { count: 'counter', gauge: 'gauge', observe: 'histogram' };
  return ROOMS.flatMap((room) =>
    readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) => [
        ...readFileSync(join(ROOT, room, name), 'utf8').matchAll(/metrics\??\.(count|gauge|observe)\(\s*'([a-z_]+)'/g),
      ])
      .map(([, method = '', name = '']) => ({ kind: kinds[method] ?? '', name })),
  );
}

describe('figures', () => {
  test('every one that the code counts is declared, with its kind', () => {
    const names = used();
    expect(names.length).toBeGreaterThan(10);
    for (const { kind, name } of names) expect([name, METRICS[name]?.kind]).toEqual([name, kind]);
  });

  test('labels are those that were declared: another one would be withheld as "none"', () => {
    const text = ROOMS.flatMap((room) =>
      readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => readFileSync(join(ROOT, room, name), 'utf8')),
    ).join('\n');
    const counted = [...text.matchAll(/metrics\??\.count\(\s*'([a-z_]+)',\s*\{([^}]*)\}/g)];
    expect(counted.length).toBeGreaterThan(10);
    for (const [, name = '', labels = ''] of counted) {
      const given = labels.split(',').map((one) => one.split(':')[0]?.trim() ?? '');
      expect([name, METRICS[name]?.labels]).toEqual([name, given.filter((one) => one !== '')]);
    }
  });

  test('every one that is declared is counted somewhere: a figure that is always 0 misleads', () => {
    const text = [...ROOMS.map((room) => join(ROOT, room)), ROOT]
      .flatMap((folder) =>
        readdirSync(folder, { recursive: folder !== ROOT, encoding: 'utf8' }).map((name) => join(folder, name)),
      )
      .filter((path) => path.endsWith('.ts') && !path.endsWith('metric-names.ts'))
      .map((path) => readFileSync(path, 'utf8'))
      .join('\n');
    expect(Object.keys(METRICS).filter((name) => !text.includes(`'${name}'`))).toEqual([]);
  });

  test('counters, gauges and histograms in the text format', async () => {
    const metrics = createMetrics();
    const [channel, saved, seen] = [word('webchat'), word('saved'), word('seen')];
    metrics.count('turns_total', { channel, outcome: saved });
    metrics.count('turns_total', { outcome: saved, channel }, 2);
    metrics.count('turns_total', { channel, outcome: seen });
    metrics.gauge('lanes_waiting', 5);
    metrics.gauge('lanes_waiting', 3);
    for (const seconds of [0.0005, 0.003, 0.004, 99]) metrics.observe('turn_seconds', seconds);
    const text = await metrics.text();
    expect(text).toContain('# TYPE sapa_turns_total counter\n');
    expect(text).toContain('sapa_turns_total{channel="webchat",outcome="saved"} 3\n');
    expect(text).toContain('sapa_turns_total{channel="webchat",outcome="seen"} 1\n');
    expect(text).toContain('sapa_lanes_waiting 3\n');
    expect(text).toContain('sapa_turn_seconds_bucket{le="0.0005"} 1\n');
    expect(text).toContain('sapa_turn_seconds_bucket{le="0.005"} 3\n');
    expect(text).toContain('sapa_turn_seconds_bucket{le="10"} 3\n');
    expect(text).toContain(
      'sapa_turn_seconds_bucket{le="+Inf"} 4\nsapa_turn_seconds_sum 99.0075\nsapa_turn_seconds_count 4\n',
    );
  });

  test('each line is one that Prometheus reads, and a counter that never counted is 0', async () => {
    const text = await createMetrics().text();
    const line = /^(# (HELP|TYPE) [a-z_]\w* .+|[a-z_]\w*(\{(\w+="[^"]*",?)+\})? ([0-9.eE+-]+|[Nn]a[Nn]))$/;
    expect(
      text
        .trimEnd()
        .split('\n')
        .filter((one) => one !== '' && !line.test(one)),
    ).toEqual([]);
    expect(text).toContain('sapa_turn_conflicts_total 0\n');
    expect(text).toContain('sapa_process_resident_memory_bytes');
    expect(text).toMatch(/\nsapa_event_loop_lag_seconds [0-9.e-]+\n/);
  });

  test('behind the types, a label that is no word of the program is withheld', async () => {
    const metrics = createMetrics();
    for (const text of ['Siti Rahmawati', '3273055503850001', 'a"} 1\nevil{x="', 'x20261124']) {
      metrics.count('verdicts_total', { verdict: text as Word });
    }
    const text = await metrics.text();
    expect(text).not.toMatch(/Siti|3273|evil|20261124/);
    expect(text).toContain('sapa_verdicts_total{verdict="withheld"} 4\n');
  });

  test('however many labels come, the series stay bounded', async () => {
    const metrics = createMetrics();
    const letters = (n: number): string => n.toString(36).replace(/\d/g, (digit) => 'ABCDEFGHIJ'[Number(digit)] ?? '');
    for (let n = 0; n < 5_000; n += 1) metrics.count('verdicts_total', { verdict: `v${letters(n)}` as Word });
    const lines = (await metrics.text()).split('\n').filter((one) => one.startsWith('sapa_verdicts_total{'));
    expect(lines.length).toBeLessThanOrEqual(1_002);
    expect(lines.reduce((sum, one) => sum + Number(one.split(' ')[1]), 0)).toBe(5_000);
  });

  test('an unknown name, or one of another kind, is told, counted and ignored', async () => {
    const told: string[] = [];
    const metrics = createMetrics({ onUnknown: (name) => told.push(name) });
    metrics.count('nobody_knows_total');
    metrics.gauge('turns_total', 7);
    expect(told).toEqual(['nobody_knows_total', 'turns_total']);
    expect(await metrics.text()).toContain('sapa_unknown_metrics_total 2\n');
  });
});

describe('health', () => {
  test('alive is one thing, ready another, and the reason is said', async () => {
    let reason: string | undefined = 'store';
    const metrics = createMetrics();
    const { url } = await serve(healthRoutes({ ready: () => Promise.resolve(reason), metrics }));
    const get = (path: string): Promise<Response> => fetch(url + path);
    expect((await get('/healthz')).status).toBe(200);
    const not = await get('/readyz');
    expect([not.status, Number(not.headers.get('retry-after')) > 0]).toEqual([503, true]);
    expect(await not.json()).toEqual({ code: 'not_ready', message: 'Not ready: store.' });
    reason = undefined;
    expect((await get('/readyz')).status).toBe(200);
    const figures = await get('/metrics');
    expect(figures.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(await figures.text()).toContain('sapa_turns_total');
  });

  test.each([
    ['is well', () => Promise.resolve(), undefined],
    ['refuses', () => Promise.reject(Object.assign(new Error('x'), { code: 'busy' })), /does not take writes \(busy\)/],
    ['hangs', () => new Promise<void>(() => {}), /does not answer in time/],
  ])('a store that %s is told in time', async (_how, ping, why) => {
    const ready = createReadiness({ busy: () => undefined, ping, patienceMs: 30 });
    const told = await ready();
    if (why === undefined) expect(told).toBeUndefined();
    else expect(told).toMatch(why);
  });

  test('full lanes are said without asking the store', async () => {
    const ready = createReadiness({ busy: () => 'the lanes are full', ping: () => Promise.reject(new Error('asked')) });
    expect(await ready()).toBe('the lanes are full');
  });

  test('a check that itself fails is not ready, and not a 500', async () => {
    const ready = (): Promise<undefined> => Promise.reject(new Error('3273055503850001'));
    const { url } = await serve(healthRoutes({ ready, metrics: createMetrics() }));
    const answer = await fetch(`${url}/readyz`);
    expect(answer.status).toBe(503);
    expect(await answer.text()).not.toContain('3273');
  });
});
