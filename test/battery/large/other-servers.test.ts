import { describe, expect, onTestFinished, test } from 'vitest'
import { openLaboratory, whole } from '../../integration/invalidation/laboratory.ts'
import { notRun, tellFigure } from '../../support/battery.ts'
import { keyspaceConformance } from '../../support/keyspace-conformance.ts'
import { openSingle } from '../../support/keyspaces.ts'
import { fetchOtherServer, type OtherServer, releases } from '../../support/other-servers.ts'
import { startRedis } from '../../support/redis-server.ts'
import { pncpKey, seedPncp } from '../../support/seed-pncp.ts'

const found: OtherServer[] = []
for (const release of releases) {
  try {
    found.push(fetchOtherServer(release))
  } catch (error) {
    const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n')
    notRun('R36', `${release.name}: ${line}`)
  }
}
notRun(
  'R36',
  'Redis 6.2: no release of Debian and no package of npm carries it, and the 6.0 of Debian 11 gives scripts no cjson',
)

describe.each(found)('R36: $name', ({ name, program }) => {
  keyspaceConformance(() => openSingle(program))

  test('R36: its own name and version are told, a removal is undone, and the table says what it lacks', async (context) => {
    const redis = await startRedis({ program })
    onTestFinished(() => redis.stop())
    await seedPncp([redis], 5_000)
    const lab = await openLaboratory(redis)
    const { product, version } = lab.session.identity()
    expect(`${product} ${version}`.toLowerCase()).toMatch(new RegExp(`^${name.toLowerCase()}\\.`))
    const { bundle, deleted } = await lab.invalidate(whole('pncp'))
    expect(deleted).toBe(5_000)
    const undone = await lab.undo.run({ bundle: bundle ?? '', retarget: null }, () => undefined)
    expect(undone).toMatchObject({ restored: 5_000, failed: 0 })
    expect(Number(await redis.cli('ttl', pncpKey(1)))).toBeGreaterThan(79_000)
    const absent = lab.session.capabilities.filter(({ missing }) => missing).map(({ command }) => command)
    tellFigure(
      context,
      `${product} ${version}, lacks ${absent.length === 0 ? 'nothing' : [...new Set(absent)].join(', ')}`,
    )
  })

  test('R36: a key that is looked at does not count as used where the server can leave it so', async () => {
    const redis = await startRedis({ program })
    onTestFinished(() => redis.stop())
    await redis.cli('set', 'pncp:a', 'value')
    await new Promise((resolve) => setTimeout(resolve, 2_100))
    const lab = await openLaboratory(redis)
    const quiet = lab.session.capabilities.some(
      ({ command, allowed }) => command === 'CLIENT NO-TOUCH' && allowed === true,
    )
    await lab.session.browser().readString(Buffer.from('pncp:a'), 0, 5)
    const idle = Number(await redis.cli('object', 'idletime', 'pncp:a'))
    expect(idle >= 2).toBe(quiet)
  })
})
