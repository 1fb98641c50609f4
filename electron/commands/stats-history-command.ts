import type { StatsHistory } from '../../shared/contract/history.ts'
import type { CommandContext } from './context.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { bytesText, countText, table } from './text-table.ts'

/** `pcc stats --history [--days <n>]`: the passes that were kept; asks the server only who it is. */
export async function runStatsHistory(context: CommandContext, days: number): Promise<ExitCode> {
  const core = await context.connected()
  const history = await core.history.passes(days)
  context.print(document(history), lines(history, context.language))
  return exitCodes.done
}

/** The published shape of `pcc stats --history --json`; oldest first. */
function document({ from, to, points }: StatsHistory) {
  return {
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    passes: points.map((point) => ({
      at: new Date(point.at).toISOString(),
      exact: point.exact,
      keys: point.keys,
      bytes: point.bytes,
      namespaces: point.namespaces.map(({ namespace, keys, bytes, families }) => ({
        namespace,
        keys,
        bytes,
        families: families.map(({ error, ...family }) => ({
          ...family,
          ...(error === null ? {} : { bytes_error: error }),
        })),
      })),
      other: point.other,
    })),
  }
}

function lines({ points }: StatsHistory, language: 'pt-BR' | 'en'): string[] {
  const names = [...new Set(points.flatMap(({ namespaces }) => namespaces.map(({ namespace }) => namespace)))]
  const text = words[language]
  const rows = points.map((point) => [
    new Date(point.at).toISOString(),
    ...names.map((name) => {
      const found = point.namespaces.find(({ namespace }) => namespace === name)
      return found ? countText(found.keys, language) : '–'
    }),
    countText(point.keys, language),
    `${point.exact ? '' : '~ '}${bytesText(point.bytes, language)}`,
  ])
  return points.length === 0 ? [text.none] : table([text.at, ...names, text.keys, text.memory], rows)
}

const words = {
  en: { at: 'keys at', keys: 'total', memory: 'memory', none: 'no pass was kept in these days' },
  'pt-BR': { at: 'chaves em', keys: 'total', memory: 'memória', none: 'nenhuma leitura guardada nestes dias' },
} as const
