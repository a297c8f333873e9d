/** A piece of an OpenAPI document. The order of its keys is the order in the document. */
export interface Json {
  readonly [key: string]: unknown;
}

export const reference = (section: string, name: string): Json => ({ $ref: `#/components/${section}/${name}` });

export const jsonContent = (schema: Json, more: Json = {}): Json => ({ 'application/json': { schema, ...more } });
