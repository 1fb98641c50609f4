import type { Provider } from '../core/ports/provider.ts'
import { createComprasnet } from './comprasnet.ts'
import { createGovbr } from './govbr.ts'
import { createPncp } from './pncp.ts'

/** THE table of providers: ids are unique, none is `unified`. Their breakers and paces last as long as the process. */
export const providers: readonly Provider[] = [createPncp(), createComprasnet(), createGovbr()]
