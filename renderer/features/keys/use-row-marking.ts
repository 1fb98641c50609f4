import { useMemo, useRef } from 'react'
import type { KeyListFacts, KeyRow } from '../../../shared/contract/keys.ts'
import { mostChosenKeys } from '../../../shared/keys/most-chosen-keys.ts'
import type { RowMarking } from '../../ui/VirtualGrid.tsx'
import { type Marks, markOf, useMarks, withRows } from './marks-store.ts'
import { refOf } from './name-text.ts'
import type { ShownRows } from './use-shown-rows.ts'

/** Where a stretch begins, and what was marked before it. */
interface Anchor {
  readonly place: number
  /** The order its place is of. */
  readonly order: string
  readonly before: Marks
}

/** Marks rows of the list as files are marked: one by one, a stretch from the last one, or all. */
export function useRowMarking(facts: KeyListFacts | null, rows: ShownRows): RowMarking<KeyRow> {
  const marks = useMarks((state) => state.marks)
  const anchor = useRef<Anchor | null>(null)
  const turn = useRef(0)
  const listing = facts?.listing ?? ''
  const found = facts?.found ?? 0
  const order = JSON.stringify([listing, facts?.sorted, rows.sort])

  return useMemo(() => {
    const { set } = useMarks.getState()
    const marked = () => useMarks.getState().marks

    /** Reads the rows where it must; what was asked for later wins. */
    async function markStretch(one: number, other: number, before: Marks): Promise<void> {
      const mine = ++turn.current
      const step = one <= other ? 1 : -1
      // One more than may be marked: that there are further ones is told then.
      const length = Math.min(Math.abs(other - one), mostChosenKeys) + 1
      const read: KeyRow[] = []
      for (let at = 0; at < length; at++) {
        const row = await rows.readRowAt(one + at * step)
        if (row !== null) read.push(row)
      }
      if (mine === turn.current) set(withRows(before, read, listing))
    }

    return {
      isMarked: (row) => marks.has(markOf(refOf(row, listing))),
      onToggle(place) {
        const row = rows.rowAt(place)
        if (row === null) return
        turn.current++
        const next = new Map(marked())
        const ref = refOf(row, listing)
        if (!next.delete(markOf(ref))) next.set(markOf(ref), ref)
        set(next)
        anchor.current = { place, order, before: marked() }
      },
      onExtend(from, to) {
        const holds = anchor.current?.order === order && marked().size > 0
        if (!holds) anchor.current = { place: from, order, before: marked() }
        if (anchor.current === null) return
        void markStretch(anchor.current.place, to, anchor.current.before)
      },
      onAll() {
        anchor.current = null
        void markStretch(0, found - 1, new Map())
      },
    }
  }, [marks, rows, listing, found, order])
}
