import type { FamilyName } from '../../shared/keys/key-families.ts'
import type { InvalidationPreview, InvalidationResult, InvalidationTarget } from '../../shared/contract/invalidation.ts'
import { FamilyNameSchema } from '../../shared/contract/primitives.ts'
import { AppError } from '../core/app-error.ts'
import type { CommandContext } from './context.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { countText, table } from './text-table.ts'

export interface InvalidateOptions {
  readonly family?: readonly string[]
  readonly dryRun?: boolean
  readonly confirm?: string
  readonly undo: boolean
}

/** `pcc invalidate <namespace> [--family <name>]... (--dry-run | --confirm <namespace>) [--no-undo]` */
export async function runInvalidate(context: CommandContext, namespace: string, options: InvalidateOptions): Promise<ExitCode> {
  const target = targetOf(namespace, options.family ?? [])
  if (options.dryRun !== true && options.confirm === undefined) {
    throw new AppError('not_confirmed', 'give --dry-run to look, or --confirm <namespace> to do it', {
      params: { namespace: namespace.slice(0, 64) },
    })
  }
  const core = await context.connected()
  const preview = await core.invalidation.preview(target, context.signal, () => undefined)
  const pt = context.language === 'pt-BR'
  context.say(
    pt
      ? `prévia: ${countText(preview.count, 'pt-BR')} chaves de ${namespace}`
      : `preview: ${countText(preview.count, 'en')} keys of ${namespace}`,
  )
  if (options.dryRun === true) {
    context.print(document(preview, null), familyLines(preview, context.language))
    return preview.coverage.complete ? exitCodes.done : exitCodes.partial
  }
  if (preview.count === 0 && preview.coverage.complete) {
    context.print(document(preview, null), [pt ? 'nada a remover' : 'nothing to remove'])
    return exitCodes.done
  }
  if (preview.token === null) {
    const { code, message, params } = preview.blocked ?? { code: 'refused', message: 'the preview cannot be confirmed', params: {} }
    throw new AppError(code, message, { params })
  }
  const run = { token: preview.token, confirmation: options.confirm ?? '', noUndo: !options.undo }
  const result = await core.invalidation.run(run, () => undefined, context.signal)
  context.print(document(preview, result), resultLines(result, context.language))
  if (result.ended === 'failed') return result.deleted > 0 ? exitCodes.partial : exitCodes.failed
  return result.failed + result.notAttempted > 0 ? exitCodes.partial : exitCodes.done
}

function targetOf(namespace: string, families: readonly string[]): InvalidationTarget {
  if (families.length === 0) return { scope: 'whole', namespace }
  const names = families.map((name): FamilyName => {
    const parsed = FamilyNameSchema.safeParse(name)
    if (parsed.success) return parsed.data
    const family = name.slice(0, 64)
    throw new AppError('unknown_family', `no family ${family}`, { params: { family, namespace: namespace.slice(0, 64) } })
  })
  return { scope: 'families', namespace, families: names }
}

/** The published shape of `pcc invalidate --json`; a dry run has null where nothing was tried. */
function document(preview: InvalidationPreview, result: InvalidationResult | null) {
  const { namespace } = preview.target
  return {
    namespace,
    families: preview.families.map(({ family, keys, bytes }) => ({ family, keys, bytes })),
    previewed: preview.count,
    deleted: result?.deleted ?? 0,
    changed: result?.changed ?? 0,
    gone: result?.gone ?? 0,
    failed: result?.failed ?? 0,
    not_attempted: result?.notAttempted ?? preview.count,
    dry_run: result === null,
    complete: preview.coverage.complete,
    bundle: result?.bundle ?? null,
    elapsed_ms: Math.round(preview.elapsedMs + (result?.elapsedMs ?? 0)),
  }
}

function familyLines(preview: InvalidationPreview, language: 'pt-BR' | 'en'): string[] {
  const head = language === 'en' ? ['family', 'keys'] : ['família', 'chaves']
  const { namespace } = preview.target
  return table(head, preview.families.map(({ family, keys }) => [`${namespace}:${family}`, countText(keys, language)]))
}

function resultLines(result: InvalidationResult, language: 'pt-BR' | 'en'): string[] {
  const names =
    language === 'en'
      ? ['previewed', 'deleted', 'changed', 'gone', 'failed', 'not attempted']
      : ['na prévia', 'removidas', 'alteradas', 'sumidas', 'com falha', 'não tentadas']
  const figures = [result.previewed, result.deleted, result.changed, result.gone, result.failed, result.notAttempted]
  const lines = table(
    [language === 'en' ? 'books' : 'contas', language === 'en' ? 'keys' : 'chaves'],
    figures.map((figure, index) => [names[index] ?? '', countText(figure, language)]),
  )
  if (result.bundle !== null) lines.push(language === 'en' ? `undo: pcc undo ${result.bundle}` : `desfazer: pcc undo ${result.bundle}`)
  return lines
}
