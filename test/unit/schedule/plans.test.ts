import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { crontabLines, shellWord } from '../../../electron/core/schedule/crontab-text.ts'
import { dueJobs } from '../../../electron/core/schedule/due-job.ts'
import { localPattern } from '../../../electron/core/schedule/local-pattern.ts'
import { patternsOf } from '../../../electron/core/schedule/patterns.ts'
import { systemdUnits } from '../../../electron/core/schedule/systemd-units.ts'
import { cronCalendar } from '../../../electron/schedule/cron-calendar.ts'
import type { Schedule } from '../../../shared/contract/schedule.ts'
import { cacheZone } from '../../../shared/time/cache-day.ts'

const schedule: Schedule = {
  dailyFetch: { enabled: true, time: '06:00', without: [] },
  cleanUp: { enabled: true, weekday: 0, time: '02:00' },
}
const at = (text: string) => Date.parse(text)
const now = at('2026-11-25T12:00:00Z') // a Wednesday

describe('the seed’s two lines', () => {
  test('fall due at six every day and on Sunday at two, in São Paulo', () => {
    const patterns = patternsOf(schedule)
    expect(patterns).toEqual({ daily_fetch: '0 6 * * *', clean_up: '0 2 * * 0' })
    expect(cronCalendar.next(patterns.daily_fetch, cacheZone, now)).toBe(at('2026-11-26T09:00:00Z'))
    expect(cronCalendar.previous(patterns.daily_fetch, cacheZone, now)).toBe(at('2026-11-25T09:00:00Z'))
    expect(cronCalendar.next(patterns.clean_up, cacheZone, now)).toBe(at('2026-11-29T05:00:00Z'))
  })

  test('a time that a day skips falls due when the clock has jumped', () => {
    // 4 November 2018 began at 01:00 in São Paulo.
    expect(cronCalendar.next('30 0 * * *', cacheZone, at('2018-11-03T12:00:00Z'))).toBe(at('2018-11-04T03:00:00Z'))
  })
})

describe('for a cron that knows only its own zone', () => {
  const local = (pattern: string, localZone: string) =>
    localPattern(cronCalendar, { pattern, zone: cacheZone, localZone, now })

  test.each([
    ['UTC', '0 9 * * *', '0 5 * * 0', true],
    ['America/Sao_Paulo', '0 6 * * *', '0 2 * * 0', true],
    ['Asia/Tokyo', '0 18 * * *', '0 14 * * 0', true],
    ['America/Los_Angeles', '0 1 * * *', '0 21 * * 6', false],
  ])('in %s', (zone, daily, weekly, steady) => {
    expect(local('0 6 * * *', zone)).toEqual({ pattern: daily, steady })
    expect(local('0 2 * * 0', zone)).toEqual({ pattern: weekly, steady })
  })
})

const odd = ['/opt/a b/node', "it's", '100%', '$HOME', '"q"', 'back\\slash', 'plain-1.0']

test('a crontab line gives the shell back each word, and its percent signs are escaped', () => {
  const [line = ''] = crontabLines(
    [{ title: 'Daily', pattern: '0 6 * * *', local: { pattern: '0 9 * * *', steady: true }, command: odd }],
    { zone: cacheZone, localZone: 'UTC', environment: {} },
  ).slice(-1)
  expect(line.startsWith('0 9 * * * ')).toBe(true)
  expect(line.replaceAll('\\%', '')).not.toContain('%')
  // cron takes the backslash away before the shell sees the command. Source: crontab(5).
  const command = line.slice('0 9 * * * '.length).replaceAll('\\%', '%')
  const read = execFileSync('/bin/sh', ['-c', `printf '%s\\n' ${command}`], { encoding: 'utf8' })
  expect(read.split('\n').slice(0, -1)).toEqual(odd)
  expect(shellWord('')).toBe("''")
})

test('a zone that moves its clock is said', () => {
  const lines = crontabLines(
    [{ title: 'Daily', pattern: '0 6 * * *', local: { pattern: '0 1 * * *', steady: false }, command: ['pcc'] }],
    { zone: cacheZone, localZone: 'America/Los_Angeles', environment: { PCC_DATA_DIR: '/data' } },
  )
  expect(lines[0]).toBe('PCC_DATA_DIR=/data')
  expect(lines.join('\n')).toContain('print these again when a clock is moved')
})

test('units for systemd keep the zone and double what systemd would read', () => {
  const local = { pattern: '', steady: true }
  const units = systemdUnits({
    jobs: [
      { job: 'daily_fetch', title: 'Daily', pattern: '0 6 * * *', local, command: ['/usr/bin/node', '100% $HOME'] },
      { job: 'clean_up', title: 'Weekly', pattern: '5 2 * * 0', local, command: ['pcc'] },
    ],
    zone: cacheZone,
    environment: { PCC_DATA_DIR: '/my data' },
  })
  expect(units.map(({ name }) => name)).toEqual([
    'pcc-daily-fetch.service',
    'pcc-daily-fetch.timer',
    'pcc-clean-up.service',
    'pcc-clean-up.timer',
  ])
  expect(units[0]?.lines).toContain('ExecStart=/usr/bin/node "100%% $$HOME"')
  expect(units[0]?.lines).toContain('Environment="PCC_DATA_DIR=/my data"')
  expect(units[1]?.lines).toContain('OnCalendar=*-*-* 06:00:00 America/Sao_Paulo')
  expect(units[3]?.lines).toContain('OnCalendar=Sun *-*-* 02:05:00 America/Sao_Paulo')
})

describe('what is due', () => {
  const due = (since: string, until: string, change: Partial<Schedule> = {}) =>
    dueJobs(cronCalendar, { ...schedule, ...change }, cacheZone, { since: at(since), now: at(until) })

  test('starts once, within the look that first sees it', () => {
    expect(due('2026-11-25T08:59:50Z', '2026-11-25T09:00:05Z')).toEqual([
      { job: 'daily_fetch', dueAt: at('2026-11-25T09:00:00Z') },
    ])
    expect(due('2026-11-25T09:00:05Z', '2026-11-25T09:00:20Z')).toEqual([])
    expect(due('2026-11-25T08:59:45Z', '2026-11-25T09:00:00Z')).toHaveLength(1)
    expect(due('2026-11-25T09:00:00Z', '2026-11-25T09:00:15Z')).toEqual([])
  })

  test('is missed, not started late, where the machine slept over it', () => {
    expect(due('2026-11-25T08:59:50Z', '2026-11-25T09:05:01Z')).toEqual([])
  })

  test('is nothing while it is switched off', () => {
    const off = { dailyFetch: { ...schedule.dailyFetch, enabled: false } }
    expect(due('2026-11-25T08:59:50Z', '2026-11-25T09:00:05Z', off)).toEqual([])
  })
})
