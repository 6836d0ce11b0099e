import { type LogFields, type Logger, word } from '../../domain/log.ts';
import { createLogger, type LogLevel } from '../../privacy/logger.ts';

function capture(level: LogLevel): { log: Logger; lines: () => Record<string, unknown>[]; raw: () => string } {
  let raw = '';
  const write = (line: string): void => {
    raw += line;
  };
  const log = createLogger({ level, stream: { write } });
  const lines = () =>
    raw
      .trim()
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  return { log, lines, raw: () => raw };
}

describe('the logger', () => {
  test('writes one JSON line per event, without process id and host name', () => {
    const { log, lines } = capture('info');
    log.info('started', { port: 3978, ready: true, store: word('sqlite'), nothing: undefined });
    const [line] = lines();
    expect(line).toEqual({
      level: 'info',
      time: expect.any(Number),
      event: 'started',
      port: 3978,
      ready: true,
      store: 'sqlite',
    });
  });

  test('keeps to its level', () => {
    const { log, lines } = capture('warn');
    log.debug('a');
    log.info('b');
    log.warn('c');
    log.error('d');
    expect(lines().map(({ event }) => event)).toEqual(['c', 'd']);
    const quiet = capture('silent');
    quiet.log.error('e');
    expect(quiet.raw()).toBe('');
  });

  test('behind the types, whatever is no code is withheld: as value, as name and as event', () => {
    const { log, raw } = capture('info');
    const smuggled = {
      nik: '3273055503850001',
      name: 'Siti Rahmawati',
      phone: '+6281234567890',
      born: '1985-03-15',
      nested: { name: 'Siti Rahmawati' },
      list: ['Siti Rahmawati'],
      error: new Error('Siti Rahmawati'),
      'Siti Rahmawati': 1,
    } as unknown as LogFields;
    log.info('Siti Rahmawati said 3273055503850001', smuggled);
    expect(raw()).not.toMatch(/Siti|Rahmawati|3273|8123|1985/);
    expect(raw()).toContain('withheld');
  });

  test('the types refuse a raw string, an object and an error', () => {
    const { log } = capture('silent');
    const said: string = 'Siti Rahmawati';
    // The compiler holds these: `tsc` fails on a directive that has nothing to expect.
    // @ts-expect-error a string from outside is no Word
    log.info('event', { said });
    // @ts-expect-error a literal is none either
    log.info('event', { said: 'Siti' });
    // @ts-expect-error nor is an object
    log.info('event', { said: { said } });
    // @ts-expect-error nor an error, whose message may quote a citizen
    log.error('event', { error: new Error(said) });
    log.info('event', { said: word(said) });
    expect(word(said)).toBe('withheld');
  });
});
