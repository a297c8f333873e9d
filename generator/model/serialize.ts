import { commonSettings } from './settings.ts';
import type { Field, Model, Resource } from './types.ts';

/** The plain object that stands for a model in `twinstack.json`; `parseFileValue` gives the model back. */
export interface SerializedModel {
  readonly resources: Readonly<Record<string, object>>;
}

/** Everything is written out, so that other defaults in a later version change nothing. */
export const serializeModel = ({ resources }: Model): SerializedModel => ({
  resources: Object.fromEntries(resources.map((resource) => [resource.name, serializeResource(resource)])),
});

const serializeResource = ({ plural, description, fields }: Resource): object => ({
  plural,
  ...(description !== undefined && { description }),
  fields: Object.fromEntries(fields.map((field) => [field.name, serializeField(field)])),
});

/** The type first, then its own settings, then what every type has, where it says something. */
function serializeField({ name: _, type, ...settings }: Field): object {
  const entries = Object.entries(settings);
  const common = entries.filter(([key, value]) => Object.hasOwn(commonSettings, key) && value !== false);
  return {
    type,
    ...Object.fromEntries(entries.filter(([key]) => !Object.hasOwn(commonSettings, key))),
    ...Object.fromEntries(common),
  };
}
