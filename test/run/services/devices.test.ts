import { onEmbedded, testServices } from './services.ts';

testServices('devices', onEmbedded);
