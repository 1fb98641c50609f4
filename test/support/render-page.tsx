import { render } from '@testing-library/react'
import type { ReactElement } from 'react'
import type { Language } from '../../renderer/i18n/languages.ts'
import { createWords, WordsContext } from '../../renderer/i18n/words.ts'
import { ToastProvider } from '../../renderer/ui/Toast.tsx'

/** Renders with the words of a language and everything else a page stands in. */
export function renderPage(element: ReactElement, language: Language = 'pt-BR') {
  return render(
    <WordsContext value={createWords(language, 'sao-paulo')}>
      <ToastProvider>{element}</ToastProvider>
    </WordsContext>,
  )
}
