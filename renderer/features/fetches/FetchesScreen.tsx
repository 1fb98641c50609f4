import { useEffect } from 'react'
import { useAddress } from '../../connection/address.ts'
import { selectShownConnection, useConnection } from '../../connection/connection-store.ts'
import { ComparePage } from './compare/ComparePage.tsx'
import { useCompare } from './compare/compare-store.ts'
import { FetchesPage } from './FetchesPage.tsx'
import { useProcurements } from './procurements/procurements-store.ts'
import { SearchPage } from './search/SearchPage.tsx'
import { useSearch } from './search/search-store.ts'

/** The runs of the daily fetch, a search by hand, or cached days side by side: as the address says. */
export function FetchesScreen() {
  const section = useAddress().path[1]
  const shown = useConnection(selectShownConnection)
  const server = shown ? JSON.stringify([shown.profileId, shown.identity.runId, shown.target.database]) : null
  useEffect(() => {
    // Another server's answers say nothing of this one.
    if (server === null) return
    useSearch.getState().belongTo(server)
    useCompare.getState().belongTo(server)
    useProcurements.getState().belongTo(server)
  }, [server])
  if (section === 'search') return <SearchPage />
  return section === 'compare' ? <ComparePage /> : <FetchesPage />
}
