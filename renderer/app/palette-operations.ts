import { TriangleAlert, Undo2 } from 'lucide-react'
import { targetText } from '../../shared/keys/target-text.ts'
import { selectLeftOperations, useLeftOperations } from '../connection/left-operations-store.ts'
import { requestRecovery, requestUndo } from '../connection/requested-flow.ts'
import { canUndo, useActivity } from '../features/activity/activity-store.ts'
import type { Words } from '../i18n/words.ts'
import { latest } from '../lib/load.ts'
import type { PaletteEntry } from './palette-entry.ts'

/** What did not come to its end, and what can be put back. Both only open their first step. */
export function operationEntries(words: Words): PaletteEntry[] {
  return [...unfinishedEntries(words), ...undoEntries(words)]
}

function unfinishedEntries({ t, formats }: Words): PaletteEntry[] {
  return selectLeftOperations(useLeftOperations.getState()).map(({ operationId, target, startedAt, who }) => ({
    id: `unfinished:${operationId}`,
    group: 'operations',
    icon: TriangleAlert,
    title: t('palette.unfinished', { target: targetText(target) }),
    consequence: t('palette.operation.note', { at: formats.instant(startedAt), who }),
    choose: () => requestRecovery(operationId),
  }))
}

function undoEntries({ t, formats }: Words): PaletteEntry[] {
  const bundles = latest(useActivity.getState().bundles) ?? []
  const now = Date.now()
  return bundles
    .filter((bundle) => canUndo(bundle, now))
    .map(({ bundle, target, createdAt, keys, file }) => ({
      id: `bundle:${bundle}`,
      group: 'operations',
      icon: Undo2,
      title:
        file === undefined
          ? t('activity.bundles.undoNamed', { target: targetText(target) })
          : t('import.title', { target: targetText(target), file }),
      consequence: t('palette.bundle.note', { n: keys, at: formats.instant(createdAt) }),
      choose: () => requestUndo(bundle),
    }))
}
