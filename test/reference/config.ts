/** docs/contract.md §7: every variable, its default, and what it may be. */
const variables = {
  APP_ENV: { preset: 'development', ...oneOf('development', 'test', 'production') },
  HOST: { preset: '127.0.0.1', expected: 'an address', accepts: (text: string) => text !== '' },
  PORT: { preset: '8080', ...integerUpTo(65_535) },
  LOG_LEVEL: { preset: 'info', ...oneOf('debug', 'info', 'warn', 'error') },
  LOG_FORMAT: { preset: 'json', ...oneOf('json', 'pretty') },
  DATABASE_URL: {
    preset: 'sqlite:///./data/app.db',
    expected: 'a URL such as sqlite:///./data/app.db',
    accepts: (text: string) => /^(?:sqlite::memory:|sqlite:\/\/\/.+|postgres(?:ql)?:\/\/.+)$/.test(text),
  },
  MIGRATE_ON_START: { preset: 'true', ...oneOf('true', 'false') },
  SHUTDOWN_TIMEOUT_MS: { preset: '10000', ...integerUpTo(2 ** 31 - 1) },
  CORS_ORIGINS: {
    preset: '',
    expected: 'origins such as https://app.example.com, comma-separated',
    accepts: (text: string) =>
      originsIn(text).every((origin) => URL.canParse(origin) && new URL(origin).origin === origin),
  },
  DOCS_ENABLED: { preset: 'true', ...oneOf('true', 'false') },
  METRICS_ENABLED: { preset: 'true', ...oneOf('true', 'false') },
};

export type Configuration = Readonly<Record<keyof typeof variables, string>>;

/** Names every bad variable, without its value: it may be a secret. */
export class ConfigurationError extends Error {}

export function readConfiguration(env: Readonly<Record<string, string | undefined>>): Configuration {
  const known = Object.entries(variables);
  const bad = known.filter(([name, { preset, accepts }]) => !accepts(env[name] ?? preset));
  if (bad.length > 0) {
    throw new ConfigurationError(bad.map(([name, { expected }]) => `${name} must be ${expected}.`).join('\n'));
  }
  return Object.fromEntries(known.map(([name, { preset }]) => [name, env[name] ?? preset])) as Configuration;
}

export function originsIn(list: string): readonly string[] {
  return list
    .split(',')
    .map((origin) => origin.trim())
    .filter((origin) => origin !== '');
}

function oneOf(...words: readonly string[]) {
  return {
    expected: words.join(', ').replace(/, ([^,]*)$/, ' or $1'),
    accepts: (text: string) => words.includes(text),
  };
}

function integerUpTo(most: number) {
  return {
    expected: `an integer from 0 to ${most}`,
    accepts: (text: string) => /^[0-9]{1,10}$/.test(text) && Number(text) <= most,
  };
}
