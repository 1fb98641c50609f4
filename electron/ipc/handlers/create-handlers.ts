import type { Handlers } from '../../../shared/contract/methods.ts'
import { activityHandlers } from './activity-handlers.ts'
import { appHandlers } from './app-handlers.ts'
import { compareHandlers } from './compare-handlers.ts'
import { connectionHandlers } from './connection-handlers.ts'
import { fetchHandlers } from './fetch-handlers.ts'
import type { HandlerContext } from './handler-context.ts'
import { invalidationHandlers } from './invalidation-handlers.ts'
import { keysHandlers } from './keys-handlers.ts'
import { liveHandlers } from './live-handlers.ts'
import { overviewHandlers } from './overview-handlers.ts'
import { policyHandlers } from './policy-handlers.ts'
import { procurementHandlers } from './procurement-handlers.ts'
import { recoveryHandlers } from './recovery-handlers.ts'
import { scheduleHandlers } from './schedule-handlers.ts'
import { searchHandlers } from './search-handlers.ts'
import { serverHandlers } from './server-handlers.ts'
import { settingsHandlers } from './settings-handlers.ts'
import { transferHandlers } from './transfer-handlers.ts'
import { undoHandlers } from './undo-handlers.ts'

/** Answers the whole table of requests; a row without a handler does not compile. */
export function createHandlers(context: HandlerContext): Handlers {
  return {
    ...appHandlers(context),
    ...settingsHandlers(context),
    ...connectionHandlers(context),
    ...overviewHandlers(context),
    ...invalidationHandlers(context),
    ...undoHandlers(context),
    ...recoveryHandlers(context),
    ...transferHandlers(context),
    ...fetchHandlers(context),
    ...searchHandlers(context),
    ...compareHandlers(context),
    ...procurementHandlers(context),
    ...keysHandlers(context),
    ...serverHandlers(context),
    ...liveHandlers(context),
    ...activityHandlers(context),
    ...scheduleHandlers(context),
    ...policyHandlers(context),
  }
}
