import type { Handlers } from '../../../shared/contract/methods.ts'
import { AppError } from '../../core/app-error.ts'
import type { HandlerContext } from './handler-context.ts'

export const overviewHandlers = ({ core, publish }: HandlerContext) => {
  let pass: {
    readonly mode: string
    readonly stop: AbortController
    readonly report: ReturnType<typeof core.collectStats>
  } | null = null

  return {
    'stats.collect': async ({ mode }) => {
      if (pass) return pass.report
      const stop = new AbortController()
      const report = core.collectStats(
        mode,
        stop.signal,
        (partial) => publish({ name: 'stats.progressed', payload: partial }),
        null,
      )
      const mine = { mode, stop, report }
      pass = mine
      try {
        return await report
      } finally {
        if (pass === mine) pass = null
      }
    },
    'stats.cancel': async () => {
      pass?.stop.abort(new AppError('cancelled', 'stopped by the operator'))
      return {}
    },
    'freshness.read': ({ days }) => core.freshness(days),
    'stats.history': ({ days }) => core.history.passes(days),
    'server.history': ({ hours }) => core.history.samples(hours),
  } satisfies Partial<Handlers>
}
