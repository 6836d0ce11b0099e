import { addressKey, createLimiter } from '../../adapters/webchat/limits.ts';
import { cleanText, plainJson } from '../../adapters/webchat/plain.ts';

describe('a limiter', () => {
  test('lets a burst through and then the rate', () => {
    const clock = { now: 1_000 };
    const limiter = createLimiter({ perSecond: 10, burst: 3 }, () => clock.now);
    expect([1, 2, 3].map(() => limiter.take('a'))).toEqual([0, 0, 0]);
    expect(limiter.take('a')).toBe(100);
    expect(limiter.take('b')).toBe(0);
    clock.now += 100;
    expect([limiter.take('a'), limiter.take('a')]).toEqual([0, 100]);
    clock.now += 60_000;
    expect([1, 2, 3, 4].map(() => limiter.take('a'))).toEqual([0, 0, 0, 100]);
  });

  test('remembers at most so many keys, those used last', () => {
    const limiter = createLimiter({ perSecond: 1, burst: 1 }, () => 0, 2);
    for (const key of ['a', 'b', 'c']) limiter.take(key);
    expect(limiter.take('c')).toBeGreaterThan(0);
    expect(limiter.take('a')).toBe(0);
  });

  test.each([
    ['10.1.2.3', '10.1.2.3'],
    ['::ffff:10.1.2.3', '10.1.2.3'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::9', '2001:db8:1:2'],
    ['2001:db8::9', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['', ''],
  ])('counts %s as %s', (remote, key) => {
    expect(addressKey(remote)).toBe(key);
  });
});

describe('what comes from outside', () => {
  test('keeps every letter and emoji, and loses what could mislead a screen', () => {
    expect(cleanText('Siti 👩‍👩‍👧 ٢٠٢٦\tA\nB')).toBe('Siti 👩‍👩‍👧 ٢٠٢٦\tA\nB');
    expect(cleanText('a\u0000b\u202ec\u2066d\u007fe\u0085f\ufeffg\r\nh\ud800')).toBe('abcdefg\nh\ufffd');
    expect(cleanText('<b>1 < 2</b>')).toBe('<b>1 < 2</b>');
  });

  test('is copied when it is small and plain', () => {
    const limits = { depth: 3, nodes: 10, chars: 20 };
    const value = { a: [1, true, null, 'x\u0000'], b: { c: 'y' } };
    expect(plainJson(value, limits)).toEqual({ a: [1, true, null, 'x'], b: { c: 'y' } });
    expect(plainJson({ a: { b: { c: { d: 1 } } } }, limits)).toBeUndefined();
    expect(plainJson(Array(11).fill(0), limits)).toBeUndefined();
    expect(plainJson({ long: 'x'.repeat(30) }, limits)).toBeUndefined();
    expect(plainJson({ ['x'.repeat(30)]: 1 }, limits)).toBeUndefined();
  });

  test('never touches a prototype, not even with a key hidden behind a control character', () => {
    const value = JSON.parse('{"__proto__":{"a":1},"__pro\\u0000to__":{"a":1},"constructor":1,"ok":1}');
    const copy = plainJson(value, { depth: 3, nodes: 10, chars: 100 });
    expect(JSON.stringify(copy)).toBe('{"ok":1}');
    expect(Reflect.get(Object(copy), 'a')).toBeUndefined();
  });
});
