import { inTurn, testServices } from './services.ts';

testServices('test/models/hurt.yaml', inTurn);
