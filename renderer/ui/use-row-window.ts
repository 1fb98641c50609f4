import { type RefObject, type UIEvent, useLayoutEffect, useRef, useState } from 'react'

/** A browser draws no element higher than some 33 million pixels; above this the rows are passed faster than scrolled. */
const mostPixels = 30_000_000
/** Drawn above and below what is seen, so that a quick scroll shows no gap. */
const spareRows = 4

interface Measures {
  /** Of one row, in pixels. */
  readonly row: number
  /** Of the part of the scroller that shows rows. */
  readonly view: number
}

export interface RowWindow {
  /** To be given to what scrolls. */
  readonly scroller: RefObject<HTMLDivElement | null>
  /** To be given to an element as high as a row: the density may change. */
  readonly probe: RefObject<HTMLDivElement | null>
  /** The rows to draw: `first` up to but without `end`. */
  readonly first: number
  readonly end: number
  /** The rows that can be seen. */
  readonly seen: { readonly first: number; readonly last: number }
  /** Of all rows, or as high as a browser draws. */
  readonly height: number
  /** Of what shows the drawn ones; it stands still while the rows pass through it. */
  readonly paneHeight: number
  /** How far above the pane's edge the first drawn row begins; negative, whole pixels. */
  readonly offset: number
  readonly onScroll: (event: UIEvent<HTMLElement>) => void
  /** Scrolls as little as is needed for the row to be seen whole. */
  readonly reveal: (index: number) => void
}

/**
 * Which of very many rows of equal height are to be drawn.
 * @param headHeight - of the head that stays in sight, in pixels
 */
export function useRowWindow(count: number, headHeight: number): RowWindow {
  const scroller = useRef<HTMLDivElement>(null)
  const probe = useRef<HTMLDivElement>(null)
  // Before the first measure, and where nothing is laid out at all: a page of rows.
  const [{ row, view }, setMeasures] = useState<Measures>({ row: 28, view: 560 })
  const [scrollTop, setScrollTop] = useState(0)

  useLayoutEffect(() => {
    const [outer, one] = [scroller.current, probe.current]
    if (!outer || !one) return
    const measure = () => {
      if (one.offsetHeight === 0 || outer.clientHeight === 0) return
      setMeasures((before) => {
        const now = { row: one.offsetHeight, view: Math.max(one.offsetHeight, outer.clientHeight - headHeight) }
        return now.row === before.row && now.view === before.view ? before : now
      })
    }
    const observer = new ResizeObserver(measure)
    observer.observe(outer)
    observer.observe(one)
    measure()
    return () => observer.disconnect()
  }, [headHeight])

  const total = count * row
  const height = Math.min(total, mostPixels)
  const paneHeight = Math.min(view, height)
  /** Pixels of rows for one pixel of the scroll bar. */
  const ratio = height > paneHeight ? (total - paneHeight) / (height - paneHeight) : 1
  const top = Math.max(0, Math.min(scrollTop * ratio, total - paneHeight))
  const firstSeen = Math.floor(top / row)
  const lastSeen = Math.min(count - 1, Math.floor((top + paneHeight - 1) / row))
  const first = Math.max(0, firstSeen - spareRows)

  const reveal = (index: number) => {
    const wanted = Math.min(Math.max(top, (index + 1) * row - paneHeight), index * row)
    if (wanted === top) return
    scroller.current?.scrollTo({ top: wanted / ratio })
    setScrollTop(wanted / ratio)
  }

  return {
    scroller,
    probe,
    first,
    end: Math.min(count, lastSeen + 1 + spareRows),
    seen: { first: firstSeen, last: lastSeen },
    height,
    paneHeight,
    offset: Math.round(first * row - top),
    onScroll: (event) => setScrollTop(event.currentTarget.scrollTop),
    reveal,
  }
}
