import { METRICS, METRICS_NAMESPACE_VARIABLE, type MetricDimension, type MetricName } from './metric-names.ts';

export interface Metrics {
  /** Adds to a counter, 1 unless told; of what goes with it, only the metric's own dimensions are taken. */
  count(name: MetricName, value?: number, ids?: Readonly<Partial<Record<MetricDimension, string>>>): void;
}

export interface MetricsOptions {
  readonly namespace: string;
  readonly now?: () => number;
}

/** CloudWatch's embedded metric format: one JSON line each, which the log group turns into a metric at no call's cost. */
export function createMetrics(write: (line: string) => void, { namespace, now = Date.now }: MetricsOptions): Metrics {
  return {
    count(name, value = 1, ids = {}) {
      const dimensions = pickDimensions(METRICS[name], ids);
      const definition = {
        Namespace: namespace,
        Dimensions: [Object.keys(dimensions)],
        Metrics: [{ Name: name, Unit: 'Count' }],
      };
      write(
        JSON.stringify({ _aws: { Timestamp: now(), CloudWatchMetrics: [definition] }, ...dimensions, [name]: value }),
      );
    },
  };
}

function pickDimensions(
  names: readonly MetricDimension[],
  ids: Readonly<Partial<Record<MetricDimension, string>>>,
): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (ids[name] === undefined ? [] : [[name, ids[name]]])));
}

export const metrics: Metrics = createMetrics((line) => process.stdout.write(`${line}\n`), {
  namespace: process.env[METRICS_NAMESPACE_VARIABLE] ?? 'cubicasa-relay',
});
