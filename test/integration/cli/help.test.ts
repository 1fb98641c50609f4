import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import type { Command } from 'commander'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { everyCommand } from '../../../electron/commands/command-help.ts'
import { examples } from '../../../electron/commands/examples.ts'
import { bundle, type Pcc, preparePcc } from '../../support/pcc.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

let pcc: Pcc
let program: Command
beforeAll(async () => {
  pcc = await preparePcc()
  program = await importProgram()
})
afterAll(() => pcc.dispose())

/** The built command line as a module: it runs once, with nothing but a wish for its version. */
async function importProgram(): Promise<Command> {
  const { argv, exitCode } = process
  const write = process.stdout.write
  process.argv = ['node', 'pcc', '--version']
  process.stdout.write = () => true
  try {
    const built = (await import(/* @vite-ignore */ pathToFileURL(bundle).href)) as { program: Command } // what cli.ts exports
    return built.program
  } finally {
    process.argv = argv
    process.exitCode = exitCode
    process.stdout.write = write
  }
}

const leaves = () => everyCommand(program).filter(({ command }) => command.commands.length === 0)

test('every command has examples, and no example is of none', () => {
  const paths = leaves().map(({ path }) => path)
  expect(Object.keys(examples).sort()).toEqual(paths.sort())
})

test('its help begins with them, and each is read by the parser as that command', async () => {
  let reached = ''
  let help = ''
  for (const { path, command } of leaves()) {
    command.action(() => {
      reached = path
    })
    command.configureOutput({ writeOut: (text) => (help += text) })
  }
  for (const { path, command } of leaves()) {
    help = ''
    command.outputHelp()
    expect(help.startsWith('Examples:\n'), path).toBe(true)
    for (const example of examples[path] ?? []) {
      reached = ''
      expect(help).toContain(`  pcc ${example}\n`)
      await program.parseAsync(wordsOf(example), { from: 'user' })
      expect(reached, example).toBe(path)
    }
  }
})

test('an error names the option that lacks, and where the examples are', async () => {
  const { code, stderr } = await pcc.run(['export', 'pncp'])
  expect(code).toBe(2)
  expect(stderr).toContain("--out <file>' not specified")
  expect(stderr).toContain('(pcc export --help shows examples)')
})

test('bash completes commands, those below them, and options', async () => {
  const script = join(temporaryFolder(), 'pcc.bash')
  await writeFile(script, (await pcc.run(['completion', 'bash'])).stdout)
  const complete = async (...words: string[]) => {
    const list = ['pcc', ...words].map((word) => `'${word}'`).join(' ')
    const text = `source '${script}'; COMP_WORDS=(${list}); COMP_CWORD=${words.length}; _pcc; echo "\${COMPREPLY[@]}"`
    return (await promisify(execFile)('bash', ['-c', text])).stdout.trim().split(' ')
  }
  expect(await complete('exp')).toEqual(['export'])
  expect(await complete('--connection', 'x', 'journal', '')).toEqual(expect.arrayContaining(['list', 'verify']))
  expect(await complete('export', 'pncp', '--')).toEqual(['--family', '--out'])
  expect((await pcc.run(['completion', 'zsh'])).stdout).toContain('bashcompinit')
})

/** As a shell would cut it: quotes hold together, and what is redirected is none of ours. */
function wordsOf(example: string): string[] {
  const typed = example.split(/ [<>]/)[0] ?? ''
  return [...typed.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
}
