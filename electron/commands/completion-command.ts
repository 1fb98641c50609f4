import { everyCommand } from './command-help.ts'

/** Of a command, what a shell may offer. */
interface Offered {
  readonly commands: readonly Offered[]
  readonly options: readonly { readonly long?: string | undefined }[]
  name(): string
}

/**
 * A completion script made from the commands themselves. zsh runs the one of bash.
 * @returns the text to be sourced by the shell
 */
export function completionScript(program: Offered, shell: 'bash' | 'zsh'): string {
  const commands = everyCommand(program)
  const paths = commands.filter(({ path }) => path !== '').map(({ path }) => `'${path}'`)
  const offers = commands.map(({ path, command }) => `    '${path}') words='${wordsOf(command).join(' ')}' ;;`)
  return `${shell === 'zsh' ? 'autoload -U +X bashcompinit && bashcompinit\n' : ''}_pcc() {
  local path='' words='' word next
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    next="\${path:+$path }$word"
    case "$next" in
      ${paths.join('|')}) path="$next" ;;
    esac
  done
  case "$path" in
${offers.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _pcc pcc
`
}

/** Commands below it, and options; names of ours, without anything a shell would read. */
function wordsOf(command: Offered): string[] {
  return [...command.commands.map((child) => child.name()), ...command.options.flatMap(({ long }) => long ?? [])]
}
