import type { StatsReport } from '../../../shared/contract/stats.ts'
import { familiesOf } from '../../../shared/keys/key-families.ts'

/** One family's part of the keyspace, by its bytes. */
export interface KeyspaceArea {
  readonly namespace: string
  readonly family: string
  readonly bytes: number
  /** Tells families apart inside one hue; -1: no known family. */
  readonly texture: number
}

/** @returns the families that take any memory, the largest first */
export function keyspaceAreas(report: StatsReport): readonly KeyspaceArea[] {
  return report.namespaces
    .flatMap(({ namespace, families }) =>
      families.map(({ family, bytes }) => ({
        namespace,
        family,
        bytes: bytes ?? 0,
        texture: familiesOf(namespace).findIndex(({ name }) => name === family),
      })),
    )
    .filter(({ bytes }) => bytes > 0)
    .sort((one, two) => two.bytes - one.bytes)
}
