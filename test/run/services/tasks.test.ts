import { testServices } from './services.ts';

testServices('tasks', { onServers: false });
