import { onEmbedded, testServices } from './services.ts';

testServices('tasks', onEmbedded);
