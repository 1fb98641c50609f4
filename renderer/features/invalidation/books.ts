import type { InvalidationBooks } from '../../../shared/contract/invalidation.ts'

/** The five counts, in the order they are told. */
export const bookLines = [
  'deleted',
  'changed',
  'gone',
  'failed',
  'notAttempted',
] as const satisfies readonly (keyof InvalidationBooks)[]

/** @returns what the five counts add up to */
export function bookSum(books: InvalidationBooks): number {
  return bookLines.reduce((sum, line) => sum + books[line], 0)
}

/** Whether previewed = deleted + changed + gone + failed + not attempted. */
export function balances(books: InvalidationBooks): boolean {
  return bookSum(books) === books.previewed
}

/** @returns the share of the list that was dealt with, 0 to 1 */
export function settledShare(books: InvalidationBooks): number {
  return books.previewed === 0 ? 1 : (books.previewed - books.notAttempted) / books.previewed
}

/** @returns seconds until the list is dealt with at the present rate; null while there is no rate */
export function secondsLeft(books: InvalidationBooks, keysPerSecond: number): number | null {
  return keysPerSecond > 0 ? books.notAttempted / keysPerSecond : null
}
