import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CommandContext, CommandRun, OpenOptions } from '../../electron/commands/context.ts'
import { type ExitCode, exitCodeOf } from '../../electron/commands/exit-codes.ts'
import { compose } from '../../electron/compose.ts'
import { toFailure } from '../../electron/core/app-error.ts'
import type { Core } from '../../electron/core/core.ts'
import { recordingLog } from './recording-log.ts'
import { type TestRedis, targetOf } from './redis-server.ts'

export interface CommandAnswer {
  readonly code: ExitCode
  /** What `--json` would print; {} where nothing was. */
  readonly document: Record<string, unknown>
  /** What would stand on standard error. */
  readonly said: string
}

export interface Commands {
  readonly dataFolder: string
  /** Runs one command of the command line as `pcc` does, without a process of its own. */
  run(
    command: CommandRun,
    options?: {
      readonly redis?: Pick<TestRedis, 'port'>
      readonly readOnly?: boolean
      readonly env?: Readonly<Record<string, string>>
    },
  ): Promise<CommandAnswer>
  dispose(): Promise<void>
}

/** @param redis - where commands connect to unless they are told another @param folder - of another process; else a new one */
export async function prepareCommands(redis: Pick<TestRedis, 'port'>, folder?: string): Promise<Commands> {
  const dataFolder = folder ?? (await mkdtemp(join(tmpdir(), 'pcc-commands-')))

  const run: Commands['run'] = async (command, { redis: to = redis, readOnly = false, env = {} } = {}) => {
    let core: Core | null = null
    let document: unknown = {}
    const said: string[] = []
    const open = async (options: Partial<OpenOptions> = {}) => {
      core ??= await compose({
        dataFolder,
        recordingsFolder: '',
        log: recordingLog(),
        publish: () => undefined,
        cipher: null,
        env,
        urlOverrides: options.urlOverrides ?? {},
      })
      return core
    }
    const context: CommandContext = {
      language: 'en',
      signal: new AbortController().signal,
      say: (text) => void said.push(text),
      print: (printed) => {
        document = JSON.parse(JSON.stringify(printed))
      },
      core: open,
      async connected(options) {
        const composed = await open(options)
        await composed.connections.openAdHoc('test', targetOf(to, { readOnly }), null)
        return composed
      },
    }
    let code: ExitCode
    try {
      code = await command(context)
    } catch (error) {
      const failure = toFailure(error)
      said.push(`[${failure.code}]`)
      code = exitCodeOf(failure.code)
    } finally {
      await (core as Core | null)?.close()
    }
    return { code, document: document as Record<string, unknown>, said: said.join('\n') } // the tests say which
  }

  return { dataFolder, run, dispose: () => rm(dataFolder, { recursive: true, force: true }) }
}
