import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AppError } from '../../../electron/core/app-error.ts'
import { createBatchSize, inBatches } from '../../../electron/core/invalidation/batches.ts'
import { type Entry, openBooks } from '../../../electron/core/invalidation/books.ts'
import { endingOf } from '../../../electron/core/invalidation/ending.ts'
import { coverageObstacle, coverageOf } from '../../../electron/core/invalidation/obstacles.ts'
import { createOperationGate } from '../../../electron/core/invalidation/operation-gate.ts'
import { createRefusals } from '../../../electron/core/invalidation/refusals.ts'
import { checkTarget, prefixesOf } from '../../../electron/core/invalidation/target.ts'
import type { JournalWriter } from '../../../electron/core/ports/stores.ts'
import { createSystem } from '../../../electron/storage/node-system.ts'
import { hasPrefix } from '../../../shared/keys/cache-key.ts'
import { badNames } from '../../support/bad-names.ts'
import { recordingLog } from '../../support/recording-log.ts'
import { collect } from '../../support/test-session.ts'

test('books balance whatever is entered', () => {
  const entries = fc.array(fc.constantFrom<Entry>('deleted', 'changed', 'gone', 'failed'), { maxLength: 60 })
  fc.assert(
    fc.property(entries, fc.nat(40), (entered, more) => {
      const books = openBooks(entered.length + more)
      for (const entry of entered) books.enter(entry)
      const { previewed, deleted, changed, gone, failed, notAttempted } = books.read()
      expect(previewed).toBe(deleted + changed + gone + failed + notAttempted)
      expect(notAttempted).toBe(more)
    }),
  )
})

describe('batches', () => {
  /** In pieces of seven: a batch begins and ends where it must, not where a piece does. */
  async function* sizes(all: readonly number[]) {
    for (let at = 0; at < all.length; at += 7) yield all.slice(at, at + 7)
  }

  test('hold at most 4,000 keys', async () => {
    const batches = await collect(inBatches(sizes(Array.from({ length: 9_001 }, () => 10)), (bytes) => bytes))
    expect(batches.map((batch) => batch.length)).toEqual([4_000, 4_000, 1_001])
  })

  test('hold about 16 MiB; a value above it goes alone; nothing is lost', async () => {
    const mebibyte = 1024 * 1024
    const batches = await collect(
      inBatches(sizes([10, 10, 500, 1, 1].map((size) => size * mebibyte)), (bytes) => bytes),
    )
    expect(batches.map((batch) => batch.map((bytes) => bytes / mebibyte))).toEqual([[10], [10], [500], [1, 1]])
  })

  test('of a far server begin small, and follow what the line carries', async () => {
    const size = createBatchSize(300)
    const lengths: number[] = []
    const took = [10, 10, 2_000, 60_000]
    for await (const batch of inBatches(sizes(Array.from({ length: 3_000 }, () => 128)), (bytes) => bytes, size)) {
      lengths.push(batch.length)
      size.took(took[lengths.length - 1] ?? 1_000)
    }
    expect(lengths).toEqual([256, 512, 1_024, 512, 128, 128, 128, 128, 128, 56])
    expect(lengths.reduce((sum, length) => sum + length)).toBe(3_000)
    const near = createBatchSize(0.3)
    near.took(1)
    expect([near.keys(), near.bytes()]).toEqual([4_000, 16 * 1024 * 1024])
  })
})

describe('a target', () => {
  const namespaces = ['pncp', 'comprasnet', 'govbr', 'unified']

  test.each(badNames.map((name) => [name.slice(0, 40), name]))(
    'of the namespace %j is refused, with at most 64 characters of it',
    (_shown, namespace) => {
      const check = () => checkTarget({ scope: 'whole', namespace }, namespaces)
      expect(check).toThrow(AppError)
      expect(check).toThrow(/^.{0,80}$/s)
    },
  )

  test('selects exactly the keys whose bytes begin with its prefix, whatever signs the name has', () => {
    const keys = ['ab:k', 'axx:k', 'pncp', 'pncp:', 'pncp:x', 'pncpx:x', 'PNCP:x', 'xpncp:x', '\npncp:x']
    for (const namespace of ['pncp', 'a[b]', 'p*cp', 'pn?p', '[a-z]', '\\', '^', '?']) {
      const [prefix = ''] = prefixesOf({ scope: 'whole', namespace })
      const selected = keys.concat(`${namespace}:k`).filter((key) => hasPrefix(Buffer.from(key), prefix))
      expect(selected).toEqual(keys.concat(`${namespace}:k`).filter((key) => key.startsWith(`${namespace}:`)))
    }
  })

  test('by families names each prefix once', () => {
    expect(prefixesOf({ scope: 'families', namespace: 'pncp', families: ['search_v2', 'search_v2'] })).toEqual([
      'pncp:search_v2:',
    ])
  })
})

describe('coverage', () => {
  const whole = { complete: true, primaries: 3, primariesReached: 3, slotsCovered: 16_384 }

  test('the same before and after is whole', () => {
    expect(coverageObstacle(whole, whole)).toBeNull()
  })

  test.each([
    [{ ...whole, complete: false, primariesReached: 2, slotsCovered: 10_923 }, whole],
    [whole, { ...whole, complete: false, primariesReached: 2, slotsCovered: 10_923 }],
    [whole, { ...whole, primaries: 4, primariesReached: 4 }],
  ])('that changed on the way is not', (before, after) => {
    expect(coverageObstacle(before, after)?.code).toBe('incomplete')
    expect(coverageOf(before, after).complete).toBe(false)
  })
})

test('one operation at a time', () => {
  const gate = createOperationGate()
  const leave = gate.enter({ kind: 'invalidation', subject: 'pncp' })
  expect(() => gate.enter({ kind: 'undo', subject: 'govbr' })).toThrow('invalidation of pncp is running')
  leave()
  expect(gate.running()).toBeNull()
})

test('a wish to stop is no failure', () => {
  expect(endingOf(null).ended).toBe('done')
  expect(endingOf(new AppError('cancelled', 'stop'))).toEqual({ ended: 'stopped', failure: null })
  expect(endingOf(new AppError('connection_lost', 'gone'))).toMatchObject({
    ended: 'failed',
    failure: { code: 'connection_lost' },
  })
})

describe('refusals', () => {
  function laboratory(append: JournalWriter['append']) {
    let now = 0
    const log = recordingLog()
    const system = { ...createSystem(log), clock: () => now }
    const tick = (ms: number) => {
      now += ms
    }
    return { log, tick, refusals: createRefusals({ append }, system, () => 'lab') }
  }

  test('of a page gone wild fill no disk; what was left out is counted', async () => {
    const details: unknown[] = []
    const { refusals, tick } = laboratory(async (entry) => {
      details.push(entry.details)
      return { seq: 1, ...entry }
    })
    for (let n = 0; n < 100; n++) await refusals.note('invalidation.run', 'x', new AppError('token_invalid', 'no'))
    expect(details).toHaveLength(30)
    tick(60_000)
    await refusals.note('invalidation.run', 'y'.repeat(500), new AppError('token_invalid', 'no'))
    expect(details.at(-1)).toEqual({
      act: 'invalidation.run',
      subject: 'y'.repeat(64),
      code: 'token_invalid',
      notNoted: 70,
    })
  })

  test('stay refusals where they cannot be journaled', async () => {
    const { refusals, log } = laboratory(async () => Promise.reject(new AppError('disk_full', 'no')))
    await refusals.note('undo.run', 'x', new AppError('read_only', 'no'))
    expect(log.messages).toEqual(['a refusal could not be journaled'])
  })
})
