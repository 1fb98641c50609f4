import { readdirSync, readFileSync } from 'node:fs'

/**
 * Memory of a process and all it started, each shared page counted by its share (PSS). Linux alone tells it.
 * @returns MiB; null where the system does not say
 */
export function processTreeMebibytes(pid: number): number | null {
  if (process.platform !== 'linux') return null
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => [Number(name), parentOf(Number(name))] as const),
  )
  const tree = new Set([pid])
  for (let before = 0; before !== tree.size; ) {
    before = tree.size
    for (const [child, parent] of parents) if (tree.has(parent)) tree.add(child)
  }
  return [...tree].reduce((sum, member) => sum + kibibytesOf(member), 0) / 1_024
}

/** 0 for a process that ended in between, as for every fact below. */
const parentOf = (pid: number) => Number(/\) \S (\d+)/.exec(read(pid, 'stat'))?.[1] ?? 0)
const kibibytesOf = (pid: number) => Number(/^Pss:\s+(\d+)/m.exec(read(pid, 'smaps_rollup'))?.[1] ?? 0)

function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return ''
  }
}
