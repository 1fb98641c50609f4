import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parseAddress } from '../../../renderer/connection/address.ts'
import { useConnection } from '../../../renderer/connection/connection-store.ts'
import { useFreshness } from '../../../renderer/connection/freshness-store.ts'
import { useOperations } from '../../../renderer/connection/operations-store.ts'
import { useProfiles } from '../../../renderer/connection/profiles-store.ts'
import { useStats } from '../../../renderer/connection/stats-store.ts'
import { whyNotWritable } from '../../../renderer/connection/why-not-writable.ts'
import { createWords } from '../../../renderer/i18n/words.ts'
import { type FakeBridge, installFakeBridge } from '../../support/fake-bridge.ts'
import {
  connected,
  sampleConnection,
  sampleFreshnessReport,
  sampleLane,
  sampleRun,
  sampleStats,
} from '../../support/page-samples.ts'
import { resetStores } from '../../support/reset-stores.ts'

let bridge: FakeBridge
beforeEach(() => {
  bridge = installFakeBridge()
})
afterEach(() => {
  resetStores()
  bridge.remove()
})

describe('the connection', () => {
  test('an event that overtakes the first reply wins', async () => {
    const reply = bridge.hold('connection.status')
    const end = useConnection.getState().start()
    bridge.publish('connection.changed', connected())
    reply({ phase: 'none' })
    await Promise.resolve()
    expect(useConnection.getState().status.phase).toBe('connected')
    end()
  })

  test('a failed attempt is told and leaves what stands', async () => {
    useConnection.setState({ status: connected() })
    bridge.fail('connection.open', { code: 'auth_failed' })
    expect(await useConnection.getState().open('p2', null)).toBe(false)
    expect(useConnection.getState().openFailure?.code).toBe('auth_failed')
    expect(useConnection.getState().status.phase).toBe('connected')
  })

  test('a profile that asks for its password is opened only with one', async () => {
    const { target } = sampleConnection
    await useProfiles.getState().connect({ ...target, id: 'p2', name: 'prod', password: 'ask' })
    expect(bridge.calls).toEqual([])
    bridge.answer('connection.open', connected())
    await useProfiles.getState().answerPasswords('s3cret', null)
    expect(bridge.calls).toEqual([{ method: 'connection.open', input: { profileId: 'p2', password: 's3cret' } }])
    expect(useProfiles.getState().asking).toBeNull()
  })

  test('a password of the sentinels alone is asked for too', async () => {
    const { target } = sampleConnection
    const profile = { ...target, id: 'p3', name: 'prod', password: 'stored', sentinelPassword: 'ask' } as const
    await useProfiles.getState().connect(profile)
    expect(useProfiles.getState().asking?.profile.id).toBe('p3')
    bridge.answer('connection.open', connected())
    await useProfiles.getState().answerPasswords(null, 'watch')
    const input = { profileId: 'p3', password: null, sentinelPassword: 'watch' }
    expect(bridge.calls).toEqual([{ method: 'connection.open', input }])
  })
})

describe('why an act that writes cannot be done', () => {
  const words = createWords('pt-BR', 'sao-paulo')
  const why = (patch: Partial<typeof sampleConnection>) => whyNotWritable(words, connected(patch), 'invalidate')

  test('nothing stands in its way on a primary that allows it', () => {
    expect(why({})).toBeNull()
  })

  test('a read-only profile, a replica and a missing right are told apart', () => {
    expect(why({ target: { ...sampleConnection.target, readOnly: true } })).toBe('perfil somente leitura')
    expect(why({ identity: { ...sampleConnection.identity, role: 'replica' } })).toBe(
      'o servidor é uma réplica: só leitura',
    )
    expect(why({ capabilities: [{ command: 'unlink', allowed: false, feature: 'invalidate' }] })).toBe(
      'falta permissão para UNLINK',
    )
    expect(whyNotWritable(words, { phase: 'none' }, 'invalidate')).toBe('sem conexão com o Redis')
  })
})

describe('the pass over the keyspace', () => {
  test('a growing report is shown apart from the last whole one', async () => {
    const end = useStats.getState().start()
    const reply = bridge.hold('stats.collect')
    const pass = useStats.getState().refresh()
    bridge.publish('stats.progressed', sampleStats({ keys: 12, complete: false }))
    expect(useStats.getState().growing?.keys).toBe(12)
    expect(useStats.getState().report).toBeNull()
    reply(sampleStats())
    await pass
    expect(useStats.getState()).toMatchObject({ running: false, growing: null, report: { keys: 1_347 } })
    end()
  })

  test('a stopped pass never replaces a whole report', async () => {
    bridge.answer('stats.collect', sampleStats())
    await useStats.getState().refresh()
    bridge.answer('stats.collect', sampleStats({ keys: 3, complete: false, cancelled: true }))
    await useStats.getState().refresh()
    expect(useStats.getState().report?.keys).toBe(1_347)
  })

  test('removed keys mark the report as old, and a pass that was already under way is followed by another', async () => {
    const end = useStats.getState().start()
    const reply = bridge.hold('stats.collect')
    const pass = useStats.getState().refresh()
    bridge.publish('keyspace.changed', { namespace: 'pncp' })
    expect(useStats.getState().outdated).toBe(true)
    await useStats.getState().refresh()
    bridge.answer('stats.collect', sampleStats({ keys: 5 }))
    reply(sampleStats())
    await pass
    expect(useStats.getState()).toMatchObject({ outdated: false, report: { keys: 5 } })
    end()
  })

  test('what another server said is forgotten, even when its answer is still on the way', async () => {
    const reply = bridge.hold('freshness.read')
    const reading = useFreshness.getState().refresh()
    useFreshness.getState().forget()
    reply(sampleFreshnessReport([]))
    await reading
    expect(useFreshness.getState().freshness.phase).toBe('idle')
  })
})

test('an operation is listed while it runs and gone when it has ended', () => {
  const end = useOperations.getState().start()
  const run = sampleRun('2026-11-23', [sampleLane('pncp')], { endedAt: null })
  bridge.publish('fetch.progressed', run)
  bridge.publish('fetch.progressed', run)
  expect(useOperations.getState().fetches).toHaveLength(1)
  bridge.publish('fetch.progressed', { ...run, endedAt: 1 })
  expect(useOperations.getState().fetches).toEqual([])
  end()
})

test('an address can be read back, and nonsense is the start screen', () => {
  expect(parseAddress('#/providers/pncp?tab=days')).toEqual({ path: ['providers', 'pncp'], query: { tab: 'days' } })
  expect(parseAddress('')).toEqual({ path: [], query: {} })
  expect(parseAddress('#/%E0%A4%A')).toEqual({ path: [], query: {} })
})
