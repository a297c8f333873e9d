import { fieldTypeRows } from './field-types.ts';
import { type FieldType, fieldTypes } from './types.ts';

/** What `twinstack list` says about the types of fields. */
export const fieldTypeList: readonly { readonly type: FieldType; readonly example: string; readonly what: string }[] =
  fieldTypes.map((type) => ({ type, example: fieldTypeRows[type].example, what: fieldTypeRows[type].summary }));
