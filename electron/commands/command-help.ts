import { examples } from './examples.ts'

/** Of a command of the command line, what is needed to find those below it. */
interface Branch<C> {
  readonly commands: readonly C[]
  name(): string
}

/** Of a command, what its help is given by. */
interface Helped extends Branch<Helped> {
  addHelpText(position: 'before', text: string): unknown
  showHelpAfterError(text: string): unknown
}

/** @returns the command and everything below it, each with the words that lead to it; '' for the first */
export function everyCommand<C extends Branch<C>>(command: C, path = ''): { path: string; command: C }[] {
  const below = command.commands.flatMap((child) => everyCommand(child, `${path} ${child.name()}`.trim()))
  return [{ path, command }, ...below]
}

/** Puts the examples of every command before its options, and where to find them behind its errors. */
export function addExamples(program: Helped): void {
  for (const { path, command } of everyCommand(program)) {
    const own = examples[path]
    if (own === undefined) continue
    command.addHelpText('before', `Examples:\n${own.map((example) => `  pcc ${example}`).join('\n')}\n`)
    command.showHelpAfterError(`(pcc ${path} --help shows examples)`)
  }
}
