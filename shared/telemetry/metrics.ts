/** What a metric may be split by: names from configuration only, since every combination is billed. */
interface MetricDimensions {
  readonly destination?: string;
  readonly function?: string;
  readonly reason?: string;
}

export interface Metrics {
  /** Adds to a counter, 1 unless told. */
  count(name: string, value?: number, dimensions?: MetricDimensions): void;
  duration(name: string, milliseconds: number, dimensions?: MetricDimensions): void;
}

const NAMESPACE = 'cubicasa-relay';

/** CloudWatch's embedded metric format: one JSON line each, which the log group turns into a metric at no call's cost. */
export function createMetrics(write: (line: string) => void, now: () => number = Date.now): Metrics {
  const emit = (name: string, unit: string, value: number, dimensions: MetricDimensions): void => {
    const definition = {
      Namespace: NAMESPACE,
      Dimensions: [Object.keys(dimensions)],
      Metrics: [{ Name: name, Unit: unit }],
    };
    write(
      JSON.stringify({ _aws: { Timestamp: now(), CloudWatchMetrics: [definition] }, ...dimensions, [name]: value }),
    );
  };
  return {
    count: (name, value = 1, dimensions = {}) => emit(name, 'Count', value, dimensions),
    duration: (name, milliseconds, dimensions = {}) => emit(name, 'Milliseconds', milliseconds, dimensions),
  };
}

export const metrics: Metrics = createMetrics((line) => process.stdout.write(`${line}\n`));
