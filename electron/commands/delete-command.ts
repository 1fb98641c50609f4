import type { InvalidationResult, KeysPreview } from '../../shared/contract/invalidation.ts'
import { confirmationOf } from '../../shared/keys/confirmation-of.ts'
import { AppError } from '../core/app-error.ts'
import { connectionObstacle } from '../core/invalidation/obstacles.ts'
import { noting } from '../core/invalidation/refusals.ts'
import { type CommandContext, sayFailure } from './context.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { keyBytes } from './key-bytes.ts'
import { removalBooks, removalExit, resultLines } from './removal-result.ts'
import { bytesText, table } from './text-table.ts'

export interface DeleteOptions {
  readonly base64?: boolean
  readonly dryRun?: boolean
  readonly confirm?: boolean
  readonly undo: boolean
}

/** `pcc delete <key>... (--dry-run | --confirm) [--base64] [--no-undo]`: exact names, never patterns. */
export async function runDelete(
  context: CommandContext,
  names: readonly string[],
  options: DeleteOptions,
): Promise<ExitCode> {
  const keys = names.map((name) => keyBytes(name, options.base64 === true))
  const pt = context.language === 'pt-BR'
  const [first = ''] = names
  if (options.dryRun !== true && options.confirm !== true) {
    context.say(
      pt ? '--dry-run mostra o que há; --confirm remove' : '--dry-run shows what is there; --confirm removes it',
    )
    throw new AppError('not_confirmed', '--confirm is missing', { params: { namespace: first.slice(0, 64) } })
  }
  const core = await context.connected()
  const refuse = (obstacle: AppError | null) =>
    noting(core.refusals, 'invalidation.run', first, async () => {
      if (obstacle) throw obstacle
    })
  if (options.dryRun !== true) await refuse(connectionObstacle(core.connections.current()))
  const preview = await core.invalidation.previewKeys(keys)
  if (options.dryRun === true || preview.token === null) {
    context.print(document(preview, null, options.dryRun === true), keyLines(preview, context.language))
    return exitCodes.done
  }
  const run = { token: preview.token, confirmation: confirmationOf(preview.target), noUndo: !options.undo }
  const result = await core.invalidation.run(run, () => undefined, context.signal)
  context.print(document(preview, result, false), resultLines(result, context.language))
  sayFailure(context, result.failure)
  return removalExit(result)
}

/** The published shape of `pcc delete --json`. */
function document(preview: KeysPreview, result: InvalidationResult | null, dryRun: boolean) {
  return {
    namespace: preview.target.namespace,
    keys: preview.keys.map(({ key, bytes, expiresAt }) => ({
      key: key.label,
      base64: key.base64,
      bytes,
      expires_at: expiresAt === null ? null : new Date(expiresAt).toISOString(),
    })),
    missing: preview.missing,
    ...removalBooks(result, preview.count),
    dry_run: dryRun,
    bundle: result?.bundle ?? null,
  }
}

function keyLines(preview: KeysPreview, language: 'pt-BR' | 'en'): string[] {
  const pt = language === 'pt-BR'
  if (preview.count === 0) return [pt ? 'nenhuma dessas chaves existe' : 'none of these keys is there']
  const head = pt ? ['chave', 'memória', 'expira (UTC)'] : ['key', 'memory', 'expires (UTC)']
  return table(
    head,
    preview.keys.map(({ key, bytes, expiresAt }) => [
      key.label,
      bytesText(bytes, language),
      expiresAt === null ? (pt ? 'sem TTL' : 'no TTL') : new Date(expiresAt).toISOString(),
    ]),
  )
}
