/**
 * Asks for the next item while the last one is worked on: two steps of a job then go on side by side.
 * @returns the same items in order; a failure comes after the items before it. At most one item is taken that is never
 *   handed out
 */
export async function* readAhead<T>(source: AsyncIterable<T>): AsyncGenerator<T> {
  const items = source[Symbol.asyncIterator]()
  const ask = () => {
    const asked = items.next()
    asked.catch(() => undefined) // whoever takes this item has its failure
    return asked
  }
  let coming = ask()
  try {
    for (;;) {
      const item = await coming
      if (item.done === true) return
      coming = ask()
      yield item.value
    }
  } finally {
    // What is under way ends before the source is closed: nobody acts behind the back of a job that is over.
    await coming.catch(() => undefined)
    await items.return?.()
  }
}
