/** What a service must have, written by hand from the documentation and not from the templates. */
export const everyService = [
  '.editorconfig',
  '.env.example',
  '.gitattributes',
  '.gitignore',
  'README.md',
  'openapi.json',
  'twinstack.json',
];

export const byLanguage: Readonly<Record<string, readonly string[]>> = {
  node: ['package.json', 'package-lock.json', 'tsconfig.json', 'biome.json', 'scripts/audit.mjs'],
  python: ['pyproject.toml', 'requirements.lock', 'requirements-dev.lock', 'scripts/audit.py'],
};

/** In every service. */
export const byTarget: Readonly<Record<string, readonly string[]>> = {
  'aws-lambda': ['template.yaml'],
  'azure-functions': ['host.json'],
  compose: [],
  docker: ['Dockerfile', '.dockerignore'],
  'google-functions': ['service.yaml'],
  kubernetes: [
    'kubernetes/base/deployment.yaml',
    'kubernetes/base/kustomization.yaml',
    'kubernetes/base/migration.yaml',
    'kubernetes/base/service.yaml',
    'kubernetes/overlays/production/horizontal-pod-autoscaler.yaml',
    'kubernetes/overlays/production/ingress.yaml',
    'kubernetes/overlays/production/kustomization.yaml',
    'kubernetes/overlays/production/pod-disruption-budget.yaml',
    'kubernetes/overlays/production/topology-spread.yaml',
  ],
};

/** At the root of a project. */
export const rootByTarget: Readonly<Record<string, readonly string[]>> = {
  'aws-lambda': [],
  'azure-functions': [],
  compose: ['compose.yaml'],
  docker: [],
  'google-functions': [],
  kubernetes: [],
};

/** At the root of a project, and nowhere else: GitHub reads them only there. */
export const projectRoot = ['.github/dependabot.yml', '.github/workflows/ci.yml'];

export const workspaceRoot = ['.gitignore', 'README.md', 'twinstack.json'];

/** The variables of docs/contract.md §7; `.env.example` names every one of them. */
export const variables = [
  'APP_ENV',
  'HOST',
  'PORT',
  'LOG_LEVEL',
  'LOG_FORMAT',
  'DATABASE_URL',
  'MIGRATE_ON_START',
  'SHUTDOWN_TIMEOUT_MS',
  'CORS_ORIGINS',
  'DOCS_ENABLED',
  'METRICS_ENABLED',
];

/** What CI runs of every service. */
export const tasksOfCi = ['lint', 'typecheck', 'build', 'test', 'audit'];

/** Jobs of CI beside one for each language. */
export const jobsByTarget: Readonly<Record<string, readonly string[]>> = {
  docker: ['image'],
};

/** The tasks that a README shows, the same words in every language. */
export const tasks = ['dev', 'start', 'build', 'test', 'lint', 'format', 'typecheck', 'migrate', 'audit', 'sbom'];
