import { checkField } from './check-field.ts';
import type { Draft, DraftField, DraftResource } from './draft.ts';
import { checkIndexNames } from './index-names.ts';
import { fieldNameComplaint, nameKey, pluralComplaint, resourceNameComplaint } from './names.ts';
import { camelCase, nounOf, pluralName } from './naming.ts';
import { looksPlural, singularWord } from './plural.ts';
import type { Parsed, Problem } from './problem.ts';
import { checkCycles, checkTargets } from './references.ts';
import { longestDescription, type Setting, settingCheckers } from './settings.ts';
import type { Field, Resource } from './types.ts';

export const mostResources = 500;
export const mostFields = 200;

/** The model, or all problems at once: `earlier` ones, from reading the syntax, first. */
export function check(draft: Draft, earlier: readonly Problem[] = []): Parsed {
  const problems = [...earlier];
  checkCount(draft, problems);
  const places = new Map<Resource, string>();
  for (const one of draft.resources) places.set(checkResource(one, problems), one.where);
  checkNamesOfResources(draft, problems);
  checkTargets(draft, problems);
  const resources = [...places.keys()];
  const whereOf = (resource: Resource) => places.get(resource) ?? draft.where;
  checkCycles(resources, whereOf, problems);
  if (problems.length === 0) checkIndexNames(resources, whereOf, problems);
  return problems.length === 0 ? { model: { resources } } : { problems };
}

function checkCount({ resources, where }: Draft, problems: Problem[]): void {
  if (resources.length === 0 && problems.length === 0) {
    problems.push({
      where,
      message: 'There is no resource.',
      fix: "Describe one, like --resource 'task title:string done:boolean=false'.",
    });
  }
  if (resources.length > mostResources) {
    problems.push({ where, message: `There are ${resources.length} resources.`, fix: `Use at most ${mostResources}.` });
  }
}

/** What can be made of a resource; of use only when no problem was added. */
function checkResource(draft: DraftResource, problems: Problem[]): Resource {
  const { where } = draft;
  if (draft.fields.length === 0 && !draft.incomplete) {
    problems.push({
      where,
      message: `${draft.name} has no fields.`,
      fix: `Give it one, like ${draft.name} title:string.`,
    });
  }
  if (draft.fields.length > mostFields) {
    problems.push({
      where,
      message: `${draft.name} has ${draft.fields.length} fields.`,
      fix: `Use at most ${mostFields}.`,
    });
  }
  const description = checkDescription(draft, problems);
  checkNamesOfFields(draft.fields, problems);
  const fields = draft.fields
    .map((field) => checkField(field, problems))
    .filter((field): field is Field => field !== undefined);
  return { name: camelCase(draft.name), plural: pluralOf(draft), ...(description && { description }), fields };
}

function checkDescription({ description }: DraftResource, problems: Problem[]): string | undefined {
  if (description === undefined) return undefined;
  const rule: Setting = { kind: 'text', most: longestDescription, description: '' };
  const complaint = settingCheckers.text(description.value, rule);
  if (complaint)
    problems.push({ where: description.where, message: `description ${complaint.message}.`, fix: complaint.fix });
  return String(description.value).trim() || undefined;
}

const pluralOf = ({ name, plural }: DraftResource): string =>
  plural === undefined ? pluralName(camelCase(name)) : camelCase(String(plural.value));

function checkNamesOfFields(fields: readonly DraftField[], problems: Problem[]): void {
  const taken = new Map<string, DraftField>();
  for (const field of fields) {
    const complaint = fieldNameComplaint(field.name);
    const other = taken.get(nameKey(field.name));
    if (complaint) problems.push({ where: field.where, ...complaint });
    else if (other) problems.push({ where: field.where, ...collision(field.name, other.name) });
    else taken.set(nameKey(field.name), field);
  }
}

function checkNamesOfResources({ resources }: Draft, problems: Problem[]): void {
  const owners = new Map<string, DraftResource>();
  for (const resource of resources) {
    const { where, plural } = resource;
    const complaint = resourceNameComplaint(resource.name) ?? singularComplaint(resource);
    const aboutPlural = complaint ? undefined : pluralComplaint(String(plural?.value ?? pluralOf(resource)));
    if (complaint) problems.push({ where, ...complaint });
    if (aboutPlural) problems.push({ where: plural?.where ?? where, ...aboutPlural });
    if (complaint || aboutPlural) continue;
    const names = claimedNames(resource);
    const clash = names.find((name) => owners.has(nameKey(name)));
    const owner = clash === undefined ? undefined : owners.get(nameKey(clash));
    if (clash !== undefined && owner) problems.push({ where, ...claimed(clash, resource, owner) });
    for (const name of names) owners.set(nameKey(name), resource);
  }
}

/** The names that a resource takes: of its class, its table and path, and its schemas. */
function claimedNames(resource: DraftResource): string[] {
  const name = camelCase(resource.name);
  return [...new Set([name, pluralOf(resource), `${name}Create`, `${name}Update`, `${name}List`])];
}

function singularComplaint({ name, plural }: DraftResource): { message: string; fix: string } | undefined {
  const noun = nounOf(name);
  if (plural !== undefined || !looksPlural(noun)) return undefined;
  const singular = name.slice(0, name.length - noun.length) + singularWord(noun);
  return {
    message: `${name} looks like a plural; a resource is named in the singular.`,
    fix: `Write ${singular}, or say both: ${name}/${name}.`,
  };
}

function collision(name: string, other: string): { message: string; fix: string } {
  const message =
    name === other ? `${name} is there twice.` : `${name} and ${other} are the same name where case doesn't count.`;
  return { message, fix: 'Remove or rename one of them.' };
}

function claimed(clash: string, resource: DraftResource, owner: DraftResource): { message: string; fix: string } {
  if (nameKey(resource.name) === nameKey(owner.name)) return collision(resource.name, owner.name);
  return {
    message: `${resource.name} and ${owner.name} would both use the name ${clash}.`,
    fix: 'Rename one of them, or give its plural by hand: person/people.',
  };
}
