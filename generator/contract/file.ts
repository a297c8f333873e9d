import type { Model } from '../model/types.ts';
import { openApiDocument } from './openapi.ts';

/** `openapi.json` as it is written. */
export function contractText(model: Model, title: string): string {
  return `${JSON.stringify(openApiDocument(model, { title }), null, 2)}\n`;
}
