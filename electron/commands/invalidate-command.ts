import type { InvalidationPreview, InvalidationResult } from '../../shared/contract/invalidation.ts'
import { FamilyNameSchema } from '../../shared/contract/primitives.ts'
import type { ExportTarget } from '../../shared/contract/transfer.ts'
import type { FamilyName } from '../../shared/keys/key-families.ts'
import { AppError } from '../core/app-error.ts'
import { connectionObstacle } from '../core/invalidation/obstacles.ts'
import { noting } from '../core/invalidation/refusals.ts'
import { type CommandContext, sayFailure } from './context.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { removalBooks, removalExit, resultLines } from './removal-result.ts'
import { countText, table } from './text-table.ts'

export interface InvalidateOptions {
  readonly family?: readonly string[]
  readonly dryRun?: boolean
  readonly confirm?: string
  readonly undo: boolean
}

/** `pcc invalidate <namespace> [--family <name>]... (--dry-run | --confirm <namespace>) [--no-undo]` */
export async function runInvalidate(
  context: CommandContext,
  namespace: string,
  options: InvalidateOptions,
): Promise<ExitCode> {
  const target = targetOf(namespace, options.family ?? [])
  const core = await context.core()
  // A name that is not registered, or not confirmed, is refused before any command goes to a server.
  await core.invalidation.vet(target)
  const pt = context.language === 'pt-BR'
  if (options.dryRun !== true && options.confirm !== namespace) {
    context.say(
      pt
        ? `--dry-run mostra o que seria removido; --confirm ${namespace} remove`
        : `--dry-run shows what would go; --confirm ${namespace} removes it`,
    )
    throw new AppError('not_confirmed', '--confirm does not name the namespace', { params: { namespace } })
  }
  await context.connected()
  const refuse = (obstacle: AppError | null) =>
    noting(core.refusals, 'invalidation.run', namespace, async () => {
      if (obstacle) throw obstacle
    })
  // What this connection forbids in any case is said before the whole keyspace is walked.
  if (options.dryRun !== true) await refuse(connectionObstacle(core.connections.current()))
  const preview = await core.invalidation.preview(target, context.signal, () => undefined)
  context.say(
    pt
      ? `prévia de ${namespace}, chaves: ${countText(preview.count, 'pt-BR')}`
      : `preview of ${namespace}, keys: ${countText(preview.count, 'en')}`,
  )
  if (options.dryRun === true) {
    context.print(document(preview, null, true), familyLines(preview, context.language))
    return preview.coverage.complete ? exitCodes.done : exitCodes.partial
  }
  if (preview.blocked !== null) {
    const { code, message, params } = preview.blocked
    await refuse(new AppError(code, message, { params }))
  }
  if (preview.token === null) {
    context.print(document(preview, null, false), [pt ? 'nada a remover' : 'nothing to remove'])
    return exitCodes.done
  }
  const run = { token: preview.token, confirmation: options.confirm ?? '', noUndo: !options.undo }
  const result = await core.invalidation.run(run, () => undefined, context.signal)
  context.print(document(preview, result, false), resultLines(result, context.language))
  sayFailure(context, result.failure)
  return removalExit(result)
}

/** @returns the families named, or without any the whole namespace @throws AppError `unknown_family` */
export function targetOf(namespace: string, families: readonly string[]): ExportTarget {
  if (families.length === 0) return { scope: 'whole', namespace }
  const names = families.map((name): FamilyName => {
    const parsed = FamilyNameSchema.safeParse(name)
    if (parsed.success) return parsed.data
    const family = name.slice(0, 64)
    throw new AppError('unknown_family', `no family ${family}`, {
      params: { family, namespace: namespace.slice(0, 64) },
    })
  })
  return { scope: 'families', namespace, families: names }
}

/** The published shape of `pcc invalidate --json`. @param result - null where nothing was attempted */
function document(preview: InvalidationPreview, result: InvalidationResult | null, dryRun: boolean) {
  const { namespace } = preview.target
  return {
    namespace,
    families: preview.families.map(({ family, keys, bytes }) => ({ family, keys, bytes })),
    previewed: preview.count,
    ...removalBooks(result, preview.count),
    dry_run: dryRun,
    complete: preview.coverage.complete,
    bundle: result?.bundle ?? null,
    // After a failover: which of the keys removed last stand on the new primary.
    recheck: result?.recheck ?? null,
    elapsed_ms: Math.round(preview.elapsedMs + (result?.elapsedMs ?? 0)),
  }
}

function familyLines(preview: InvalidationPreview, language: 'pt-BR' | 'en'): string[] {
  const head = language === 'en' ? ['family', 'keys'] : ['família', 'chaves']
  const { namespace } = preview.target
  return table(
    head,
    preview.families.map(({ family, keys }) => [`${namespace}:${family}`, countText(keys, language)]),
  )
}
