import { useEffect, useRef } from 'react'
import { useAddress } from '../connection/address.ts'
import { ExportFlow } from '../features/invalidation/export/ExportFlow.tsx'
import { InvalidationFlow } from '../features/invalidation/InvalidationFlow.tsx'
import { RecoveryDialog } from '../features/invalidation/recovery/RecoveryDialog.tsx'
import { UndoFlow } from '../features/invalidation/undo/UndoFlow.tsx'
import { AskPassword } from '../features/settings/AskPassword.tsx'
import { Banners } from './Banners.tsx'
import { CommandPalette } from './CommandPalette.tsx'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { Rail } from './Rail.tsx'
import { routeOf } from './routes.tsx'
import { ShortcutMap } from './ShortcutMap.tsx'
import './shell.css'
import { StatusBar } from './StatusBar.tsx'
import { TopBar } from './TopBar.tsx'
import { Tour } from './tour/Tour.tsx'

/** The frame: always the same around every screen. */
export function Shell() {
  const route = routeOf(useAddress().path)
  const main = useRef<HTMLElement>(null)
  const shown = useRef(route.id)

  // After a change of screen the focus stands at its beginning, not on a control that is gone.
  useEffect(() => {
    if (shown.current === route.id) return
    shown.current = route.id
    if (document.activeElement === document.body || main.current?.contains(document.activeElement))
      main.current?.focus()
  }, [route.id])

  return (
    <div className="shell">
      <TopBar onSkip={() => main.current?.focus()} />
      <Rail current={route.id} />
      <div className="shell__middle">
        <Banners />
        <main className="shell__main" ref={main} tabIndex={-1} data-region="main">
          <ErrorBoundary key={route.id}>{route.page}</ErrorBoundary>
        </main>
      </div>
      <StatusBar />
      <InvalidationFlow />
      <UndoFlow />
      <RecoveryDialog />
      <ExportFlow />
      <AskPassword />
      <CommandPalette />
      <ShortcutMap />
      <Tour />
      <div className="shell__frame" aria-hidden="true" />
    </div>
  )
}
