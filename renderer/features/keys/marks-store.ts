import { create } from 'zustand'
import type { KeyRef, KeyRow } from '../../../shared/contract/keys.ts'
import { mostChosenKeys } from '../../../shared/keys/most-chosen-keys.ts'
import { refOf } from './name-text.ts'

/** Keys by `markOf`, in the order they were marked. */
export type Marks = ReadonlyMap<string, KeyRef>

export interface MarksState {
  readonly marks: Marks
  /** Further keys were not marked: there are as many as may be. */
  readonly full: boolean
  /** What the marks were made over: a question put to a server. */
  readonly scope: string
  /** Leaves no mark of another scope. */
  keepTo(scope: string): void
  /** Leaves no name that is known by its place in another list: main holds that one no more. */
  forgetOther(listing: string): void
  /** As many of them as may be marked. */
  set(marks: Marks): void
  clear(): void
}

/** What tells a key from every other: its bytes, or, where they are too long to travel, its place in the list. */
export const markOf = (ref: KeyRef) => ('base64' in ref ? ref.base64 : `${ref.listing}#${ref.index}`)

/** @returns the marks with those of the rows among them @param listing - the list they stand in */
export function withRows(marks: Marks, rows: readonly KeyRow[], listing: string): Marks {
  const refs = rows.map((row) => refOf(row, listing))
  return new Map([...marks, ...refs.map((ref) => [markOf(ref), ref] as const)])
}

/** Keys marked one by one, whichever of them are on screen; kept while the list is read anew. */
export const useMarks = create<MarksState>((set, get) => ({
  marks: new Map(),
  full: false,
  scope: '',
  keepTo(scope) {
    if (scope !== get().scope) set({ scope, marks: new Map(), full: false })
  },
  forgetOther(listing) {
    const { marks } = get()
    const kept = [...marks].filter(([, ref]) => 'base64' in ref || ref.listing === listing)
    if (kept.length < marks.size) set({ marks: new Map(kept), full: false })
  },
  set(marks) {
    const full = marks.size > mostChosenKeys
    set({ marks: full ? new Map([...marks].slice(0, mostChosenKeys)) : marks, full })
  },
  clear: () => set({ marks: new Map(), full: false }),
}))
