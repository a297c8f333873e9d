import type { Field, FieldOf } from '../../model/types.ts';

export const isRef = (field: Field): field is FieldOf<'ref'> => field.type === 'ref';
export const isOptionalRef = (field: Field): field is FieldOf<'ref'> => isRef(field) && field.optional;
export const isRequiredRef = (field: Field): field is FieldOf<'ref'> => isRef(field) && !field.optional;
export const isUnique = (field: Field): field is Field => field.unique;
export const isOptional = (field: Field): field is Field => field.optional;
export const isNotOptional = (field: Field): field is Field => !field.optional;

export const defaultOf = (field: Field) => ('default' in field ? field.default : undefined);
export const hasDefault = (field: Field): field is Field => defaultOf(field) !== undefined;
/** Neither optional nor defaulted. */
export const isRequired = (field: Field): field is Field => !field.optional && !hasDefault(field);

/** A string that takes any text of so many code points. */
export const isFreeText =
  (length: number) =>
  (field: Field): field is FieldOf<'string'> =>
    field.type === 'string' && field.pattern === undefined && field.maxLength >= length;

/** The fields that the service writes itself. */
export const managed = ['id', 'createdAt', 'updatedAt'] as const;
