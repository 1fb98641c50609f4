/** Sorted or merged at a time, some ten milliseconds: between two steps the window is answered. */
const step = 16_384

/**
 * The order of many things without holding up the process: runs are sorted, then merged two by two.
 * @param count - things 0 to count - 1
 * @param pause - lets others have their turn
 * @returns the places in ascending order
 */
export async function sortedOrder(
  count: number,
  compare: (one: number, other: number) => number,
  pause: () => Promise<void>,
): Promise<Uint32Array> {
  let from = Uint32Array.from({ length: count }, (_, index) => index)
  for (let start = 0; start < count; start += step) {
    from.subarray(start, start + step).sort(compare)
    await pause()
  }
  let to = new Uint32Array(count)
  for (let width = step; width < count; width *= 2) {
    for (let start = 0; start < count; start += 2 * width) {
      await merge(from, to, { start, middle: Math.min(start + width, count), end: Math.min(start + 2 * width, count) })
    }
    ;[from, to] = [to, from]
  }
  return from

  async function merge(
    source: Uint32Array,
    target: Uint32Array,
    { start, middle, end }: { readonly start: number; readonly middle: number; readonly end: number },
  ): Promise<void> {
    let left = start
    let right = middle
    for (let at = start; at < end; at++) {
      const one = source[left] ?? 0
      const other = source[right] ?? 0
      const takeLeft = right >= end || (left < middle && compare(one, other) <= 0)
      target[at] = takeLeft ? one : other
      if (takeLeft) left += 1
      else right += 1
      if (at % step === step - 1) await pause()
    }
  }
}
