import type { ScheduledJob } from '../../shared/contract/schedule.ts'
import { AppError } from '../core/app-error.ts'
import { crontabLines, type PlannedCommand } from '../core/schedule/crontab-text.ts'
import { localPattern } from '../core/schedule/local-pattern.ts'
import { patternsOf } from '../core/schedule/patterns.ts'
import { systemdUnits } from '../core/schedule/systemd-units.ts'
import type { CommandContext, GlobalOptions } from './context.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { table } from './text-table.ts'

/** How this machine runs `pcc`, and in which zone its own cron thinks. */
export interface Machine {
  /** Absolute path of Node. */
  readonly node: string
  /** Absolute path of the built command line. */
  readonly cli: string
  readonly zone: string
  /** `PCC_DATA_DIR`, where it is set. */
  readonly dataDir: string | null
}

/** `pcc schedule print [--format crontab|systemd]`: the seed's two cron lines, for this machine. */
export async function runSchedulePrint(
  context: CommandContext,
  where: Pick<GlobalOptions, 'url' | 'connection'>,
  format: 'crontab' | 'systemd',
  machine: Machine,
): Promise<ExitCode> {
  const core = await context.core()
  const { schedule, dayZone: zone } = await core.settings.read()
  const target = targetOf(where)
  const patterns = patternsOf(schedule)
  const enabled = (await core.providers.list()).filter((provider) => provider.enabled).map(({ id }) => id)
  const fetched = enabled.filter((id) => !schedule.dailyFetch.without.includes(id))
  const all = fetched.length === core.providers.ids.length
  const pcc = [machine.node, machine.cli, ...target]
  const plan = (job: ScheduledJob, title: string, command: readonly string[]) => {
    const pattern = patterns[job]
    const local = localPattern(core.calendar, {
      pattern,
      zone,
      localZone: machine.zone,
      now: core.system.clock(),
    })
    return { job, title, pattern, local, command: [...pcc, ...command] }
  }
  const jobs: (PlannedCommand & { job: ScheduledJob })[] = [
    ...(fetched.length > 0
      ? [plan('daily_fetch', `Daily fetch at ${schedule.dailyFetch.time}`, ['fetch', ...(all ? ['--all'] : fetched)])]
      : []),
    plan('clean_up', `Weekly clean-up at ${schedule.cleanUp.time}`, ['clean', '--apply']),
  ]
  const environment: Record<string, string> = machine.dataDir === null ? {} : { PCC_DATA_DIR: machine.dataDir }
  if (format === 'crontab') {
    const lines = crontabLines(jobs, { zone, localZone: machine.zone, environment })
    context.print({ format, lines }, lines)
  } else {
    const units = systemdUnits({ jobs, zone, environment })
    context.print(
      { format, units: units.map(({ name, lines }) => ({ name, text: `${lines.join('\n')}\n` })) },
      units.flatMap(({ name, lines }) => [`# ~/.config/systemd/user/${name}`, ...lines, '']),
    )
  }
  for (const hint of hints[context.language][format]) context.say(hint)
  return exitCodes.done
}

/** `pcc schedule next [--count <n>]`: what is due when, whoever runs it. */
export async function runScheduleNext(context: CommandContext, count: number): Promise<ExitCode> {
  const core = await context.core()
  const upcoming = await core.schedule.upcoming(count)
  const { dayZone: zone } = await core.settings.read()
  const text = words[context.language]
  const inZone = new Intl.DateTimeFormat(context.language, { timeZone: zone, dateStyle: 'medium', timeStyle: 'short' })
  context.print(
    {
      zone,
      next: upcoming.map(({ job, at, enabled }) => ({ job, at: new Date(at).toISOString(), by_console: enabled })),
    },
    table(
      [text.job, zone, 'UTC', text.byConsole],
      upcoming.map(({ job, at, enabled }) => [
        text[job],
        inZone.format(at),
        `${new Date(at).toISOString().slice(0, 16)}Z`,
        enabled ? text.yes : text.no,
      ]),
    ),
  )
  return exitCodes.done
}

function targetOf({ url, connection }: Pick<GlobalOptions, 'url' | 'connection'>): string[] {
  if (connection !== undefined) return ['--connection', connection]
  if (url === undefined) {
    const reason = 'name the Redis the jobs shall use with --connection or --url before `schedule`'
    throw new AppError('bad_input', `pcc schedule print: ${reason}`, { params: { what: 'pcc schedule print', reason } })
  }
  if (URL.canParse(url) && new URL(url).password !== '') {
    const reason = 'a crontab is no place for a password: leave it out of the address and set PCC_REDIS_PASSWORD there'
    throw new AppError('bad_input', `--url: ${reason}`, { params: { what: '--url', reason } })
  }
  return ['--url', url]
}

const hints = {
  en: {
    crontab: [
      'add these lines with: crontab -e',
      'secrets (PCC_REDIS_PASSWORD, PCC_GOVBR_KEY) go above them as NAME=value; nobody else can read a crontab',
    ],
    systemd: [
      'write these files, then: systemctl --user daemon-reload && systemctl --user enable --now pcc-daily-fetch.timer pcc-clean-up.timer',
      'secrets (PCC_REDIS_PASSWORD, PCC_GOVBR_KEY) go into ~/.config/provider-cache-console/secrets.env, mode 0600',
    ],
  },
  'pt-BR': {
    crontab: [
      'acrescente estas linhas com: crontab -e',
      'segredos (PCC_REDIS_PASSWORD, PCC_GOVBR_KEY) vão acima delas como NOME=valor; ninguém mais lê um crontab',
    ],
    systemd: [
      'grave estes arquivos e depois: systemctl --user daemon-reload && systemctl --user enable --now pcc-daily-fetch.timer pcc-clean-up.timer',
      'segredos (PCC_REDIS_PASSWORD, PCC_GOVBR_KEY) vão em ~/.config/provider-cache-console/secrets.env, modo 0600',
    ],
  },
} as const

const words = {
  en: {
    job: 'job',
    daily_fetch: 'daily fetch',
    clean_up: 'clean-up',
    byConsole: 'by the console',
    yes: 'on',
    no: 'off',
  },
  'pt-BR': {
    job: 'tarefa',
    daily_fetch: 'coleta diária',
    clean_up: 'limpeza',
    byConsole: 'pelo console',
    yes: 'ligada',
    no: 'desligada',
  },
} as const
