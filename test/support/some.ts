import { expect } from 'vitest'

/** Values of which only the kind is promised; vitest types its own as `any`. */
export const someNumber: unknown = expect.any(Number)

/** @returns a matcher for texts that fit `pattern` */
export const textLike = (pattern: RegExp): unknown => expect.stringMatching(pattern)
