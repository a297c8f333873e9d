import { answering, type Faults } from './fault.ts';

export const problemFaults = {
  'platform-title': {
    about: 'the title is an older phrase',
    caughtBy: ['errors.shape-validation-error', 'errors.shape-payload-too-large'],
    change: answering((body) =>
      body.title === 'Unprocessable Content'
        ? { ...body, title: 'Unprocessable Entity' }
        : body.title === 'Content Too Large'
          ? { ...body, title: 'Payload Too Large' }
          : body,
    ),
  },
  'type-blank': {
    about: 'the type of a problem is about:blank',
    caughtBy: ['errors.shape-not-found-path', 'errors.shape-malformed-request'],
    change: answering((body, { status }) => (status >= 400 ? { ...body, type: 'about:blank' } : body)),
  },
  'detail-missing': {
    about: 'problems have no detail',
    caughtBy: ['errors.shape-not-found-row', 'errors.shape-not-unique'],
    change: answering((body, { status }) => (status >= 400 ? { ...body, detail: undefined } : body)),
  },
  'request-id-missing-in-problem': {
    about: 'problems have no requestId',
    caughtBy: ['headers.request-id-in-problem'],
    change: answering((body) => ({ ...body, requestId: undefined })),
  },
  'errors-everywhere': {
    about: 'every problem has errors',
    caughtBy: ['errors.shape-not-found-row', 'errors.shape-malformed-request', 'errors.shape-method-not-allowed'],
    change: answering((body, { status }) => (status >= 400 ? { errors: [], ...body } : body)),
  },
  'status-as-string': {
    about: 'the status in the problem is a string',
    caughtBy: ['errors.shape-not-found-row', 'errors.shape-invalid-parameter', 'errors.shape-malformed-request'],
    change: answering((body, { status }) => (status >= 400 ? { ...body, status: String(status) } : body)),
  },
} satisfies Faults;
