import type { ScheduledJob } from '../../../shared/contract/schedule.ts'
import type { PlannedCommand } from './crontab-text.ts'

/** A unit file for `~/.config/systemd/user/`. */
export interface UnitFile {
  readonly name: string
  readonly lines: readonly string[]
}

export interface SystemdPlan {
  readonly jobs: readonly (PlannedCommand & { readonly job: ScheduledJob })[]
  readonly zone: string
  readonly environment: Readonly<Record<string, string>>
}

/**
 * A user service and its timer for each job. systemd knows zones, so the times stay those of the cache, and a run missed
 * while the machine was off is made up for. Source: systemd.timer(5), systemd.time(7), systemd.service(5).
 */
export function systemdUnits({ jobs, zone, environment }: SystemdPlan): UnitFile[] {
  const assigned = Object.entries(environment).map(([name, value]) => `Environment=${unitWord(`${name}=${value}`)}`)
  return jobs.flatMap(({ job, title, pattern, command }) => {
    const name = `pcc-${job.replace('_', '-')}`
    return [
      {
        name: `${name}.service`,
        lines: [
          '[Unit]',
          `Description=${title}`,
          '',
          '[Service]',
          'Type=oneshot',
          ...assigned,
          // Secrets live in a file of their own; the minus makes it optional.
          'EnvironmentFile=-%h/.config/provider-cache-console/secrets.env',
          `ExecStart=${command.map(unitWord).join(' ')}`,
          // 4: a part was done; the journal of the unit has the words.
          'SuccessExitStatus=4',
        ],
      },
      {
        name: `${name}.timer`,
        lines: [
          '[Unit]',
          `Description=${title}`,
          '',
          '[Timer]',
          `OnCalendar=${onCalendar(pattern)} ${zone}`,
          'Persistent=true',
          '',
          '[Install]',
          'WantedBy=timers.target',
        ],
      },
    ]
  })
}

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

/** @param pattern - daily or weekly, e.g. `0 2 * * 0` @returns e.g. `Sun *-*-* 02:00:00` */
function onCalendar(pattern: string): string {
  const [minute = '0', hour = '0', , , weekday = '*'] = pattern.split(' ')
  const day = weekday === '*' ? '' : `${weekdays[Number(weekday)]} `
  return `${day}*-*-* ${hour.padStart(2, '0')}:${minute.padStart(2, '0')}:00`
}

/** Quoted as systemd reads it: specifiers and variables are doubled, quotes and backslashes escaped. */
function unitWord(word: string): string {
  const plain = word.replaceAll('%', '%%').replaceAll('$', '$$$$')
  return /^[\w@+=:,./%$-]+$/.test(plain) ? plain : `"${plain.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}
