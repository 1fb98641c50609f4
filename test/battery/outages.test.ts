import { execFile } from 'node:child_process'
import { chmod, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { InvalidationResult } from '../../shared/contract/invalidation.ts'
import { failureWords } from '../../shared/messages/failure-words.ts'
import { clientOf, openLaboratory, whole, witness } from '../integration/invalidation/laboratory.ts'
import { notRun, tellFigure } from '../support/battery.ts'
import { removeThroughAnOutage, seedPaddedPncp, untilAnswered, writesSeen } from '../support/outage.ts'
import { startRedis, type TestRedis, type TestRedisOptions } from '../support/redis-server.ts'

const run = promisify(execFile)
const never = new AbortController().signal

async function start(options: TestRedisOptions = {}): Promise<TestRedis> {
  const redis = await startRedis(options)
  onTestFinished(() => redis.stop())
  return redis
}

const sum = ({ deleted, changed, gone, failed, notAttempted }: InvalidationResult) =>
  deleted + changed + gone + failed + notAttempted

notRun('R12', 'the minute after the return (npm run battery)')

describe('the server goes', () => {
  test('R11: in the middle of a preview there is no token, and a fresh preview is whole again', async (context) => {
    const options = { args: ['--appendonly', 'yes', '--appendfsync', 'always'] }
    const redis = await start(options)
    await seedPaddedPncp(redis.port, 25_000)
    const lab = await openLaboratory(redis)
    const failed = await lab.invalidation
      .preview(whole('pncp'), never, () => redis.signal('SIGKILL'))
      .catch((error: unknown) => error)
    expect(failed).toMatchObject({ code: expect.stringMatching(/connection_lost|command_timeout/) as unknown })
    expect(await readdir(join(lab.folder, 'previews'))).toEqual([])
    await start({ ...options, port: redis.port, folder: redis.folder })
    await expect
      .poll(
        () =>
          lab.preview(whole('pncp')).then(
            ({ count }) => count,
            () => 0,
          ),
        { timeout: 20_000 },
      )
      .toBe(25_000)
    tellFigure(context, '25000 keys walked anew after the restart')
  })

  test('R12: in the middle of a removal, and comes back with its data', async (context) => {
    const options = { args: ['--appendonly', 'yes', '--appendfsync', 'always'] }
    const redis = await start(options)
    await seedPaddedPncp(redis.port, 16_000)
    const { lab, client, count, ended, stoppedMs } = await removeThroughAnOutage(redis, () =>
      start({ ...options, port: redis.port, folder: redis.folder }),
    )
    expect(ended.ended).toBe('failed')
    expect(stoppedMs).toBeLessThanOrEqual(6_000)
    expect(sum(ended)).toBe(count)
    expect(await writesSeen(client)).toEqual([])
    const left = (await client.keys('pncp:*')).length
    expect(left).toBeLessThanOrEqual(count - ended.deleted)
    // What is gone, counted as deleted or not known, is in the bundle and comes back.
    const [bundle] = await lab.undoStore.list()
    expect(await lab.restore(bundle?.bundle ?? '')).toMatchObject({ ended: 'done', damaged: 0, failed: 0 })
    expect((await client.keys('pncp:*')).length).toBe(count)
    tellFigure(context, `stopped ${stoppedMs} ms after the kill, books of ${count} balance, 0 writes after the return`)
  })

  test('R12: in the middle of a removal, and comes back empty', async () => {
    const redis = await start()
    await seedPaddedPncp(redis.port, 16_000)
    const { client, count, ended } = await removeThroughAnOutage(redis, () => start({ port: redis.port }))
    expect(ended.ended).toBe('failed')
    expect(sum(ended)).toBe(count)
    expect(await writesSeen(client)).toEqual([])
    expect(await client.dbsize()).toBe(0)
  })

  test('R13: in the middle of a restore, and a second run ends as the first would have', async (context) => {
    const options = { args: ['--appendonly', 'yes', '--appendfsync', 'everysec'] }
    const redis = await start(options)
    await seedPaddedPncp(redis.port, 16_000)
    const lab = await openLaboratory(redis)
    const observer = clientOf(redis)
    const before = await witness(observer)
    observer.disconnect()
    const { bundle, deleted } = await lab.invalidate(whole('pncp'))
    let killed = false
    const first = await lab.undo.run({ bundle: bundle ?? '', retarget: null }, ({ books }) => {
      if (killed || books.restored === 0) return
      killed = true
      redis.signal('SIGKILL')
    })
    expect(first).toMatchObject({ ended: 'failed', saved: deleted })
    const back = await start({ ...options, port: redis.port, folder: redis.folder })
    await untilAnswered(lab.session)
    const second = await lab.restore(bundle ?? '')
    expect(second).toMatchObject({ ended: 'done', failed: 0, notAttempted: 0 })
    expect(second.restored + second.keptNewer).toBe(deleted)
    expect(await witness(clientOf(back))).toEqual(before)
    tellFigure(
      context,
      `${deleted} keys: ${first.restored} counted before the kill, ${second.restored} restored by the second run`,
    )
  }, 60_000)
})

describe('the disk', () => {
  const folderOf = async (name: string) => {
    const folder = join('/tmp', `pcc-disk-${process.pid} ${name}`)
    await mkdir(folder, { recursive: true })
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    return folder
  }
  const mayMount = process.platform === 'linux' && process.getuid?.() === 0

  if (!mayMount) notRun('R15', 'mounting a small disk needs root')
  test.runIf(mayMount)('R15: full on the way, it takes with it nothing that is not saved', async (context) => {
    const redis = await start()
    await seedPaddedPncp(redis.port, 12_000, 1_000)
    const client = clientOf(redis)
    const disk = await folderOf('cheio')
    await run('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', disk])
    onTestFinished(async () => void (await run('umount', ['-l', disk])))
    const lab = await openLaboratory(redis, { folder: disk })
    const preview = await lab.preview(whole('pncp'))
    expect(preview.undo).toMatchObject({ available: false, reason: 'disk_full' })
    expect(preview.undo.needsBytes ?? 0).toBeGreaterThan(preview.undo.freeBytes ?? 0)
    // A disk that fills only after the preview: as much is taken from it as the values need.
    await rm(join(disk, 'previews'), { recursive: true, force: true })
    const outlook = await openLaboratory(redis, {
      folder: disk,
      deps: { undoStore: { ...lab.undoStore, freeBytes: async () => 1024 ** 3 } },
    })
    const result = await outlook.invalidate(whole('pncp'))
    expect(result).toMatchObject({ ended: 'failed', failure: { code: 'disk_full' } })
    expect(sum(result)).toBe(12_000)
    expect((await client.keys('pncp:*')).length).toBe(12_000 - result.deleted)
    const { what } = failureWords(
      result.failure ?? { code: 'internal', message: '', retryable: false, params: {} },
      'en',
    )
    expect(what).toMatch(/needed [\d.]+ [KM]iB.*free [\d.]+ ([KM]i)?B/)
    const [bundle] = await outlook.undoStore.list()
    expect(bundle?.keys).toBe(result.deleted)
    expect(await outlook.restore(bundle?.bundle ?? '')).toMatchObject({ restored: result.deleted, damaged: 0 })
    tellFigure(context, `8 MiB disk: ${result.deleted} of 12000 removed, all restored; ${what}`)
  })

  test('R16: the bundles’ folder on a path with spaces and accents works; removed on the way, nothing unsaved goes', async (context) => {
    const redis = await start()
    await seedPaddedPncp(redis.port, 12_000)
    const client = clientOf(redis)
    const lab = await openLaboratory(redis, { folder: await folderOf('cópia de segurança ção') })
    const { token } = await lab.preview(whole('pncp'))
    const moved = join(lab.folder, 'moved away')
    const moves: Promise<void>[] = []
    const result = await lab.invalidation.run(
      { token: token ?? '', confirmation: 'pncp', noUndo: false },
      ({ books }) => {
        if (books.deleted > 0 && moves.length === 0) moves.push(rename(join(lab.folder, 'undo'), moved))
      },
    )
    await Promise.all(moves)
    expect(result).toMatchObject({ ended: 'failed', failure: { code: 'storage_failed' } })
    expect(sum(result)).toBe(12_000)
    expect(result.notAttempted).toBeGreaterThan(0)
    // Put back in its place it holds every key that went.
    await rm(join(lab.folder, 'undo'), { recursive: true, force: true })
    await rename(moved, join(lab.folder, 'undo'))
    const [bundle] = await lab.undoStore.list()
    await lab.restore(bundle?.bundle ?? '')
    expect((await client.keys('pncp:*')).length).toBe(12_000)
    tellFigure(context, `${result.deleted} of 12000 removed before the folder went, all restored`)
  })

  test('R16: where bundles cannot be written nothing is removed, and no other folder is taken', async () => {
    const redis = await start()
    await seedPaddedPncp(redis.port, 100)
    const folder = await folderOf('fechada')
    await writeFile(join(folder, 'undo'), 'a file in its place')
    await chmod(join(folder, 'undo'), 0o400)
    const lab = await openLaboratory(redis, { folder })
    const preview = await lab.preview(whole('pncp'))
    expect(preview.undo).toMatchObject({ available: false, reason: 'storage_failed' })
    const request = { token: preview.token ?? '', confirmation: 'pncp', noUndo: false }
    await expect(lab.invalidation.run(request, () => undefined)).rejects.toMatchObject({ code: 'storage_failed' })
    expect(await clientOf(redis).dbsize()).toBe(100)
    expect((await readdir(folder)).sort()).toEqual(['journal.end', 'journal.jsonl', 'previews', 'undo'])
  })
})
