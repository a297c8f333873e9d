import type { Resource } from '../../../model/types.ts';
import { type Context, collectionPath } from '../../context.ts';
import { expectInvalid, expectProblem } from '../../expect.ts';
import { jsonText } from '../../json.ts';
import { type ProblemType, pointerTo } from '../../problems.ts';
import type { Check } from '../../types.ts';
import { onFields, onFirst, onResources } from '../define.ts';
import { isRef, isRequiredRef, isUnique } from '../fields.ts';
import { itemPath, mebibyte, unknownName } from '../paths.ts';
import { large, type Provoke, text } from './provocations.ts';

/** Which of two problems a request is answered with that deserves both. */
interface Precedence {
  readonly id: `errors.${string}`;
  readonly rule: string;
  readonly type: ProblemType;
  readonly provoke: Provoke;
}

const first = ({ id, rule, type, provoke }: Precedence): Check =>
  onFirst({
    id,
    rule: `§4 ${rule}`,
    run: async (context, resource) => void expectProblem(await provoke(context, resource), type),
  });

const missing = (context: Context, resource: Resource): string => itemPath(resource, context.unusedId());

const unknownField = jsonText({ [unknownName]: 1 });

const stale = { 'If-Match': '"99"' };

const precedences: readonly Check[] = [
  first({
    id: 'errors.path-before-method',
    rule: 'an unknown path comes before the method',
    type: 'not-found',
    provoke: ({ http }) => http.send({ method: 'PUT', path: '/v1/zz-no-such-resource' }),
  }),
  first({
    id: 'errors.path-before-media-type',
    rule: 'an unknown path comes before the media type',
    type: 'not-found',
    provoke: ({ http }) => http.post('/v1/zz-no-such-resource', '{', text),
  }),
  first({
    id: 'errors.path-before-size',
    rule: 'an unknown path comes before the size',
    type: 'not-found',
    provoke: ({ http }) => http.post('/v1/zz-no-such-resource', large),
  }),
  first({
    id: 'errors.method-before-media-type',
    rule: 'the method comes before the media type',
    type: 'method-not-allowed',
    provoke: ({ http }, resource) =>
      http.send({ method: 'PUT', path: collectionPath(resource), headers: text, body: '{' }),
  }),
  first({
    id: 'errors.method-before-size',
    rule: 'the method comes before the size',
    type: 'method-not-allowed',
    provoke: (context, resource) =>
      context.http.send({
        method: 'PUT',
        path: missing(context, resource),
        headers: { 'Content-Type': 'application/json' },
        body: large,
      }),
  }),
  first({
    id: 'errors.method-before-existence',
    rule: 'the method comes before the existence of the row',
    type: 'method-not-allowed',
    provoke: (context, resource) => context.http.post(missing(context, resource), '{}'),
  }),
  first({
    id: 'errors.media-type-before-size',
    rule: 'the media type comes before the size',
    type: 'unsupported-media-type',
    provoke: ({ http }, resource) => http.post(collectionPath(resource), large, text),
  }),
  first({
    id: 'errors.media-type-before-size-chunked',
    rule: 'the media type comes before the size, in chunks too',
    type: 'unsupported-media-type',
    provoke: ({ http }, resource) =>
      http.send({ method: 'POST', path: collectionPath(resource), headers: text, body: large, chunked: true }),
  }),
  first({
    id: 'errors.media-type-before-syntax',
    rule: 'the media type comes before the syntax',
    type: 'unsupported-media-type',
    provoke: ({ http }, resource) => http.post(collectionPath(resource), '{', text),
  }),
  first({
    id: 'errors.media-type-before-existence',
    rule: 'the media type comes before the existence of the row',
    type: 'unsupported-media-type',
    provoke: (context, resource) => context.http.patch(missing(context, resource), '{}', text),
  }),
  first({
    id: 'errors.size-before-syntax',
    rule: 'the size comes before the syntax',
    type: 'payload-too-large',
    provoke: ({ http }, resource) => http.post(collectionPath(resource), '{'.repeat(mebibyte + 1)),
  }),
  first({
    id: 'errors.size-before-existence',
    rule: 'the size comes before the existence of the row',
    type: 'payload-too-large',
    provoke: (context, resource) => context.http.patch(missing(context, resource), large),
  }),
  first({
    id: 'errors.syntax-before-schema',
    rule: 'the syntax comes before the schema',
    type: 'malformed-request',
    provoke: ({ http }, resource) => http.post(collectionPath(resource), unknownField.slice(0, -1)),
  }),
  first({
    id: 'errors.syntax-before-existence',
    rule: 'the syntax comes before the existence of the row',
    type: 'malformed-request',
    provoke: (context, resource) => context.http.patch(missing(context, resource), '{'),
  }),
  first({
    id: 'errors.syntax-before-precondition',
    rule: 'the syntax comes before the precondition',
    type: 'malformed-request',
    provoke: async (context, resource) => context.http.patch((await context.create(resource)).path, '{', stale),
  }),
  first({
    id: 'errors.schema-before-existence',
    rule: 'the schema comes before the existence of the row',
    type: 'validation-error',
    provoke: (context, resource) => context.http.patch(missing(context, resource), unknownField),
  }),
  first({
    id: 'errors.schema-before-malformed-id',
    rule: 'a malformed id is an id that doesn’t exist: the schema comes before it',
    type: 'validation-error',
    provoke: ({ http }, resource) => http.patch(itemPath(resource, 'x'), unknownField),
  }),
  first({
    id: 'errors.schema-before-precondition',
    rule: 'the schema comes before the precondition',
    type: 'validation-error',
    provoke: async (context, resource) =>
      context.http.patch((await context.create(resource)).path, unknownField, stale),
  }),
  first({
    id: 'errors.existence-before-precondition',
    rule: 'the existence of the row comes before the precondition: PATCH',
    type: 'not-found',
    provoke: (context, resource) => context.http.patch(missing(context, resource), '{}', stale),
  }),
  first({
    id: 'errors.existence-before-precondition-star',
    rule: 'the existence of the row comes before If-Match: *',
    type: 'not-found',
    provoke: (context, resource) => context.http.patch(missing(context, resource), '{}', { 'If-Match': '*' }),
  }),
  first({
    id: 'errors.existence-before-precondition-on-delete',
    rule: 'the existence of the row comes before the precondition: DELETE',
    type: 'not-found',
    provoke: (context, resource) => context.http.delete(missing(context, resource), stale),
  }),
  onFields({
    id: 'errors.schema-before-references',
    rule: '§4 the schema comes before references, which are not looked for then',
    lacks: 'reference',
    where: isRef,
    run: async (context, resource, field) => {
      const body = await context.body(resource, { [field.name]: context.unusedId() });
      const response = await context.http.post(collectionPath(resource), jsonText(body, { [unknownName]: '1' }));
      expectInvalid(response, [pointerTo(unknownName), 'unknown_field']);
    },
  }),
  onFields({
    id: 'errors.existence-before-references',
    rule: '§4 the existence of the row comes before references',
    lacks: 'reference',
    where: isRef,
    run: async (context, resource, field) => {
      const response = await context.http.patch(
        missing(context, resource),
        jsonText({ [field.name]: context.unusedId() }),
      );
      expectProblem(response, 'not-found');
    },
  }),
  onFields({
    id: 'errors.precondition-before-references',
    rule: '§4 the precondition comes before references',
    lacks: 'reference',
    where: isRef,
    run: async (context, resource, field) => {
      const { path } = await context.create(resource);
      expectProblem(
        await context.http.patch(path, jsonText({ [field.name]: context.unusedId() }), stale),
        'precondition-failed',
      );
    },
  }),
  onFields({
    id: 'errors.precondition-before-unique',
    rule: '§4 the precondition comes before the conflict of a unique field',
    lacks: 'unique field',
    where: isUnique,
    run: async (context, resource, field) => {
      const [one, other] = [await context.create(resource), await context.create(resource)];
      const response = await context.http.patch(other.path, jsonText({ [field.name]: one.item[field.name] }), stale);
      expectProblem(response, 'precondition-failed');
    },
  }),
  onFields({
    id: 'errors.precondition-before-still-referenced',
    rule: '§4 the precondition comes before still_referenced',
    lacks: 'required reference',
    where: isRequiredRef,
    run: async (context, resource, field) => {
      const { item } = await context.create(resource);
      const parent = context.model.resources.find(({ name }) => name === field.resource);
      if (parent)
        expectProblem(
          await context.http.delete(itemPath(parent, String(item[field.name])), stale),
          'precondition-failed',
        );
    },
  }),
  onResources({
    id: 'errors.references-before-unique',
    rule: '§4 references come before the conflict of a unique field',
    lacks: 'resource with a reference and another unique field',
    where: ({ fields }) => fields.some(isRef) && fields.some((field) => field.unique && !isRef(field)),
    run: async (context, resource) => {
      const refs = resource.fields.filter(isRef);
      const { sent } = await context.create(resource);
      const body = { ...sent, ...Object.fromEntries(refs.map(({ name }) => [name, context.unusedId()])) };
      const response = await context.http.post(collectionPath(resource), jsonText(body));
      expectInvalid(response, ...refs.map(({ name }) => [pointerTo(name), 'reference_not_found'] as const));
    },
  }),
];

export const precedenceChecks: readonly Check[] = [...precedences];
