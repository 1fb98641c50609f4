import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const source = fileURLToPath(new URL('counter-type.c', import.meta.url))

/** What the server calls the type. */
export const counterType = 'pcccountr'

/**
 * Builds the module whose command COUNTER.ADD makes values of a type of its own.
 * @returns the file for `--loadmodule`; null where this machine has no C compiler
 */
export function buildCounterType(folder: string): string | null {
  if (spawnSync('gcc', ['--version']).status !== 0) return null
  const file = join(folder, 'counter-type.so')
  const flags = ['-Wall', '-O1', '-shared', '-fPIC']
  const { status, stderr } = spawnSync('gcc', [...flags, '-o', file, source], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`the module does not compile: ${stderr}`)
  return file
}
