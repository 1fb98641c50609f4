import { join } from 'node:path'
import { buildC } from './build-c.ts'

/** What the server calls the type. */
export const counterType = 'pcccountr'

/**
 * Builds the module whose command COUNTER.ADD makes values of a type of its own.
 * @returns the file for `--loadmodule`; null where this machine has no C compiler
 */
export function buildCounterType(folder: string): string | null {
  const file = join(folder, 'counter-type.so')
  return buildC('counter-type.c', file, ['-shared', '-fPIC']) ? file : null
}
