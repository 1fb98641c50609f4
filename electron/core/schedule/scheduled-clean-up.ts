import { AppError } from '../app-error.ts'
import { type CleanUpDeps, cleanUp } from '../policy/clean-up.ts'
import type { JobResult } from './schedule-service.ts'

/** The weekly clean-up as the schedule runs it: every rule of every namespace. */
export async function scheduledCleanUp(deps: CleanUpDeps, signal: AbortSignal): Promise<JobResult> {
  try {
    const { repairs } = await cleanUp(deps, { namespaces: null, rules: null, signal })
    const open = repairs.filter(({ result }) => result !== null && result.failed + result.notAttempted > 0)
    const failure = repairs.find(({ result }) => result?.failure)?.result?.failure ?? null
    if (repairs.length === 0) return { outcome: 'skipped', reason: 'nothing_to_do', lacking: [], failure }
    const outcome = open.length === 0 ? 'done' : open.length < repairs.length ? 'partial' : 'failed'
    return { outcome, reason: null, lacking: [...new Set(open.map(({ namespace }) => namespace))], failure }
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'busy') throw error
    return { outcome: 'skipped', reason: 'busy', lacking: [], failure: null }
  }
}
