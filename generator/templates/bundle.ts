import type { OutputBundle, Plugin } from 'rolldown';
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

/**
 * Puts a chunk into the entry, which others then reach through it. Node takes a millisecond to find and read one file more,
 * and no option of the bundler puts what the entry shares with chunks of `groups` into the entry.
 */
export const inlinedPlugin = (shared: string, entry: string): Plugin => ({
  name: 'inlined',
  generateBundle(_options, bundle) {
    const code = codeOf(bundle[shared]);
    const call = `require("./${shared}")`;
    if (!codeOf(bundle[entry]).includes(call)) throw new Error(`${entry} doesn't load ${shared}`);
    for (const [name, chunk] of Object.entries(bundle)) {
      if (chunk.type !== 'chunk') continue;
      const inPlace =
        name === entry ? `exports.shared=(exports=>{${code};return exports})({})` : `require("./${entry}").shared`;
      chunk.code = chunk.code.replace(call, () => inPlace);
    }
    delete bundle[shared];
  },
});

function codeOf(chunk: OutputBundle[string] | undefined): string {
  if (chunk?.type !== 'chunk') throw new Error('there is no such chunk');
  return chunk.code;
}
