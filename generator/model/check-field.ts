import type { DraftField, Given } from './draft.ts';
import { type FieldTypeRow, fieldTypeRows, isFieldType, meantType } from './field-types.ts';
import { camelCase } from './naming.ts';
import { isComplaint, type Problem } from './problem.ts';
import { commonSettings, type Setting, settingCheckers } from './settings.ts';
import { closest, didYouMean } from './suggest.ts';
import { type Field, type FieldType, fieldTypes } from './types.ts';

/** Any row: its rules are only ever given a field of its own type. */
type AnyRow = FieldTypeRow<never>;
type Values = Record<string, unknown>;

/** The field, or undefined after every problem in it has been added. Its name is checked with its neighbours'. */
export function checkField(draft: DraftField, problems: Problem[]): Field | undefined {
  const before = problems.length;
  const type = checkType(draft, problems);
  if (type === undefined) return undefined;
  const row = fieldTypeRows[type] as unknown as AnyRow;
  const values = checkSettings(draft, type, row, problems);
  const field = { name: camelCase(draft.name), type, ...values } as unknown as Field;
  if (problems.length === before) checkTogether(draft, field, row, problems);
  if (problems.length === before) return withDefault(draft, field, row, problems);
  return undefined;
}

function checkType({ settings, where, name }: DraftField, problems: Problem[]): FieldType | undefined {
  const given = settings.get('type');
  if (typeof given?.value === 'string' && isFieldType(given.value)) return given.value;
  if (given === undefined) {
    problems.push({ where, message: `${name} has no type.`, fix: `Give it one of ${fieldTypes.join(', ')}.` });
  } else {
    const word = String(given.value);
    problems.push({
      where: given.where,
      message: `${JSON.stringify(word)} is not a type of field.`,
      fix: didYouMean(word, fieldTypes, meantType(word) ?? closest(word, fieldTypes)),
    });
  }
  return undefined;
}

/** Each setting by itself; what isn't given takes its fallback. */
function checkSettings(draft: DraftField, type: FieldType, row: AnyRow, problems: Problem[]): Values {
  const allowed: Readonly<Record<string, Setting>> = { ...commonSettings, ...row.settings };
  const withoutRules = ['type', ...(row.default ? ['default'] : [])];
  for (const [name, { where, keyWhere }] of draft.settings) {
    if (Object.hasOwn(allowed, name) || withoutRules.includes(name)) continue;
    const fix = name === 'default' ? 'Remove it.' : didYouMean(name, [...Object.keys(allowed), ...withoutRules]);
    problems.push({
      where: keyWhere ?? where,
      message: `A field of type ${type} has no ${JSON.stringify(name)}.`,
      fix,
    });
  }
  const values: Values = {};
  for (const [name, setting] of Object.entries(allowed)) {
    const value = checkSetting(draft, type, name, setting, problems);
    if (value !== undefined) values[name] = value;
  }
  return values;
}

function checkSetting(
  draft: DraftField,
  type: FieldType,
  name: string,
  setting: Setting,
  problems: Problem[],
): unknown {
  const given = draft.settings.get(name);
  if (given === undefined) {
    if (setting.required === undefined) return setting.fallback;
    problems.push({
      where: draft.where,
      message: `A field of type ${type} needs its ${name}.`,
      fix: `Write ${setting.required}.`,
    });
    return undefined;
  }
  const complaint = settingCheckers[setting.kind](given.value, setting);
  if (complaint) problems.push({ where: given.where, message: `${name} ${complaint.message}.`, fix: complaint.fix });
  return tidy(given.value, name, setting);
}

function tidy(value: unknown, name: string, setting: Setting): unknown {
  // -0 would not survive JSON.
  if (typeof value === 'number') return value + 0;
  if (typeof value !== 'string') return value;
  if (setting.kind === 'resource') return camelCase(value);
  return name === 'description' ? value.trim() || undefined : value;
}

/** What several settings say together. */
function checkTogether(draft: DraftField, field: Field, row: AnyRow, problems: Problem[]): void {
  const whereOf = (setting: string): string => draft.settings.get(setting)?.where ?? draft.where;
  for (const { setting, message, fix } of row.verify?.(field as never) ?? []) {
    problems.push({ where: whereOf(setting), message: sentence(message), fix });
  }
  if (field.unique && row.neverUnique) {
    problems.push({
      where: whereOf('unique'),
      message: `A ${field.type} can't be unique: ${row.neverUnique}.`,
      fix: 'Remove unique.',
    });
  }
}

function withDefault(draft: DraftField, field: Field, row: AnyRow, problems: Problem[]): Field | undefined {
  const given: Given | undefined = draft.settings.get('default');
  if (given === undefined || row.default === undefined) return field;
  const checked = row.default.rule(given.value, field as never);
  if (!isComplaint(checked)) return { ...field, default: checked.value } as Field;
  problems.push({ where: given.where, message: sentence(checked.message), fix: checked.fix });
  return undefined;
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
