import { execFile, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('../..', import.meta.url))
export const bundle = join(root, 'out', 'cli', 'cli.js')

export interface PccAnswer {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Pcc {
  readonly dataFolder: string
  /** Runs the built command line as a process of its own, with its own data folder and nothing else of this environment. */
  run(
    args: readonly string[],
    options?: { readonly input?: string; readonly env?: Readonly<Record<string, string>> },
  ): Promise<PccAnswer>
  /** The same, with `--json`, and what it printed parsed: exactly one document. */
  json(
    args: readonly string[],
    env?: Readonly<Record<string, string>>,
  ): Promise<PccAnswer & { readonly document: Record<string, unknown> }>
  /** Runs it and kills it as soon as `when` holds. @returns whether it was killed before its end */
  kill(args: readonly string[], when: () => boolean): Promise<boolean>
  dispose(): Promise<void>
}

/** Builds the command line where it is stale, once, as `npm run pcc` does. */
export async function preparePcc(): Promise<Pcc> {
  await promisify(execFile)(process.execPath, [join(root, 'scripts', 'pcc.mjs'), '--version'], { cwd: root })
  const dataFolder = await mkdtemp(join(tmpdir(), 'pcc-cli-'))
  const run: Pcc['run'] = (args, { input = '', env = {} } = {}) =>
    start(args, input, { PCC_DATA_DIR: dataFolder, LANG: 'en', ...env })
  return {
    dataFolder,
    run,
    async json(args, env = {}) {
      const answer = await run(['--json', ...args], { env })
      return { ...answer, document: answer.stdout === '' ? {} : (JSON.parse(answer.stdout) as Record<string, unknown>) } // the tests say which
    },
    kill: (args, when) =>
      new Promise((resolve, reject) => {
        const child = spawn(process.execPath, [bundle, ...args], {
          env: { PATH: process.env.PATH ?? '', PCC_DATA_DIR: dataFolder, LANG: 'en' },
          cwd: tmpdir(),
          stdio: 'ignore',
        })
        const watch = setInterval(() => when() && child.kill('SIGKILL'), 1)
        child.once('error', reject)
        child.once('close', (_code, signal) => {
          clearInterval(watch)
          resolve(signal === 'SIGKILL')
        })
      }),
    dispose: () => rm(dataFolder, { recursive: true, force: true }),
  }
}

function start(args: readonly string[], input: string, env: Readonly<Record<string, string>>): Promise<PccAnswer> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [bundle, ...args], {
      env: { PATH: process.env.PATH ?? '', ...env },
      cwd: tmpdir(),
    })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, stdout, stderr }))
    child.stdin.on('error', () => undefined) // a command that reads nothing may be gone by now
    child.stdin.end(input)
  })
}
