import { check } from './check.ts';
import type { Draft, DraftField, DraftResource, Given } from './draft.ts';
import { type Entry, type Located, plainValue } from './located.ts';
import type { Parsed, Problem } from './problem.ts';
import { didYouMean } from './suggest.ts';

/** The keys of the file above its fields; those of a field depend on its type. */
const topKeys = ['resources', '$schema'];
const resourceKeys = ['plural', 'description', 'fields'];

/** Reads the structure of the file form, which docs/model.md describes, and checks what it says. */
export function parseOutline(document: Located, earlier: readonly Problem[] = []): Parsed {
  const reader = new OutlineReader([...earlier]);
  return check(reader.draft(document), reader.problems);
}

class OutlineReader {
  constructor(readonly problems: Problem[]) {}

  draft(document: Located): Draft {
    const { where } = document;
    const top = this.entries(document, 'The file', 'Begin it with "resources:".');
    this.refuseOthers(top, topKeys, 'The file');
    const resources = top.find(({ key }) => key === 'resources');
    if (!resources) {
      if (top.length > 0 || this.problems.length === 0)
        this.add(where, 'The file has no "resources".', 'Begin it with "resources:".');
      return { where, resources: [] };
    }
    const entries = this.entries(resources.value, '"resources"', 'Give each resource a key: "task:".');
    return { where: resources.where, resources: entries.map((entry) => this.resource(entry)) };
  }

  private resource({ key: name, where, value }: Entry): DraftResource {
    const before = this.problems.length;
    const entries = this.entries(value, name, `Give ${name} its "fields".`);
    this.refuseOthers(entries, resourceKeys, name);
    const fieldsEntry = entries.find(({ key }) => key === 'fields');
    const fields = fieldsEntry
      ? this.entries(fieldsEntry.value, `"fields" of ${name}`, 'Give each field a key: "title: { type: string }".')
      : [];
    const given = new Map(entries.map((entry) => [entry.key, this.given(entry)]));
    const [plural, description] = [given.get('plural'), given.get('description')];
    const draftFields = fields.flatMap((entry) => this.field(entry) ?? []);
    return {
      where,
      name,
      ...(plural && { plural }),
      ...(description && { description }),
      fields: draftFields,
      incomplete: this.problems.length > before,
    };
  }

  private field({ key: name, where, value }: Entry): DraftField | undefined {
    const entries = this.entries(value, name, `Write ${name}: { type: string }.`);
    if (value.kind !== 'map') return undefined;
    const settings = entries.filter((entry) => entry.value.kind !== 'refused');
    return { where, name, settings: new Map(settings.map((entry) => [entry.key, this.given(entry)])) };
  }

  private given({ value, where }: Entry): Given {
    return { where: value.where, value: plainValue(value), keyWhere: where };
  }

  private entries(located: Located, what: string, fix: string): readonly Entry[] {
    if (located.kind === 'map') return located.entries;
    if (located.kind !== 'refused') this.add(located.where, `${what} must be keys with values.`, fix);
    return [];
  }

  private refuseOthers(entries: readonly Entry[], known: readonly string[], what: string): void {
    for (const { key, where } of entries) {
      if (!known.includes(key)) this.add(where, `${what} has no ${JSON.stringify(key)}.`, didYouMean(key, known));
    }
  }

  private add(where: string, message: string, fix: string): void {
    this.problems.push({ where, message, fix });
  }
}
