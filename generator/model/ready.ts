import { TwinstackError } from '../errors.ts';
import { parseFile } from './file.ts';
import type { Model } from './types.ts';

export interface CompiledReady {
  /** The first line of the file, a comment. */
  readonly description: string;
  readonly model: Model;
}

/** For the build, which embeds the ready models: at run time nobody should have to load `yaml` for them. */
export function compileReady(yamlText: string, fileName: string): CompiledReady {
  const parsed = parseFile(yamlText, fileName);
  if ('problems' in parsed) {
    const [first] = parsed.problems;
    throw new TwinstackError(`${first?.where}: ${first?.message}`, first?.fix);
  }
  return { description: /^# (.*)/.exec(yamlText)?.[1] ?? '', model: parsed.model };
}
