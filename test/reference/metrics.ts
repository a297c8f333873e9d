const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

interface Series {
  readonly labels: string;
  readonly seconds: number[];
}

/** `http_requests_total` and `http_request_duration_seconds` in Prometheus' text format 0.0.4. */
export class Metrics {
  readonly #series = new Map<string, Series>();

  record(method: string, route: string, status: number, seconds: number): void {
    const labels = `method="${method}",route="${route}",status="${status}"`;
    const series = this.#series.get(labels) ?? { labels, seconds: [] };
    series.seconds.push(seconds);
    this.#series.set(labels, series);
  }

  render(): string {
    const all = [...this.#series.values()];
    return [
      '# HELP http_requests_total Requests answered.',
      '# TYPE http_requests_total counter',
      ...all.map(({ labels, seconds }) => `http_requests_total{${labels}} ${seconds.length}`),
      '# HELP http_request_duration_seconds Time to answer.',
      '# TYPE http_request_duration_seconds histogram',
      ...all.flatMap(histogram),
      '',
    ].join('\n');
  }
}

function histogram({ labels, seconds }: Series): readonly string[] {
  const name = 'http_request_duration_seconds';
  const upTo = (bound: number) => seconds.filter((value) => value <= bound).length;
  return [
    ...buckets.map((bound) => `${name}_bucket{${labels},le="${bound}"} ${upTo(bound)}`),
    `${name}_bucket{${labels},le="+Inf"} ${seconds.length}`,
    `${name}_sum{${labels}} ${seconds.reduce((sum, value) => sum + value, 0)}`,
    `${name}_count{${labels}} ${seconds.length}`,
  ];
}
