/** The points of a chart: as many as its range has, the newest at the end. */

/** Seconds that each range covers. */
export const RANGES = { hour: 3600, day: 86_400, month: 30 * 86_400 };

/**
 * @param {{t: number}[]} points in order of time
 * @param {{t: number}} point replaces one of the same second; one that is older than the last is left out
 * @param {number} seconds that are covered
 */
export function withPoint(points, point, seconds) {
  const last = points.at(-1);
  if (last && point.t < last.t) {
    return points;
  }
  const kept = last && last.t === point.t ? points.slice(0, -1) : points.slice();
  kept.push(point);
  const first = kept.findIndex((each) => each.t > point.t - seconds);
  return first > 0 ? kept.slice(first) : kept;
}
