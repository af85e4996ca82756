import { createLog } from '../../shared/telemetry/log.ts';
import { createMetrics } from '../../shared/telemetry/metrics.ts';

/** A metric as CloudWatch would file it. */
export interface CapturedMetric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

interface MetricLine {
  readonly _aws: {
    readonly CloudWatchMetrics: readonly {
      readonly Namespace: string;
      readonly Dimensions: readonly (readonly string[])[];
      readonly Metrics: readonly { readonly Name: string }[];
    }[];
  };
  readonly [dimension: string]: unknown;
}

/** Metrics that are read off their lines by the rules of the embedded metric format; the log goes nowhere. */
export function captureMetrics(namespace: string) {
  const captured: CapturedMetric[] = [];
  const metrics = createMetrics((line) => captured.push(...readMetrics(line)), { namespace });
  return { captured, metrics, log: createLog(() => {}) };
}

function readMetrics(line: string): CapturedMetric[] {
  const parsed = JSON.parse(line) as MetricLine;
  return parsed._aws.CloudWatchMetrics.flatMap(({ Namespace: namespace, Dimensions, Metrics }) =>
    Dimensions.flatMap((set) =>
      Metrics.map(({ Name: name }) => ({
        namespace,
        name,
        dimensions: Object.fromEntries(set.map((dimension) => [dimension, String(parsed[dimension])])),
      })),
    ),
  );
}
