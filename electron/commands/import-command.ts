import { confirmationOf } from '../../shared/keys/confirmation-of.ts'
import { targetText } from '../../shared/keys/target-text.ts'
import { AppError } from '../core/app-error.ts'
import { connectionObstacle } from '../core/invalidation/obstacles.ts'
import type { CommandContext } from './context.ts'
import type { ExitCode } from './exit-codes.ts'
import { countText } from './text-table.ts'
import { previewRestore, restore } from './undo-command.ts'

export interface ImportOptions {
  readonly dryRun?: boolean
  readonly confirm?: string
  /** The open connection's name: brings there the copy of a removal that came from another server. */
  readonly retarget?: string
  /** How many keys outside of the target the dry run told: they come too. */
  readonly foreign?: number
}

/**
 * `pcc import <file> (--dry-run | --confirm <namespace> | --retarget <connection>) [--foreign <count>]`: puts the keys of
 * an exported file, or of a removal's copy, on this server, by the rules of an undo: absolute expiry, never over a key
 * that stands, damaged records skipped, and those outside of the target too where their number is not given.
 */
export async function runImport(context: CommandContext, file: string, options: ImportOptions): Promise<ExitCode> {
  const core = await context.core()
  // A file that is none of ours, or not confirmed, is refused before any command goes to a server.
  const { bundle, target, server, keys } = await core.undo.openFile(file)
  const pt = context.language === 'pt-BR'
  const figures = `${targetText(target)}, ${server.host}:${server.port} db ${server.database}`
  const count = countText(keys, context.language)
  context.say(pt ? `${figures}, chaves no arquivo: ${count}` : `${figures}, keys in the file: ${count}`)
  if (options.dryRun === true) {
    await context.connected()
    return previewRestore(context, core, bundle)
  }
  const name = confirmationOf(target)
  const { retarget = null, foreign } = options
  if (options.confirm !== name && retarget === null) {
    context.say(
      pt
        ? `--dry-run mostra o que entraria; --confirm ${name} importa`
        : `--dry-run shows what would come in; --confirm ${name} imports it`,
    )
    throw new AppError('not_confirmed', '--confirm does not name the namespace', { params: { namespace: name } })
  }
  await context.connected()
  const obstacle = connectionObstacle(core.connections.current(), 'undo')
  if (obstacle) throw obstacle
  // What was not looked at is not confirmed either: a number stands for a preview.
  if (foreign !== undefined) await core.undo.preview(bundle, context.signal, () => undefined)
  return restore(context, core, { bundle, retarget, confirmation: options.confirm, foreign })
}
