import { testServices } from './services.ts';

testServices('devices', { onServers: false });
