/** Mean radius of the earth in km. */
const RADIUS = 6_371;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

export interface Point {
  /** Degrees, north is positive. */
  readonly lat: number;
  /** Degrees, east is positive. */
  readonly lon: number;
}

/** Whether these can be a latitude and a longitude. 0, 0 is what a device says that knows nothing. */
export function isPoint({ lat, lon }: Point): boolean {
  const inside = Number.isFinite(lat) && Number.isFinite(lon) && Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
  return inside && (lat !== 0 || lon !== 0);
}

/** Distance along the ground in km (haversine; a sphere is good to half a percent). */
export function kmBetween(a: Point, b: Point): number {
  const across = Math.sin(radians(b.lat - a.lat) / 2) ** 2;
  const along = Math.sin(radians(b.lon - a.lon) / 2) ** 2;
  const chord = across + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * along;
  return 2 * RADIUS * Math.asin(Math.min(1, Math.sqrt(chord)));
}
