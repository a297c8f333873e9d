import { describe, expect, it } from 'vitest';
import { assemble } from '../../../generator/fragments.ts';
import { difference } from '../../../generator/lock/difference.ts';

/** The parts are called first, second, third. */
function merge(path: string, ...contents: string[]): string {
  const names = ['first', 'second', 'third'];
  const fragments = contents.map((content, index) => ({ path, content, part: names[index] ?? '' }));
  return String(assemble(fragments).get(path)?.content);
}

const entry = (version: string, more: object = {}) => ({ version, integrity: `sha512-${version}`, ...more });

function packageLock(dependencies: object, packages: object): string {
  return `${JSON.stringify({ name: 'my-api', packages: { '': { name: 'my-api', dependencies }, ...packages } }, null, 2)}\n`;
}

describe('package-lock.json', () => {
  const base = packageLock({ b: '1' }, { 'node_modules/b': entry('1'), 'node_modules/c': entry('1', { dev: true }) });
  const whole = packageLock(
    { '@a/a': '2', b: '1' },
    { 'node_modules/@a/a': entry('2'), 'node_modules/b': entry('1'), 'node_modules/c': entry('1') },
  );
  const addition = difference('package-lock.json', base, whole) ?? '';

  it('is put together again from what was taken apart', () => {
    expect(Object.keys(JSON.parse(addition).packages)).toEqual(['', 'node_modules/@a/a', 'node_modules/c']);
    expect(merge('package-lock.json', base, addition)).toBe(whole);
  });

  it('takes what two targets agree on, and names those that contradict each other', () => {
    expect(merge('package-lock.json', base, addition, addition)).toBe(whole);
    const other = addition.replace('sha512-2', 'sha512-other');
    expect(() => merge('package-lock.json', base, addition, other)).toThrow(
      /second and third lock 'node_modules\/@a\/a' in package-lock\.json in different ways/,
    );
  });

  it('has no difference where there is none, and refuses one that takes a package away', () => {
    expect(difference('package-lock.json', base, base)).toBeUndefined();
    expect(() => difference('package-lock.json', whole, base)).toThrow(/takes node_modules\/@a\/a away/);
  });

  it('stays the bytes that it is without additions', () => {
    const content = Buffer.from(base);
    expect(assemble([{ path: 'package-lock.json', content, part: 'first' }]).get('package-lock.json')?.content).toBe(
      content,
    );
  });
});

describe('requirements.lock', () => {
  const base = 'b==1 \\\n    --hash=sha256:1\nd==1 ; sys_platform == "win32" \\\n    --hash=sha256:2\n';
  const whole =
    'a==1 \\\n    --hash=sha256:3\nb==1 \\\n    --hash=sha256:1\nc==1 ; x\nc==2 ; y\nd==1 \\\n    --hash=sha256:2\n';
  const addition = difference('requirements.lock', base, whole) ?? '';

  it('is put together again from what was taken apart', () => {
    expect(addition).not.toContain('b==1');
    expect(merge('requirements.lock', base, addition)).toBe(whole);
  });

  it('names the targets that contradict each other', () => {
    expect(() => merge('requirements.lock', base, addition, 'c==3\n')).toThrow(/second and third lock 'c'/);
  });
});

describe('pyproject.toml', () => {
  const base = `[project]
name = "my-api"
dependencies = [
    "flask>=3.1,<3.2",
    "pydantic>=2.14,<3",
    "pydantic-settings>=2.16,<3",
]

[tool.poe.tasks]
dev = { cmd = "flask" }

[tool.mypy]
files = ["app", "tests"]

[tool.ruff.lint.per-file-ignores]
"app/main.py" = ["PLR0915"] # a line for each router
"tests/*" = ["S101"]
`;

  it('gets items in their place, tasks at the end, and tables that it lacks', () => {
    const addition = `[project]
dependencies = [
    "functions-framework>=3,<4",
]

[tool.poe.tasks]
functions = { cmd = "functions-framework" }

[tool.mypy]
files = ["main.py"]

[tool.ruff.lint.per-file-ignores]
"main.py" = ["INP001"]

[tool.other]
strict = true
`;
    expect(merge('pyproject.toml', base, addition)).toBe(
      `${base
        .replace('    "pydantic>', '    "functions-framework>=3,<4",\n    "pydantic>')
        .replace('"flask" }\n', '"flask" }\nfunctions = { cmd = "functions-framework" }\n')
        .replace('"app", "tests"', '"app", "main.py", "tests"')
        .replace('"tests/*"', '"main.py" = ["INP001"]\n"tests/*"')}\n[tool.other]\nstrict = true\n`,
    );
  });

  it('refuses a second value for what has one', () => {
    expect(() => merge('pyproject.toml', base, '[project]\nname = "other"\n')).toThrow(
      /second\/pyproject\.toml: 'name' again/,
    );
  });
});

describe('.gitignore', () => {
  it('has a line once that two parts have', () => {
    expect(merge('.gitignore', 'dist/\n.env\n', 'build/\n', 'build/\nlambda.zip\n')).toBe(
      'dist/\n.env\nbuild/\nlambda.zip\n',
    );
  });
});
