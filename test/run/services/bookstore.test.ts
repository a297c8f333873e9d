import { testServices } from './services.ts';

testServices('bookstore');
