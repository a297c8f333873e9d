import { testServices } from './services.ts';

testServices('test/models/hurt.yaml', { onServers: true });
