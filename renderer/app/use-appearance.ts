import { useEffect, useMemo } from 'react'
import { selectShownConnection, useConnection } from '../connection/connection-store.ts'
import { selectFacts, selectSettings, useSettings } from '../connection/settings-store.ts'
import { languageOf } from '../i18n/languages.ts'
import { createWords, type Words } from '../i18n/words.ts'

/** Applies theme, density, language and mode to the document, at once when they change. @returns the words to show */
export function useAppearance(): Words {
  const settings = useSettings(selectSettings)
  const facts = useSettings(selectFacts)
  const environment = useConnection((state) => selectShownConnection(state)?.target.environment)
  const language = languageOf(settings?.language ?? 'system', facts?.locale ?? navigator.language)
  const words = useMemo(() => createWords(language, settings?.zone ?? 'sao-paulo'), [language, settings?.zone])
  const theme = settings?.theme ?? 'system'
  const density = settings?.density ?? 'compact'

  useEffect(() => {
    document.documentElement.lang = language
  }, [language])

  useEffect(() => {
    const root = document.documentElement
    root.dataset.density = density
    root.dataset.mode = environment === 'production' ? 'prod' : 'other'
  }, [density, environment])

  useEffect(() => {
    const light = window.matchMedia('(prefers-color-scheme: light)')
    const apply = () => {
      document.documentElement.dataset.theme = theme === 'system' ? (light.matches ? 'light' : 'dark') : theme
    }
    apply()
    light.addEventListener('change', apply)
    return () => light.removeEventListener('change', apply)
  }, [theme])

  return words
}
