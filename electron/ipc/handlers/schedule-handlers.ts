import type { Handlers } from '../../../shared/contract/methods.ts'
import type { HandlerContext } from './handler-context.ts'

export const scheduleHandlers = ({ core }: HandlerContext) =>
  ({ 'schedule.status': () => core.schedule.status() }) satisfies Partial<Handlers>
