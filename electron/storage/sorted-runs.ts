import type { FileHandle } from 'node:fs/promises'
import { compareRecords, nameText, readRecords } from './key-records.ts'

/** Bytes read ahead per run; with two hundred runs 13 MB. */
const runChunkBytes = 64 * 1024

interface Run {
  readonly order: number
  records: Buffer[]
  at: number
  readonly chunks: AsyncGenerator<Buffer[]>
}

/** @returns the records sorted by name, repeats dropped: the one added last stays */
export function sortUnique(records: Buffer[]): Buffer[] {
  // Texts are compared several times faster than buffers, and the order is the same.
  const named = records.map((record) => ({ record, name: nameText(record) }))
  named.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
  return named.flatMap(({ record, name }, index) => (named[index + 1]?.name === name ? [] : record))
}

/** Merges sorted files into one sorted stream without repeats; of equal names the one of the latest file stays. */
export async function* mergeRuns(files: readonly FileHandle[]): AsyncGenerator<Buffer[]> {
  const heap: Run[] = []
  for (const [order, file] of files.entries()) {
    const run: Run = { order, records: [], at: 0, chunks: readRecords(file, 0, runChunkBytes) }
    if (await fill(run)) push(heap, run)
  }
  let merged: Buffer[] = []
  let held: Buffer | null = null
  for (let run = heap[0]; run !== undefined; run = heap[0]) {
    const record = head(run)
    if (held !== null && compareRecords(held, record) !== 0) merged.push(held)
    held = record
    run.at += 1
    if (run.at < run.records.length || (await fill(run))) sink(heap)
    else removeTop(heap)
    if (merged.length >= 4_096) {
      yield merged
      merged = []
    }
  }
  if (held !== null) merged.push(held)
  yield merged
}

async function fill(run: Run): Promise<boolean> {
  for (;;) {
    const next = await run.chunks.next()
    if (next.done === true) return false
    run.records = next.value
    run.at = 0
    if (next.value.length > 0) return true
  }
}

const head = (run: Run) => run.records[run.at] as Buffer // a run in the heap always has a next record

function before(a: Run, b: Run): boolean {
  const order = compareRecords(head(a), head(b))
  return order !== 0 ? order < 0 : a.order < b.order
}

function push(heap: Run[], run: Run): void {
  let at = heap.push(run) - 1
  while (at > 0) {
    const parent = (at - 1) >> 1
    if (!before(run, heap[parent] as Run)) break // parent < at, which is in the heap
    swap(heap, at, parent)
    at = parent
  }
}

function removeTop(heap: Run[]): void {
  const last = heap.pop()
  if (last === undefined || heap.length === 0) return
  heap[0] = last
  sink(heap)
}

function sink(heap: Run[]): void {
  for (let at = 0; ; ) {
    let first = at
    for (const child of [2 * at + 1, 2 * at + 2]) {
      if (child < heap.length && before(heap[child] as Run, heap[first] as Run)) first = child
    }
    if (first === at) return
    swap(heap, at, first)
    at = first
  }
}

function swap(heap: Run[], a: number, b: number): void {
  const held = heap[a] as Run
  heap[a] = heap[b] as Run
  heap[b] = held
}
