import { CSPProvider } from '@base-ui/react/csp-provider'
import { useEffect } from 'react'
import { WordsContext } from '../i18n/words.ts'
import { ToastProvider } from '../ui/Toast.tsx'
import { TooltipProvider } from '../ui/Tooltip.tsx'
import { followMain } from './follow-main.ts'
import { listenToKeys } from './keyboard.ts'
import { Shell } from './Shell.tsx'
import { useAppearance } from './use-appearance.ts'

/** The whole page: what it follows, what it listens to, and the frame around the screens. */
export function App() {
  const words = useAppearance()
  useEffect(followMain, [])
  useEffect(() => listenToKeys(window), [])
  return (
    <CSPProvider disableStyleElements>
      <WordsContext value={words}>
        <TooltipProvider delay={300}>
          <ToastProvider>
            <Shell />
          </ToastProvider>
        </TooltipProvider>
      </WordsContext>
    </CSPProvider>
  )
}
