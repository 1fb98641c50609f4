import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/**
 * Compiles a C file of this folder.
 * @param flags - further ones for the compiler
 * @returns whether there is a compiler to do it @throws Error where it does not compile
 */
export function buildC(source: string, output: string, flags: readonly string[] = []): boolean {
  if (spawnSync('gcc', ['--version']).status !== 0) return false
  const file = fileURLToPath(new URL(source, import.meta.url))
  const { status, stderr } = spawnSync('gcc', ['-Wall', '-O1', ...flags, '-o', output, file], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${source} does not compile: ${stderr}`)
  return true
}
