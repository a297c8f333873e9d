import { noTarget } from '../answers.ts';
import { loadCatalog } from '../catalog.ts';
import type { Command } from '../command-line/commands.ts';
import { TwinstackError } from '../errors.ts';
import { didYouMean } from '../model/suggest.ts';

interface Words {
  readonly commands: readonly Pick<Command, 'name' | 'what'>[];
  /** Of each command. */
  readonly flags: Readonly<Record<string, readonly string[]>>;
  /** Values of a flag, for flags that have a closed set. */
  readonly values: Readonly<Record<string, readonly string[]>>;
}

const shells: Readonly<Record<string, (words: Words) => string>> = { bash, zsh, fish };

/**
 * A completion script made from the command line's own definition.
 *
 * @throws TwinstackError for an unknown shell
 */
export function completions(shell: string, commands: readonly Command[]): string {
  const make = shells[shell];
  if (!make)
    throw new TwinstackError(`There are no completions for '${shell}'.`, didYouMean(shell, Object.keys(shells)));
  const { stacks, databases, targets, models } = loadCatalog();
  const flagsOf = ({ flags }: Command) => [...flags.map(({ name }) => `--${name}`), '--help'];
  const flagsWithChoices = commands
    .flatMap(({ flags }) => flags)
    .flatMap(({ name, choices }) => (choices ? [[`--${name}`, choices] as const] : []));
  return make({
    commands,
    flags: Object.fromEntries(commands.map((command) => [command.name, flagsOf(command)])),
    values: {
      '--stack': [...stacks.map(({ id }) => id), 'all'],
      '--database': databases.map(({ id }) => id),
      '--target': [...targets.map(({ id }) => id), noTarget],
      '--model': models.map(({ id }) => id),
      ...Object.fromEntries(flagsWithChoices),
    },
  });
}

function bash({ commands, flags, values }: Words): string {
  const flagCases = Object.entries(flags).map(([name, words]) => `    ${name}) words="${words.join(' ')}" ;;`);
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

function fish({ commands, flags, values }: Words): string {
  const lines = commands.flatMap(({ name, what }) => [
    `complete -c twinstack -n __fish_use_subcommand -f -a ${name} -d '${what.replaceAll("'", "\\'")}'`,
    ...(flags[name] ?? []).map((flag) => {
      const choices = values[flag] ? ` -x -a '${values[flag].join(' ')}'` : '';
      return `complete -c twinstack -n '__fish_seen_subcommand_from ${name}' -l ${flag.slice(2)}${choices}`;
    }),
  ]);
  return lines.join('\n');
}
