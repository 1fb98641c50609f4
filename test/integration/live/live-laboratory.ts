import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { compose } from '../../../electron/compose.ts'
import type { Core } from '../../../electron/core/core.ts'
import type { ConnectionTarget } from '../../../shared/contract/connection.ts'
import type { AppEvent } from '../../../shared/contract/events.ts'
import type { LiveStatus } from '../../../shared/contract/live.ts'
import { recordingLog } from '../../support/recording-log.ts'
import { targetOf } from '../../support/redis-server.ts'

export interface LiveConsole {
  readonly core: Core
  /** Every status that was published, in order. */
  statuses(): readonly LiveStatus[]
}

/** A console on a test server, with its live counters off; closed when the test ends. */
export async function liveConsole(
  redis: { readonly port: number },
  change: Partial<ConnectionTarget> = {},
  dataFolder?: string,
): Promise<LiveConsole> {
  const folder = dataFolder ?? (await mkdtemp(join(tmpdir(), 'pcc-live-')))
  const events: AppEvent[] = []
  const core = await compose({
    dataFolder: folder,
    recordingsFolder: '',
    log: recordingLog(),
    publish: (event) => events.push(event),
    cipher: null,
    env: {},
    urlOverrides: {},
  })
  onTestFinished(async () => {
    await core.close()
    await rm(folder, { recursive: true, force: true })
  })
  await core.settings.update({ pace: 'fast' })
  await core.connections.openAdHoc('lab', targetOf(redis, change), null)
  return { core, statuses: () => events.flatMap((event) => (event.name === 'live.changed' ? [event.payload] : [])) }
}

/** Switches the counters on as the operator does: by the preview. */
export async function switchOn({ live }: Core): Promise<LiveStatus> {
  const { nodes } = await live.preview()
  return live.start(nodes.map(({ node, current }) => ({ node, value: current })))
}

/** Counts by family, those without keys left out: what a walk and the events must agree on. */
export function countsOf({ counts }: Pick<LiveStatus, 'counts'>): Record<string, number> {
  const rows = (counts ?? []).filter(({ keys }) => keys > 0)
  return Object.fromEntries(rows.map(({ namespace, family, keys }) => [`${namespace ?? ''}:${family}`, keys]))
}

/** The same by an exact pass. */
export async function walkedCounts(core: Core): Promise<Record<string, number>> {
  const report = await core.collectStats('exact', new AbortController().signal, () => undefined, null)
  const rows = report.namespaces.flatMap(({ namespace, families }) =>
    families.map(({ family, keys }) => ({ namespace, family, keys })),
  )
  return countsOf({ counts: [...rows, { namespace: null, family: 'other', keys: report.other.keys }] })
}
