import { testServices } from './services.ts';

testServices('bookstore', { onServers: false });
