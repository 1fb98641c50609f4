import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import type { SavedFate } from '../core/ports/stores.ts'
import { openForAppend } from './private-file.ts'
import { codeOf, storageError } from './storage-error.ts'
import { encodeFrame, readFrames } from './undo-frames.ts'

/** Saved keys that were not removed, by their place in the bundle from 0; both ends belong to it. */
export interface KeptRange {
  readonly first: number
  readonly last: number
}

const rangeBytes = 8

/** @param first - the place of the first fate @returns what of it was kept, in order */
export function keptRanges(first: number, fates: readonly SavedFate[]): KeptRange[] {
  const ranges: { first: number; last: number }[] = []
  for (const [at, fate] of fates.entries()) {
    if (fate !== 'kept') continue
    const place = first + at
    const open = ranges.at(-1)
    if (open?.last === place - 1) open.last = place
    else ranges.push({ first: place, last: place })
  }
  return ranges
}

export const keptCount = (ranges: readonly KeptRange[]) =>
  ranges.reduce((sum, { first, last }) => sum + last - first + 1, 0)

/** Adds ranges to the file; they are on disk when this resolves. @throws AppError `storage_failed`, `disk_full` */
export async function appendKept(path: string, ranges: readonly KeptRange[]): Promise<void> {
  if (ranges.length === 0) return
  const body = Buffer.alloc(ranges.length * rangeBytes)
  for (const [at, { first, last }] of ranges.entries()) {
    body.writeUInt32BE(first, at * rangeBytes)
    body.writeUInt32BE(last, at * rangeBytes + 4)
  }
  const handle = await openForAppend(path)
  try {
    await handle.appendFile(Buffer.concat(encodeFrame(0, [body])))
    await handle.datasync()
  } catch (error) {
    throw storageError(error, basename(path))
  } finally {
    await handle.close()
  }
}

/**
 * @returns the ranges in order; none where there is no such file. What is damaged is left out: the fate of those keys is
 *   unknown then
 * @throws AppError `storage_failed`
 */
export async function readKept(path: string): Promise<KeptRange[]> {
  const handle = await open(path, 'r').catch((error) =>
    codeOf(error) === 'ENOENT' ? null : Promise.reject(storageError(error, basename(path))),
  )
  if (handle === null) return []
  const ranges: KeptRange[] = []
  try {
    for await (const { body } of readFrames(handle)) {
      for (let at = 0; body !== null && at + rangeBytes <= body.length; at += rangeBytes)
        ranges.push({ first: body.readUInt32BE(at), last: body.readUInt32BE(at + 4) })
    }
    return ranges
  } finally {
    await handle.close()
  }
}

/** @returns a function that says whether a place was kept; to be asked in rising order */
export function keptInOrder(ranges: readonly KeptRange[]): (place: number) => boolean {
  let at = 0
  return (place) => {
    while ((ranges[at]?.last ?? Number.POSITIVE_INFINITY) < place) at += 1
    return (ranges[at]?.first ?? Number.POSITIVE_INFINITY) <= place
  }
}
