/** The languages the console speaks. pt-BR is the default and the source of the catalogues. */
export const languages = ['pt-BR', 'en'] as const
export type Language = (typeof languages)[number]

/** @param systemLocale - e.g. `pt-BR`, `en-US` @returns the language to show for a setting; unknown systems get pt-BR */
export function languageOf(setting: Language | 'system', systemLocale: string): Language {
  if (setting !== 'system') return setting
  return systemLocale.toLowerCase().startsWith('en') ? 'en' : 'pt-BR'
}

/** The shape an English catalogue must have: every id of the Portuguese one, no other. */
export type SameWords<T> = { readonly [Id in keyof T]: string }
