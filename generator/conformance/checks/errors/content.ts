import { collectionPath } from '../../context.ts';
import {
  expectEqual,
  expectInvalid,
  expectInvalidParameters,
  expectProblem,
  expectStatus,
  expectTrue,
} from '../../expect.ts';
import { shown } from '../../failure.ts';
import { jsonText } from '../../json.ts';
import { pointerTo } from '../../problems.ts';
import { token } from '../../random.ts';
import type { Check } from '../../types.ts';
import { onFirst } from '../define.ts';
import { itemPath } from '../paths.ts';
import { provocations } from './provocations.ts';

/** What a framework shows when its own error handler gets through. */
const leaks =
  /\bat [^\s]+ \(|Traceback|File "|node_modules|site-packages|\bSELECT\b|\bINSERT\b|\bUPDATE\b.*\bSET\b|sqlite|postgres|psycopg|asyncpg|\/(?:home|usr|app|srv|root|tmp)\/|<html|<!doctype/i;

/** Member names and the pointers of RFC 6901 §6; the escapes are written out, so that a wrong helper here would show. */
const pointers: Readonly<Record<string, string>> = {
  'a/b': '#/a~1b',
  'm~n': '#/m~0n',
  '~1': '#/~01',
  '': '#/',
  ' ': '#/%20',
  'zz%': '#/zz%25',
  'zz"': '#/zz%22',
  'zz\\': '#/zz%5C',
  'zz#?&=+': '#/zz%23%3F%26%3D%2B',
  'zz:@,;$': '#/zz%3A%40%2C%3B%24',
  "zz-_.!~*'()": "#/zz-_.!~0*'()",
  'zz[0]{}|^`': '#/zz%5B0%5D%7B%7D%7C%5E%60',
  'zz\n': '#/zz%0A',
  'zz\u0000': '#/zz%00',
  zzé: '#/zz%C3%A9',
  zz字: '#/zz%E5%AD%97',
  'zz😀': '#/zz%F0%9F%98%80',
  'zz\ud800': '#/zz%EF%BF%BD',
  'zz<b>': '#/zz%3Cb%3E',
};

export const contentChecks: readonly Check[] = [
  onFirst({
    id: 'errors.pointer',
    rule: '§4 a pointer is a JSON Pointer as a URI fragment (RFC 6901 §6)',
    run: async (context, resource) => {
      const { path } = await context.create(resource);
      for (const [name, pointer] of Object.entries(pointers)) {
        expectInvalid(await context.http.patch(path, jsonText({ [name]: 1 })), [pointer, 'unknown_field']);
      }
    },
  }),
  onFirst({
    id: 'errors.beside-odd-names',
    rule: '§4 all violations are listed, also beside a name that is not Unicode',
    run: async (context, resource) => {
      const { path } = await context.create(resource);
      const response = await context.http.patch(path, jsonText({ 'zz\ud800': 1, zz: 1, id: null }));
      expectInvalid(
        response,
        [pointerTo('id'), 'read_only'],
        [pointerTo('zz'), 'unknown_field'],
        [pointerTo('zz\ud800'), 'unknown_field'],
      );
    },
  }),
  onFirst({
    id: 'errors.sorted-by-pointer',
    rule: '§4 errors are sorted by pointer, by code point',
    run: async (context, resource) => {
      const { path } = await context.create(resource);
      const names = [
        'zzb',
        'zzB',
        'zz10',
        'zz9',
        'zz',
        'zz_',
        'zz.',
        'zz~',
        'zz/',
        'zzé',
        'zz😀',
        'zz～',
        '~',
        'Zz',
        '!',
      ];
      const response = await context.http.patch(path, jsonText(Object.fromEntries(names.map((name) => [name, 1]))));
      expectInvalid(response, ...names.map((name) => [pointerTo(name), 'unknown_field'] as const));
    },
  }),
  onFirst({
    id: 'errors.sorted-by-parameter',
    rule: '§4 errors are sorted by parameter, by code point and not by UTF-16 unit',
    run: async (context, resource) => {
      const names = ['zzb', 'zzB', 'zz10', 'zz9', 'zz', 'zz～', 'zz😀', 'zzé', 'Zz', '!', '~'];
      const query = names.map((name) => `${encodeURIComponent(name)}=1`).join('&');
      const response = await context.http.get(`${collectionPath(resource)}?${query}`);
      expectInvalidParameters(response, ...names.map((name) => [name, 'unknown_parameter'] as const));
    },
  }),
  onFirst({
    id: 'errors.nothing-echoed',
    rule: '§4 nothing of the input is echoed but the names in pointer and parameter',
    run: async (context, resource) => {
      const secret = `zz${token(Math.random, 20)}`;
      const collection = collectionPath(resource);
      const { path } = await context.create(resource);
      const answers = [
        await context.http.get(`/v1/${secret}`),
        await context.http.get(`${collection}/${secret}`),
        await context.http.get(`${collection}?limit=${secret}`),
        await context.http.get(`${collection}?sort=${secret}`),
        await context.http.get(`${collection}?cursor=${secret}`),
        await context.http.post(collection, `{"${secret}`),
        await context.http.post(collection, `"${secret}"`),
        await context.http.post(collection, '{}', { 'Content-Type': `text/${secret}` }),
        await context.http.patch(path, '{}', { 'If-Match': `"${secret}"` }),
        await context.http.send({ method: 'PUT', path: `${collection}?${secret}` }),
      ];
      for (const answer of answers) expectTrue(answer, `a problem without ${secret}`, !answer.text.includes(secret));
      for (const field of resource.fields) {
        const refused = await context.http.patch(path, jsonText({ [field.name]: { [secret]: [secret] } }));
        expectTrue(expectStatus(refused, 422), `a problem without ${secret}`, !refused.text.includes(secret));
        const wrong = await context.http.patch(path, jsonText({ [field.name]: `${secret}\u0000` }));
        expectTrue(expectStatus(wrong, 422), `a problem without ${secret}`, !wrong.text.includes(secret));
      }
    },
  }),
  onFirst({
    id: 'errors.names-only-in-place',
    rule: '§4 the name of an unknown field or parameter is shown in pointer or parameter only',
    run: async (context, resource) => {
      const secret = `zz${token(Math.random, 20)}`;
      const answers = [
        await context.http.post(collectionPath(resource), jsonText({ [secret]: 1 })),
        await context.http.get(`${collectionPath(resource)}?${secret}=1`),
      ];
      for (const answer of answers)
        expectEqual(answer, `how often ${secret} is shown`, answer.text.split(secret).length - 1, 1);
    },
  }),
  onFirst({
    id: 'errors.no-internals',
    rule: '§4 no stack trace, SQL or path is shown',
    run: async (context, resource) => {
      for (const [, type, provoke] of provocations) {
        const response = await provoke(context, resource);
        expectProblem(response, type);
        expectTrue(
          response,
          'a problem without internals',
          !leaks.test(response.text),
          shown(leaks.exec(response.text)?.[0]),
        );
      }
    },
  }),
  onFirst({
    id: 'errors.never-cached',
    rule: '§2 a problem has no ETag that could make it a 304',
    run: async (context, resource) => {
      const path = itemPath(resource, context.unusedId());
      const response = await context.http.get(path);
      expectProblem(response, 'not-found');
      expectTrue(response, 'no ETag', response.header('etag') === undefined, `ETag: ${response.header('etag')}`);
    },
  }),
];
