import { afterEach, beforeEach, expect, test } from 'vitest'
import { paletteEntries } from '../../../renderer/app/palette-entries.ts'
import { paletteQuestion, paletteSections } from '../../../renderer/app/palette-groups.ts'
import { useFreshness } from '../../../renderer/connection/freshness-store.ts'
import { useRequestedFlow } from '../../../renderer/connection/requested-flow.ts'
import { useActivity } from '../../../renderer/features/activity/activity-store.ts'
import { useKeys } from '../../../renderer/features/keys/keys-store.ts'
import { useConfiguration } from '../../../renderer/features/server/configuration-store.ts'
import { createWords } from '../../../renderer/i18n/words.ts'
import type { DayProbe } from '../../../shared/contract/freshness.ts'
import type { ConfigRow } from '../../../shared/contract/server-config.ts'
import type { CacheDay } from '../../../shared/time/cache-day.ts'
import { installFakeBridge } from '../../support/fake-bridge.ts'
import { resetStores } from '../../support/reset-stores.ts'
import { sampleBundle } from '../activity/samples.ts'

const probe = (day: string, change: Partial<DayProbe>): DayProbe => ({
  day: day as CacheDay,
  state: 'present',
  items: 153,
  bytes: 1,
  ttlSeconds: 1,
  expiresAt: null,
  fetchDate: null,
  ...change,
})

let bridge: ReturnType<typeof installFakeBridge>
beforeEach(() => {
  bridge = installFakeBridge()
  const days = [probe('2026-11-23', { state: 'absent', items: null }), probe('2026-11-22', {})]
  const freshness = { provider: 'pncp', days, lastDay: null, ageSeconds: null, medianItems: null }
  useFreshness.setState({
    freshness: {
      phase: 'ready',
      value: { at: 0, today: '2026-11-23' as CacheDay, zone: 'America/Sao_Paulo', providers: [freshness] },
    },
  })
})
afterEach(() => {
  resetStores()
  useActivity.setState(useActivity.getInitialState(), true)
  useKeys.setState(useKeys.getInitialState(), true)
  bridge.remove()
})

const words = createWords('pt-BR', 'sao-paulo')
const found = (typed: string) =>
  paletteSections(paletteEntries(words, [], []), new Map(), [], paletteQuestion(typed)).sections.flatMap(
    ({ rows }) => rows,
  )

test('a stored day opens its key, one that is not there the form of its fetch', () => {
  const [stored] = found('pncp, 22/11')
  expect(stored).toMatchObject({ title: 'pncp, 22/11/2026', consequence: 'Guardado com 153 itens; abre a chave' })
  stored?.choose()
  const key = btoa('pncp:daily_fetch:2026-11-22')
  expect(window.location.hash).toBe(`#/keys?${new URLSearchParams({ ns: 'pncp', family: 'daily_fetch', key })}`)
  const [absent] = found('pncp, 23/11')
  expect(absent?.consequence).toBe('Nada guardado; abre o formulário da coleta')
  absent?.choose()
  expect(useRequestedFlow.getState().fetch).toEqual({ providers: ['pncp'], day: '2026-11-23' })
})

test('what can be put back opens the first step of its undo; what expired is not offered', () => {
  const bundles = [
    sampleBundle({ bundle: 'b-1', undoUntil: Date.now() + 1_000 }),
    sampleBundle({ bundle: 'b-2', undoUntil: Date.now() - 1_000 }),
  ]
  useActivity.setState({ bundles: { phase: 'ready', value: bundles } })
  const rows = found('desfazer a remoção')
  expect(rows.map(({ id }) => id)).toEqual(['bundle:b-1'])
  rows[0]?.choose()
  expect(useRequestedFlow.getState().undo).toBe('b-1')
})

test('a parameter says what it is set to and what it should be', () => {
  const row: ConfigRow = {
    kind: 'memory',
    alternative: null,
    changeable: true,
    lastChange: null,
    putBack: null,
    persisted: null,
    name: 'maxmemory',
    values: [{ node: 'a', value: '256mb' }],
    recommended: '2gb',
    state: 'differs',
  }
  useConfiguration.setState({
    report: { phase: 'ready', value: { at: 0, rows: [row], silence: null, file: { state: 'none' } } },
  })
  expect(found('maxmem')[0]?.consequence).toBe('É 256mb, recomendado 2gb; abre a configuração')
})

test('keys opened lately are offered by name, and forgotten with their server', () => {
  useKeys.setState({ lately: [{ label: 'pncp:search_v2:abc', base64: btoa('pncp:search_v2:abc') }] })
  expect(found('search_v2:abc').map(({ id }) => id)).toEqual([`key:${btoa('pncp:search_v2:abc')}`])
  useKeys.getState().forgetLately()
  expect(found('search_v2:abc')).toEqual([])
})

test('while nothing is typed the long lists wait', () => {
  const groups = new Set(
    paletteSections(paletteEntries(words, [], []), new Map(), [], paletteQuestion('')).sections.map(
      ({ group }) => group,
    ),
  )
  expect([...groups]).toEqual(['actions', 'screens'])
})
