import type { DayProbe, FreshnessReport } from '../../shared/contract/freshness.ts'
import type { CommandContext } from './context.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { bytesText, countText, table } from './text-table.ts'

/** `pcc freshness [--days <n>]`. A day whose key stands but cannot be read ends with 4. */
export async function runFreshness(context: CommandContext, days: number): Promise<ExitCode> {
  const core = await context.connected()
  const report = await core.freshness(days)
  context.print(document(report), lines(report, context.language))
  const isUnknown = ({ state }: DayProbe) => state === 'no_permission' || state === 'unreadable'
  return report.providers.some((provider) => provider.days.some(isUnknown)) ? exitCodes.partial : exitCodes.done
}

/** The published shape of `pcc freshness --json`; days are newest first. */
function document(report: FreshnessReport) {
  return {
    at: new Date(report.at).toISOString(),
    today: report.today,
    zone: report.zone,
    providers: report.providers.map((provider) => ({
      provider: provider.provider,
      last_day: provider.lastDay,
      age_seconds: provider.ageSeconds,
      median_items: provider.medianItems,
      days: provider.days.map((day) => ({
        day: day.day,
        state: day.state,
        opportunities: day.items,
        bytes: day.bytes,
        ttl_seconds: day.ttlSeconds,
        fetch_date: day.fetchDate,
      })),
    })),
  }
}

function lines(report: FreshnessReport, language: 'pt-BR' | 'en'): string[] {
  const text = words[language]
  const rows = report.providers.flatMap(({ provider, days }) =>
    days.map((day) => [
      `${provider}  ${day.day}`,
      text[day.state],
      day.items === null ? '–' : countText(day.items, language),
      bytesText(day.bytes, language),
      day.ttlSeconds === null ? '–' : `${countText(Math.round(day.ttlSeconds / 360) / 10, language)} h`,
    ]),
  )
  return [...table(text.head, rows), `${text.days} ${report.zone}`]
}

const words = {
  en: {
    head: ['provider, day', 'state', 'items', 'size', 'expires in'],
    present: 'present',
    absent: 'absent',
    unreadable: 'unreadable',
    no_permission: 'not permitted',
    days: 'days of',
  },
  'pt-BR': {
    head: ['provedor, dia', 'estado', 'itens', 'tamanho', 'expira em'],
    present: 'presente',
    absent: 'ausente',
    unreadable: 'ilegível',
    no_permission: 'sem permissão',
    days: 'dias de',
  },
} as const
