import { Counter, collectDefaultMetrics, Histogram } from "prom-client";

const labelNames = ["method", "route", "status"] as const;

collectDefaultMetrics();

export const requests = new Counter({
  name: "http_requests_total",
  help: "Requests answered.",
  labelNames,
});

export const duration = new Histogram({
  name: "http_request_duration_seconds",
  help: "Time from request to response.",
  labelNames,
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
});
