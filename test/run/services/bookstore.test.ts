import { onServers, testServices } from './services.ts';

testServices('bookstore', onServers);
