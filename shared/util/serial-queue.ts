/** @returns a function that runs acts one after another, in the order they were handed in; a failed one stops none */
export function createSerialQueue(): <T>(act: () => Promise<T>) => Promise<T> {
  let tail: Promise<unknown> = Promise.resolve()
  return (act) => {
    const next = tail.then(act)
    tail = next.catch(() => undefined) // the caller of the failed act has its failure
    return next
  }
}
