import { numberOrText, type Words } from './arguments.ts';
import { check } from './check.ts';
import type { DraftField, DraftResource, Given } from './draft.ts';
import { fieldTypeRows, isFieldType } from './field-types.ts';
import { isComplaint, type Parsed, type Problem } from './problem.ts';
import { Scanner, SyntaxProblem } from './scanner.ts';

const example = "--resource 'task title:string(1..200) done:boolean=false'";

/**
 * Reads the values of `--resource`, one resource each: `task title:string(1..200) dueOn:date?`. The syntax is in
 * docs/model.md.
 */
export function parseInline(resources: readonly string[]): Parsed {
  const problems: Problem[] = [];
  const drafts = resources.flatMap((text, index) => readResource(text, `--resource ${index + 1}`, problems) ?? []);
  return check({ where: '--resource', resources: drafts }, problems);
}

function readResource(text: string, where: string, problems: Problem[]): DraftResource | undefined {
  const scanner = new Scanner(text);
  scanner.skipSpaces();
  const [name = '', plural, ...more] = scanner.takeWhile(/[^\s:(=,]/).split('/');
  const separated = scanner.atEnd || /\s/.test(scanner.peek());
  if (name === '' || !separated || more.length > 0) {
    const fix =
      separated || name === ''
        ? `Write it like ${example}.`
        : 'The first word is the name of the resource; its fields follow after a space.';
    problems.push({ where, message: `${JSON.stringify(text)} doesn't begin with the name of a resource.`, fix });
    return undefined;
  }
  const before = problems.length;
  const fields = readFields(scanner, where, problems);
  return {
    where,
    name,
    ...(plural !== undefined && { plural: { where, value: plural } }),
    fields,
    incomplete: problems.length > before,
  };
}

/** After a piece that can't be read, reading goes on at the next space. */
function readFields(scanner: Scanner, where: string, problems: Problem[]): DraftField[] {
  const fields: DraftField[] = [];
  for (scanner.skipSpaces(); !scanner.atEnd; scanner.skipSpaces()) {
    const name = scanner.takeWhile(/[^\s:(=?]/);
    const at = name === '' ? `${where}, column ${scanner.column}` : `${where}, field ${name}`;
    try {
      fields.push(readField(scanner, name, at));
    } catch (error) {
      if (!(error instanceof SyntaxProblem)) throw error;
      problems.push({ where: at, message: error.message, fix: error.fix });
      scanner.takeWhile(/\S/);
    }
  }
  return fields;
}

function readField(scanner: Scanner, name: string, where: string): DraftField {
  if (name === '' || !scanner.take(':')) throw untyped(scanner, name);
  scanner.skipSpaces();
  const type = scanner.takeWhile(/[A-Za-z0-9_-]/);
  if (type === '') throw new SyntaxProblem(`${name} has no type.`, `Write ${name}:string.`);
  const settings = new Map<string, Given>([['type', { where, value: type }]]);
  const add = (setting: string, value: unknown): void => {
    if (settings.has(setting)) throw new SyntaxProblem(`${name} has two of ${setting}.`, 'Keep one.');
    settings.set(setting, { where, value });
  };
  const words = scanner.peek() === '(' ? scanner.parentheses() : [];
  for (const [setting, value] of Object.entries(argumentsOf(type, words))) add(setting, value);
  if (scanner.peek() === '/') add('pattern', scanner.pattern());
  while (!scanner.atEnd && !/\s/.test(scanner.peek())) readModifier(scanner, type, add);
  return { where, name, settings };
}

function untyped(scanner: Scanner, name: string): SyntaxProblem {
  if (name === 'unique' || name === 'optional') {
    return new SyntaxProblem(`"${name}" stands by itself.`, `Write it at its field, as in code:string:${name}.`);
  }
  if (name === '') return new SyntaxProblem(`${JSON.stringify(scanner.rest)} is not a field.`, 'Write name:type.');
  return new SyntaxProblem(`${name} has no type.`, `Write ${name.replace(/[^\w-].*$/, '')}:string.`);
}

function argumentsOf(type: string, words: Words): Readonly<Record<string, unknown>> {
  // An unknown type is reported with everything else that the checks find.
  if (!isFieldType(type)) return {};
  const settings = fieldTypeRows[type].parentheses(words);
  if (!isComplaint(settings)) return settings as Readonly<Record<string, unknown>>;
  throw new SyntaxProblem(`${type} ${settings.message}.`, settings.fix);
}

const truths: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
]);

/** Text that stands for something else in a default, by the JSON type of the field's defaults. */
const defaultReaders = {
  string: (text: string) => text,
  number: numberOrText,
  integer: numberOrText,
  boolean: (text: string) => truths.get(text) ?? text,
};

const modifiers: readonly (readonly [string, string])[] = [
  ['?', 'optional'],
  [':optional', 'optional'],
  [':unique', 'unique'],
];

function readModifier(scanner: Scanner, type: string, add: (setting: string, value: unknown) => void): void {
  const modifier = modifiers.find(([written]) => scanner.take(written));
  if (modifier) {
    add(modifier[1], true);
  } else if (scanner.take('=')) {
    const text = scanner.defaultValue();
    const json = isFieldType(type) ? fieldTypeRows[type].default?.json : undefined;
    add('default', defaultReaders[json ?? 'string'](text));
  } else {
    throw new SyntaxProblem(
      `${JSON.stringify(scanner.takeWhile(/\S/))} is not something that can follow the type.`,
      'A type is followed by /pattern/, ?, :unique or =value, without spaces; fields are separated by spaces.',
    );
  }
}
