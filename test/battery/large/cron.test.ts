import { spawn, spawnSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { createSettingsStore } from '../../../electron/storage/settings-store.ts'
import { cacheZone } from '../../../shared/time/cache-day.ts'
import { tellFigure } from '../../support/battery.ts'
import { wreckCache } from '../../support/cache-wreck.ts'
import { type Pcc, preparePcc } from '../../support/pcc.ts'
import { recordingLog } from '../../support/recording-log.ts'
import { startRedis, type TestRedis } from '../../support/redis-server.ts'

// The printed crontab, run by a real cron. It sees nothing of this machine's own crontabs: they are covered by empty
// folders in a mount namespace of its own.

const cronAlone = `
set -e
mount -t tmpfs none /var/spool/cron
mkdir /var/spool/cron/crontabs
cp "$1" /var/spool/cron/crontabs/root
chmod 600 /var/spool/cron/crontabs/root
if [ -e /etc/crontab ]; then mount --bind /dev/null /etc/crontab; fi
for folder in /etc/cron.d /run; do if [ -d "$folder" ]; then mount -t tmpfs none "$folder"; fi; done
exec /usr/sbin/cron -f`

const canRun =
  process.getuid?.() === 0 &&
  ['test -x /usr/sbin/cron', 'unshare -m mount -t tmpfs none /mnt'].every(
    (command) => spawnSync('/bin/sh', ['-c', command]).status === 0,
  )

let redis: TestRedis
let pcc: Pcc
beforeAll(async () => {
  ;[redis, pcc] = await Promise.all([startRedis(), preparePcc()])
})
afterAll(() => Promise.all([redis.stop(), pcc.dispose()]))

const why = canRun ? '' : ': not run: it needs Debian’s cron and, as root, a mount namespace of its own'

test.skipIf(!canRun)(`a real cron runs the printed lines when they are due${why}`, async (context) => {
  await wreckCache(redis.port)
  const due = new Date(Date.now() + 70_000)
  const inZone = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-GB', { timeZone: cacheZone, ...options }).format(due)
  const weekday = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'].indexOf(inZone({ weekday: 'short' }))
  const time = inZone({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const settings = createSettingsStore(pcc.dataFolder, recordingLog())
  const { schedule } = await settings.read()
  await settings.update({ schedule: { ...schedule, cleanUp: { enabled: false, time, weekday } } })

  const { stdout } = await pcc.run(['--url', redis.url, 'schedule', 'print'])
  const crontab = join(pcc.dataFolder, 'crontab')
  await writeFile(crontab, stdout)
  const cron = spawn('unshare', ['-m', '/bin/sh', '-c', cronAlone, 'sh', crontab], { stdio: 'ignore', detached: true })
  onTestFinished(() => {
    if (cron.pid !== undefined) process.kill(-cron.pid, 'SIGKILL')
  })
  const startedAt = Date.now()
  await expect
    .poll(() => redis.cli('ttl', 'pncp:search_v2:00000001'), { timeout: 180_000, interval: 1_000 })
    .not.toBe('-1')
  tellFigure(context, `repaired ${Math.round((Date.now() - startedAt) / 1_000)} s after cron was started`)
  // The clean-up ran, and nothing that was not due.
  const ends = async () => {
    const { document } = await pcc.json(['journal', 'list'])
    return (document.entries as { what: string }[]).map(({ what }) => what) // the published shape
  }
  await expect.poll(ends, { timeout: 30_000 }).toContain('invalidation.end')
  expect(await ends()).not.toContain('fetch.end')
})
