import { CSPProvider } from '@base-ui/react/csp-provider'
import { useCallback, useEffect } from 'react'
import { selectSettings, useSettings } from '../connection/settings-store.ts'
import { hintOf } from '../connection/shortcut-keys.ts'
import { WordsContext } from '../i18n/words.ts'
import { KeyHintContext } from '../ui/Kbd.tsx'
import { ToastProvider } from '../ui/Toast.tsx'
import { TooltipProvider } from '../ui/Tooltip.tsx'
import { followMain } from './follow-main.ts'
import { listenToKeys } from './keyboard.ts'
import { Shell } from './Shell.tsx'
import { useAppearance } from './use-appearance.ts'

/** The whole page: what it follows, what it listens to, and the frame around the screens. */
export function App() {
  const words = useAppearance()
  const settings = useSettings(selectSettings)
  const hint = useCallback((usual: string) => hintOf(usual, settings), [settings])
  useEffect(followMain, [])
  useEffect(() => listenToKeys(window), [])
  return (
    <CSPProvider disableStyleElements>
      <WordsContext value={words}>
        <KeyHintContext value={hint}>
          <TooltipProvider delay={300}>
            <ToastProvider>
              <Shell />
            </ToastProvider>
          </TooltipProvider>
        </KeyHintContext>
      </WordsContext>
    </CSPProvider>
  )
}
