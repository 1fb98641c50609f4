import type { RedisUrlProblem } from '../connection/redis-url.ts'
import type { FailureCode } from '../contract/failure.ts'

/** What happened, on what; and what to do next. Whole sentences. */
export interface FailureWords {
  readonly what: string
  readonly next: string
}

/** @returns the failure's parameter `name` as text, or `fallback` where it is not there */
export type Fill = (name: string, fallback: string) => string

/** One language: a sentence for every code (a missing one does not compile) and for every reason we name by a word. */
export interface FailureCatalogue {
  readonly sentences: Readonly<Record<FailureCode, (fill: Fill) => FailureWords>>
  readonly urlProblems: Readonly<Record<RedisUrlProblem, string>>
}
