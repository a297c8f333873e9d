export { formatJson } from './report-json.ts';
export { formatJunit } from './report-junit.ts';
export { formatText } from './report-text.ts';
