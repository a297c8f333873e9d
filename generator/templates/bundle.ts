import type { Plugin } from 'rolldown';
import { fixed } from '../contract/fixed.ts';

/** Parsing the value takes a fifth of the time of computing it. */
export const evaluatedPlugin: Plugin = {
  name: 'evaluated',
  load: (id) =>
    /contract[\\/]fixed\.ts$/.test(id)
      ? `export const fixed = JSON.parse(${JSON.stringify(JSON.stringify(fixed))});`
      : undefined,
};

/** A script with a character beyond Latin-1 is kept in two bytes each, and takes longer to read and to parse. */
export const asciiPlugin: Plugin = {
  name: 'ascii',
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type === 'chunk') chunk.code = chunk.code.replace(/[^\0-\x7f]/g, escaped);
    }
  },
};

const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
