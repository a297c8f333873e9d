import { testServices } from './services.ts';

testServices('devices');
