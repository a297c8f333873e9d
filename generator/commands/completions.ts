import type { Command } from 'commander';
import type { Catalog } from '../catalog.ts';
import { TwinstackError } from '../errors.ts';
import { didYouMean } from '../model/suggest.ts';

interface Words {
  readonly commands: readonly {
    readonly name: string;
    readonly description: string;
    readonly flags: readonly string[];
  }[];
  /** Values of a flag, for flags that have a closed set. */
  readonly values: Readonly<Record<string, readonly string[]>>;
}

const shells: Readonly<Record<string, (words: Words) => string>> = { bash, zsh, fish };

/**
 * A completion script made from the command line's own definition.
 *
 * @throws TwinstackError for an unknown shell
 */
export function completions(shell: string, program: Command, catalog: Catalog): string {
  const make = shells[shell];
  if (!make)
    throw new TwinstackError(`There are no completions for '${shell}'.`, didYouMean(shell, Object.keys(shells)));
  const commands = program.commands.map((command) => ({
    name: command.name(),
    description: command.description(),
    flags: [...command.options.map(({ long }) => long ?? ''), '--help'].filter(Boolean),
  }));
  const values = {
    '--stack': [...catalog.stacks.map(({ id }) => id), 'all'],
    '--database': catalog.databases.map(({ id }) => id),
    '--model': catalog.models.map(({ id }) => id),
  };
  return make({ commands, values });
}

function bash({ commands, values }: Words): string {
  const flagCases = commands.map(({ name, flags }) => `    ${name}) words="${flags.join(' ')}" ;;`);
  const valueCases = Object.entries(values).map(([flag, words]) => `    ${flag}) words="${words.join(' ')}" ;;`);
  return `_twinstack() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" words=""
  case "$previous" in
${valueCases.join('\n')}
    completions) words="${Object.keys(shells).join(' ')}" ;;
  esac
  if [ -z "$words" ] && [ "$COMP_CWORD" -eq 1 ]; then
    words="${commands.map(({ name }) => name).join(' ')} --help --version"
  elif [ -z "$words" ] && [[ "$current" == -* ]]; then
    case "\${COMP_WORDS[1]}" in
${flagCases.map((line) => `  ${line}`).join('\n')}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _twinstack twinstack`;
}

function zsh(words: Words): string {
  return `autoload -U +X bashcompinit && bashcompinit\n${bash(words)}`;
}

function fish({ commands, values }: Words): string {
  const lines = commands.flatMap(({ name, description, flags }) => [
    `complete -c twinstack -n __fish_use_subcommand -f -a ${name} -d '${description.replaceAll("'", "\\'")}'`,
    ...flags.map((flag) => {
      const choices = values[flag] ? ` -x -a '${values[flag].join(' ')}'` : '';
      return `complete -c twinstack -n '__fish_seen_subcommand_from ${name}' -l ${flag.slice(2)}${choices}`;
    }),
  ]);
  return lines.join('\n');
}
