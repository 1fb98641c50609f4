import type { UndoPreview } from '../../../../shared/contract/undo.ts'

const lines = ['restorable', 'expired', 'standing', 'damaged', 'unknown', 'foreign'] as const

export interface OutlookLine {
  readonly line: (typeof lines)[number]
  /** Keys. */
  readonly count: number
}

/** The saved keys by what would become of each; foreign ones only where there are some. */
export function outlookLines(preview: UndoPreview): readonly OutlookLine[] {
  return lines
    .map((line) => ({ line, count: line === 'foreign' ? preview.foreign.keys : preview[line] }))
    .filter(({ line, count }) => line !== 'foreign' || count > 0)
}
