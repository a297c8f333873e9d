/** One line of the Prometheus text format. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const line = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)(?: \d+)?$/;
const label = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)",?/g;

/** Comments are left out. Returns the text of the first line that isn't in the format where there is one. */
export function parseMetrics(text: string): { readonly samples: readonly Sample[]; readonly bad?: string } {
  const samples: Sample[] = [];
  for (const one of text.split('\n').filter((candidate) => candidate !== '' && !candidate.startsWith('#'))) {
    const [, name, labels = '', value = ''] = line.exec(one) ?? [];
    if (name === undefined) return { samples, bad: one };
    const pairs = Array.from(labels.matchAll(label), ([, key = '', quoted = '']) => [
      key,
      quoted.replace(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped)),
    ]);
    samples.push({
      name,
      labels: Object.fromEntries(pairs),
      value: value === '+Inf' ? Number.POSITIVE_INFINITY : Number(value),
    });
  }
  return { samples };
}

/** The sum of the samples that have these labels, whatever others they have. */
export function total(samples: readonly Sample[], name: string, labels: Readonly<Record<string, string>>): number {
  return samples
    .filter(
      (sample) => sample.name === name && Object.entries(labels).every(([key, value]) => sample.labels[key] === value),
    )
    .reduce((sum, { value }) => sum + value, 0);
}
