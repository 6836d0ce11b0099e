import fc from 'fast-check';
import { isPoint, kmBetween } from '../../domain/geo.ts';

/** Distances along the ground as atlases give them, in km. */
test.each([
  ['Jakarta to Bandung', [-6.1754, 106.8272], [-6.9147, 107.6098], 119],
  ['Sabang to Merauke', [5.8933, 95.3214], [-8.4932, 140.4018], 5_240],
  ['over the date line', [0, 179.5], [0, -179.5], 111],
] as const)('%s', (_name, [latA, lonA], [latB, lonB], km) => {
  const found = kmBetween({ lat: latA, lon: lonA }, { lat: latB, lon: lonB });
  expect(Math.abs(found - km) / km).toBeLessThan(0.01);
});

test('the way there is the way back, and never longer than half round the earth', () => {
  const point = fc.record({
    lat: fc.double({ min: -90, max: 90, noNaN: true }),
    lon: fc.double({ min: -180, max: 180, noNaN: true }),
  });
  fc.assert(
    fc.property(point, point, (a, b) => {
      const km = kmBetween(a, b);
      expect(km).toBeGreaterThanOrEqual(0);
      expect(km).toBeLessThan(20_016);
      expect(kmBetween(b, a)).toBeCloseTo(km, 6);
    }),
  );
});

test.each([
  [{ lat: -6.9, lon: 107.6 }, true],
  [{ lat: 0, lon: 0 }, false],
  [{ lat: 91, lon: 0 }, false],
  [{ lat: 0, lon: 181 }, false],
  [{ lat: Number.NaN, lon: 1 }, false],
])('%j is a point: %s', (point, expected) => {
  expect(isPoint(point)).toBe(expected);
});
