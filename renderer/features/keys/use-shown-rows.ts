import { useCallback, useMemo, useState } from 'react'
import type { KeyListFacts, KeyRef, KeyRow } from '../../../shared/contract/keys.ts'
import { compareValues, type Sort } from '../../ui/SortHeading.tsx'
import { rowsPerPage, useKeys } from './keys-store.ts'

export interface ShownRows {
  readonly sort: Sort | null
  /** null: the list is too long to be ordered by what was read of a part of it. */
  readonly onSort: ((sort: Sort) => void) | null
  readonly rowAt: (place: number) => KeyRow | null
  /** The same, read first where it must be. */
  readonly readRowAt: (place: number) => Promise<KeyRow | null>
  /** Where the open key stands, if it was read; null: nowhere. */
  readonly openPlace: number | null
}

const values: Readonly<Record<string, (row: KeyRow) => number | null>> = {
  bytes: ({ bytes }) => bytes,
  ttl: ({ expiresAt }) => expiresAt,
}

/** The rows in the order they are shown: that of the list, or for one of a single page by size or lifetime. */
export function useShownRows(facts: KeyListFacts | null): ShownRows {
  const { pages, openRef, rowAt: readInList } = useKeys()
  const [chosen, setSort] = useState<Sort | null>(null)
  const first = pages.get(0)
  const isWhole = facts?.complete === true && facts.found <= rowsPerPage && first?.length === facts.found
  const sort = isWhole ? chosen : null

  const order = useMemo(() => {
    const value = sort && values[sort.id]
    if (!first || !value) return null
    const places = first.map((_, place) => place)
    const of = (place: number) => (first[place] ? value(first[place]) : null)
    return places.sort((a, b) => compareValues(of(a), of(b), sort.descending))
  }, [first, sort])

  const rowAt = useCallback(
    (place: number) => {
      const at = order?.[place] ?? place
      return pages.get(Math.floor(at / rowsPerPage))?.[at % rowsPerPage] ?? null
    },
    [pages, order],
  )
  const listing = facts?.listing ?? ''
  const openPlace = useMemo(() => {
    if (openRef === null) return null
    for (const [page, rows] of pages) {
      const at = rows.findIndex((row) => isOpen(row, openRef, listing))
      if (at !== -1) return order ? order.indexOf(at) : page * rowsPerPage + at
    }
    return null
  }, [pages, openRef, listing, order])
  return {
    sort,
    onSort: isWhole ? setSort : null,
    rowAt,
    readRowAt: async (place) => rowAt(place) ?? (await readInList(place)),
    openPlace,
  }
}

function isOpen(row: KeyRow, ref: KeyRef, listing: string): boolean {
  return 'base64' in ref ? row.key.base64 === ref.base64 : ref.listing === listing && ref.index === row.index
}
