import fc from 'fast-check';
import { checkKeys, decodeId, encodeId } from '../../stores/cosmos/ids.ts';
import { beyond, kindRange, lowest, sortString } from '../../stores/cosmos/sorting.ts';
import { findTrace, leaveTrace } from '../../stores/cosmos/traces.ts';

const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 });
const key = fc.oneof(text, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer());

describe('ids', () => {
  test.each([
    ['a/b\\c?d#e', 'a~2fb~5cc~3fd~23e'],
    ['..', '~2e~2e'],
    ['whatsapp|x1', 'whatsapp~7cx1'],
    ['é ', '~c3~a9~20'],
    ['plain_ID-1:2', 'plain_ID-1:2'],
  ])('%s is kept as %s', (id, encoded) => {
    expect(encodeId(id)).toBe(encoded);
    expect(decodeId(encoded)).toBe(id);
  });

  test('any id that fits comes back, and uses no letter that Cosmos or a URL minds', () => {
    fc.assert(
      fc.property(text, (id) => {
        const encoded = encodeId(id);
        expect(encoded).toMatch(/^[A-Za-z0-9_:~-]{1,255}$/);
        expect(decodeId(encoded)).toBe(id);
      }),
    );
  });

  test('an id too long becomes a hash of its own, which no encoded id can look like', () => {
    const [one, other] = [encodeId('é'.repeat(200)), encodeId(`${'é'.repeat(199)}e`)];
    expect(one.length).toBeLessThanOrEqual(255);
    expect(one).not.toBe(other);
    expect(decodeId(one)).toBeUndefined();
    expect(encodeId('~~')).toBe('~7e~7e');
  });

  test.each([
    ['an empty id', 'p', ''],
    ['an empty partition', '', 'a'],
    ['half a surrogate pair', 'p', '\ud800'],
    ['half a surrogate pair in the partition', '\udc00', 'a'],
    ['a partition above 2 KB', 'x'.repeat(2049), 'a'],
  ])('%s is refused', (_name, pk, id) => {
    expect(() => checkKeys(pk, id)).toThrow(TypeError);
  });
});

/** The order of SQLite: numbers first, then text by its UTF-8 bytes. */
function compare(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return Math.sign(a - b);
  if (typeof a === 'string' && typeof b === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return typeof a === 'number' ? -1 : 1;
}

describe('sort strings', () => {
  test('sort as the values do', () => {
    fc.assert(
      fc.property(key, key, (a, b) => {
        const order = compare(a, b);
        const [x, y] = [sortString(a, 'p', 'a'), sortString(b, 'p', 'b')];
        if (order < 0) expect(x < y).toBe(true);
        if (order > 0) expect(x > y).toBe(true);
        expect(x).not.toBe(y);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ['a', 'a!'],
    ['a', 'a '],
    ['a', 'a\u0000'],
    ['a~', 'aé'],
    [-1, 0],
    [-2, -1],
    [9, 10],
    [Number.MIN_VALUE, 1e-300],
  ])('%j stands before %j, and a range holds the one and not the other', (a, b) => {
    expect(sortString(a, 'p', 'z') < sortString(b, 'p', 'a')).toBe(true);
    const there = sortString(a, 'p', 'z');
    expect(there >= lowest(a) && there < beyond(a)).toBe(true);
    expect(sortString(b, 'p', 'a') < beyond(a)).toBe(false);
    expect(there >= lowest(b)).toBe(false);
  });

  test('minus zero is zero, what is no key stands first and in no range', () => {
    expect(sortString(-0, 'p', 'a')).toBe(sortString(0, 'p', 'a'));
    for (const value of [undefined, null, true, Number.NaN, {}, ['x']]) {
      expect(sortString(value, 'p', 'a') < sortString(-1e300, 'p', 'a')).toBe(true);
      expect(sortString(value, 'p', 'a') >= kindRange(undefined).from).toBe(false);
    }
  });

  test('a range of one kind holds nothing of the other', () => {
    expect(sortString('text', 'p', 'a') < kindRange(1).to).toBe(false);
    expect(sortString(1, 'p', 'a') >= kindRange('').from).toBe(false);
  });
});

describe('traces of writes', () => {
  const NOW = 1_790_000_000_000;
  const written = (count: number, earlier = '', now = NOW): string => {
    let traces = earlier;
    for (let n = 0; n < count; n += 1) traces = leaveTrace(traces, now);
    return traces;
  };

  test('a write is found under later ones, another is not', () => {
    const mine = leaveTrace('', NOW);
    expect(findTrace(mine, mine)).toBe('found');
    expect(findTrace(written(100, mine), mine)).toBe('found');
    expect(findTrace(written(100), mine)).toBe('none');
  });

  test('old traces go, so that a quiet document carries one', () => {
    const mine = leaveTrace(written(50), NOW + 60_000);
    expect(mine).toHaveLength(14);
    expect(findTrace(mine, leaveTrace(written(50), NOW))).toBe('none');
  });

  test('when too many wrote, it is unknown unless the version to replace is still named', () => {
    const base = written(1);
    const mine = leaveTrace(base, NOW);
    expect(findTrace(written(255, base), mine)).toBe('none');
    expect(findTrace(written(256, base), mine)).toBe('unknown');
    expect(findTrace(written(256, mine), mine)).toBe('unknown');
    expect(written(1000)).toHaveLength(14 * 256);
  });
});
