import { parseFileValue } from '../../../generator/model/recorded.ts';
import type { Model } from '../../../generator/model/types.ts';
import { modelOf } from './results.ts';

/** Every type of field with every setting, names that invite mistakes, and defaults at the edges. */
export const oddModel = (): Model =>
  modelOf(
    parseFileValue(
      {
        resources: {
          sheep: {
            description:
              'Its plural is itself. "Quotes", back\\slashes, `ticks`, */ and """.\n\nA second paragraph: ünïcödé 😀.',
            fields: {
              class: { type: 'string', minLength: 0, maxLength: 1, default: '' },
              limit: { type: 'integer' },
              sort: {
                type: 'enum',
                values: ['asc', 'DESC', 'null', 'it\'s "odd"', '😀'],
                default: '😀',
                optional: true,
              },
              cursor: { type: 'boolean', optional: true, default: false },
              version: { type: 'integer', min: -9007199254740991, max: 9007199254740991, default: 0 },
              code: {
                type: 'string',
                minLength: 6,
                maxLength: 6,
                pattern: '^(?:[A-Z]{2}|x)[^\\w/]\\d{3}$',
                unique: true,
                optional: true,
              },
              unlikely: { type: 'string', minLength: 40, maxLength: 40, pattern: '^(a|bb)+$' },
              notes: { type: 'text', maxLength: 1, optional: true, default: '' },
              dueURL: { type: 'uuid', unique: true, optional: true },
              tiny: { type: 'decimal', precision: 2, scale: 2, default: '-0.5' },
              whole: { type: 'decimal', precision: 15, scale: 0, optional: true },
              ratio: { type: 'number', min: -1e300, optional: true, default: 5e-324 },
              share: { type: 'number', max: 0 },
              first: { type: 'date', default: '0001-01-01' },
              last: { type: 'datetime', default: '9999-12-31T23:59:59.9999Z' },
              parent: { type: 'ref', resource: 'sheep', optional: true },
              guard: { type: 'ref', resource: 'sheepDog', unique: true, description: 'Who looks after it.' },
            },
          },
          'sheep-dog': { plural: 'dogsOfSheep', fields: { operation: { type: 'text' } } },
          operation: { fields: { x: { type: 'date', optional: true } } },
        },
      },
      'odd.json',
    ),
  );
