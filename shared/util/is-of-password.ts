import type { Failure } from '../contract/failure.ts'

/** The password is wrong, or one is needed: another one would help, and nothing else. */
export const isOfPassword = ({ code }: Pick<Failure, 'code'>): boolean =>
  code === 'auth_failed' || code === 'auth_required'
