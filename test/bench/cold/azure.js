import { app } from '@azure/functions';

app.http('api', { route: '{*path}', authLevel: 'anonymous', handler: async () => ({ body: '' }) });
