import type { ConfigKind } from '../../../shared/contract/server-config.ts'

/** Units of redis.conf: `kb` is 1024, `k` is 1000. */
const units: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  k: 1e3,
  kb: 1024,
  m: 1e6,
  mb: 1024 ** 2,
  g: 1e9,
  gb: 1024 ** 3,
}

/** @returns bytes of a memory value as redis.conf writes it (`2gb`, `100mb`, `0`); null where it is none */
export function memoryBytes(text: string): number | null {
  const [, figure, unit = ''] = /^(\d{1,15})([a-z]{0,2})$/i.exec(text.trim()) ?? []
  const factor = units[unit.toLowerCase()]
  return figure === undefined || factor === undefined ? null : Number(figure) * factor
}

/** @returns the value as the screen and the journal write it: memory in its largest whole unit, the rest as it stands */
export function canonical(kind: ConfigKind, value: string): string {
  const bytes = kind === 'memory' ? memoryBytes(value) : null
  if (bytes === null) return value.trim()
  if (bytes === 0) return '0'
  for (const unit of ['gb', 'mb', 'kb'] as const) {
    const factor = units[unit] ?? 1
    if (bytes % factor === 0) return `${bytes / factor}${unit}`
  }
  return String(bytes)
}

/** `save` may be written with any blanks, an empty one in quotes. */
export function isSameValue(kind: ConfigKind, one: string, other: string): boolean {
  const plain = (value: string) => canonical(kind, value).replace(/^""$/, '').replace(/\s+/g, ' ').trim().toLowerCase()
  return plain(one) === plain(other)
}
