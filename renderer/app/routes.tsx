import { Activity, ChartColumn, Download, KeyRound, Layers, Server, SlidersHorizontal } from 'lucide-react'
import type { ReactElement } from 'react'
import { ActivityPage } from '../features/activity/ActivityPage.tsx'
import { FetchesScreen } from '../features/fetches/FetchesScreen.tsx'
import { KeysPage } from '../features/keys/KeysPage.tsx'
import { OverviewPage } from '../features/overview/OverviewPage.tsx'
import { ProvidersPage } from '../features/providers/ProvidersPage.tsx'
import { ServerPage } from '../features/server/ServerPage.tsx'
import { SettingsPage } from '../features/settings/SettingsPage.tsx'
import type { WordId } from '../i18n/catalogue.ts'
import type { Icon } from '../ui/icons.ts'

export interface Route {
  /** First part of the address. */
  readonly id: string
  readonly label: WordId
  readonly icon: Icon
  /** G, then this. */
  readonly key: string
  /** Alt and this; fixed, whatever screens there are. */
  readonly digit: number
  readonly page: ReactElement
}

/** The screens, in the order of the rail. A new screen is a new row. */
export const routes: readonly [Route, ...Route[]] = [
  { id: 'overview', label: 'app.screen.overview', icon: ChartColumn, key: 'O', digit: 1, page: <OverviewPage /> },
  { id: 'providers', label: 'app.screen.providers', icon: Layers, key: 'P', digit: 2, page: <ProvidersPage /> },
  { id: 'fetches', label: 'app.screen.fetches', icon: Download, key: 'C', digit: 3, page: <FetchesScreen /> },
  { id: 'keys', label: 'app.screen.keys', icon: KeyRound, key: 'K', digit: 4, page: <KeysPage /> },
  { id: 'server', label: 'app.screen.server', icon: Server, key: 'S', digit: 5, page: <ServerPage /> },
  { id: 'activity', label: 'app.screen.activity', icon: Activity, key: 'A', digit: 6, page: <ActivityPage /> },
  { id: 'settings', label: 'app.screen.settings', icon: SlidersHorizontal, key: 'X', digit: 7, page: <SettingsPage /> },
]

/** @returns the screen of an address; the first one where it names none */
export function routeOf(path: readonly string[]): Route {
  return routes.find((route) => route.id === path[0]) ?? routes[0]
}
