import { Counter, collectDefaultMetrics, Histogram, Registry } from "prom-client";

const labelNames = ["method", "route", "status"] as const;

type Labels = Record<(typeof labelNames)[number], string | number>;

export interface Metrics {
  registry: Registry;
  record: (labels: Labels, seconds: number) => void;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: "http_requests_total",
    help: "Requests answered.",
    labelNames,
    registers,
  });
  const duration = new Histogram({
    name: "http_request_duration_seconds",
    help: "Time from request to response.",
    labelNames,
    registers,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  });
  const record = (labels: Labels, seconds: number) => {
    requests.inc(labels);
    duration.observe(labels, seconds);
  };
  return { registry, record };
}
