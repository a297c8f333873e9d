import { pluralWord } from './plural.ts';

/**
 * The words of a camelCase, kebab-case or PascalCase name. A run of capitals is one word (`dueURL` → due, URL), and digits
 * belong to the word before them (`isbn13Code` → isbn13, Code).
 */
function words(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .split('-')
    .filter((word) => word !== '');
}

const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** `order-item` → `orderItem`; a camelCase name stays as it is. */
export function camelCase(name: string): string {
  const [first = '', ...rest] = name.split('-');
  return first + rest.map(capitalised).join('');
}

/** `orderItem` → `OrderItem`, `dueURL` → `DueURL`. */
export const pascalCase = (name: string): string => capitalised(camelCase(name));

/** `orderItem` → `order_item`, `dueURL` → `due_url`. */
export const snakeCase = (name: string): string => words(name).join('_').toLowerCase();

/** PostgreSQL cuts longer names off; some tools refuse them instead. */
const longestSqlName = 63;

/** The name of a constraint or index, as databases keep it: `sqlName('tasks', 'title', 'idx')` is `tasks_title_idx`. */
export const sqlName = (...parts: readonly string[]): string => parts.join('_').slice(0, longestSqlName);

/** `orderItem` → `order-item`, `dueURL` → `due-url`. */
export const kebabCase = (name: string): string => words(name).join('-').toLowerCase();

/** `orderItem` → `Order item`, `dueURL` → `Due URL`. */
export const titleCase = (name: string): string => titleOf(words(name));

const titleOf = (parts: readonly string[]): string =>
  capitalised(parts.map((word) => (/^[A-Z][A-Z0-9]+$/.test(word) ? word : word.toLowerCase())).join(' '));

/** Every form of a camelCase name. */
export function nameForms(camel: string) {
  const parts = words(camel);
  const snake = parts.join('_').toLowerCase();
  const title = titleOf(parts);
  return {
    camel,
    pascal: capitalised(camel),
    snake,
    kebab: snake.replaceAll('_', '-'),
    title,
    lower: title.toLowerCase(),
  };
}

/** The plural of a camelCase name: of its last word, whose capital letter stays (`salesPerson` → `salesPeople`). */
export function pluralName(name: string): string {
  const last = words(name).at(-1) ?? '';
  const plural = pluralWord(last.toLowerCase());
  const kept = sharedStart(last.toLowerCase(), plural);
  return name.slice(0, name.length - last.length) + last.slice(0, kept) + plural.slice(kept);
}

function sharedStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

/** The last word, in lower case: the one that is singular or plural. */
export const nounOf = (name: string): string => (words(name).at(-1) ?? '').toLowerCase();

/** Whether a word is a name in camelCase or kebab-case. */
export const looksLikeName = (word: string): boolean => /^[a-z][a-zA-Z0-9]*$|^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(word);
