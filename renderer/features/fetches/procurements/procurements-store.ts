import { create } from 'zustand'
import type {
  ExportFormat,
  ExportResult,
  ProcurementDetail,
  ProcurementFacet,
  ProcurementPage,
  ProcurementQuery,
} from '../../../../shared/contract/procurements.ts'
import { type ConsoleClient, consoleClient } from '../../../bridge/console-client.ts'
import { idle, type Load, loading, settled } from '../../../lib/load.ts'

export interface ProcurementsState {
  /** What is shown of which set; null: none yet. */
  readonly query: ProcurementQuery | null
  readonly page: Load<ProcurementPage>
  /** The procurement in the panel, by its place in the set; null: the panel is closed. */
  readonly openIndex: number | null
  readonly detail: Load<ProcurementDetail>
  readonly exported: Load<ExportResult>
  /** Shows a set from its beginning, unless it is shown already. */
  show(set: string): Promise<void>
  narrow(change: Partial<Pick<ProcurementQuery, 'facet' | 'only'>>): Promise<void>
  turnTo(page: number): Promise<void>
  open(index: number): Promise<void>
  close(): void
  /** Writes what is shown, all pages of it. @returns the result; null where it failed */
  exportAs(format: ExportFormat): Promise<ExportResult | null>
  /** Lets go of what another server held. */
  belongTo(server: string): void
}

const createProcurementsStore = (client: ConsoleClient) =>
  create<ProcurementsState>((set, get) => {
    let askedPage = 0
    let askedDetail = 0
    let owner: string | null = null
    const nothing = { query: null, page: idle, openIndex: null, detail: idle, exported: idle } as const

    async function read(query: ProcurementQuery, page: number, before: Load<ProcurementPage>): Promise<void> {
      const mine = ++askedPage
      set({ query, page: loading(before), exported: idle })
      const reply = await client.invoke('procurements.page', { ...query, page })
      if (mine === askedPage) set({ page: settled(reply, get().page) })
    }

    return {
      ...nothing,
      async show(id) {
        if (get().query?.set === id) return
        get().close()
        await read({ set: id, facet: 'all', only: null }, 0, idle)
      },
      async narrow(change) {
        const { query, page } = get()
        if (query) await read({ ...query, ...change }, 0, page)
      },
      async turnTo(to) {
        const { query, page } = get()
        if (query) await read(query, to, page)
      },
      async open(index) {
        const { query } = get()
        if (!query) return
        const mine = ++askedDetail
        set({ openIndex: index, detail: loading(idle) })
        const reply = await client.invoke('procurements.open', { set: query.set, index })
        if (mine === askedDetail) set({ detail: settled(reply, get().detail) })
      },
      close() {
        askedDetail++
        set({ openIndex: null, detail: idle })
      },
      async exportAs(format) {
        const { query } = get()
        if (!query) return null
        set({ exported: loading(idle) })
        const reply = await client.invoke('procurements.export', { ...query, format })
        set({ exported: settled(reply, idle) })
        return reply.ok ? reply.value : null
      },
      belongTo(server) {
        if (owner === server) return
        if (owner !== null) {
          askedPage++
          askedDetail++
          set(nothing)
        }
        owner = server
      },
    }
  })

export const useProcurements = createProcurementsStore(consoleClient)

/** Rows of one page, as main cuts them. */
export const rowsPerPage = 200

/** What a set can be narrowed to; none of them shows all. */
export const facets = ['shared', 'unique', 'price', 'date'] as const satisfies readonly ProcurementFacet[]
