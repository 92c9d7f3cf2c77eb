// Medians of what was measured.
export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

export const cpu = (row) => row.servers[0].server_cpu_us_per_delivery;
export const quantile = (name) => (row) => row.latency_ms[name];
export const perSecond = (row) => row.deliveries_per_s;
export const publishes = (row) => row.publish_http.per_s;

/** What must be 0: messages lost, twice, out of order and in the wrong channel; connections refused or lost. */
export const wrong = (row) => [
  row.lost,
  row.duplicates,
  row.scenario === 'S8' ? 0 : row.reordered, // requests that are under way at the same time have no order
  row.misdelivered,
  row.conns_failed + row.conns_died,
];

export function figures(rows) {
  const good = rows.filter((row) => !row.failed);
  const of = (target, scenario, variant) =>
    good.filter((row) =>
      row.target === target && (scenario ?? row.scenario) === row.scenario && (variant ?? row.variant) === row.variant);
  return {
    rows: of,
    /** The median, or undefined if nothing was measured. */
    of(target, scenario, variant, figure) {
      const values = of(target, scenario, variant).map(figure).filter(Number.isFinite);
      return values.length ? median(values) : undefined;
    },
  };
}
