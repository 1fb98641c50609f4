/** @returns the text on one line with single blanks */
export function foldBlanks(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** @returns null for what only looks like a value: null, nothing, or blanks */
export function textOrNull(text: string | null | undefined): string | null {
  const folded = text?.trim() ?? ''
  return folded === '' ? null : folded
}

/** @returns the text in lower case without accents, for comparing what people type */
export function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
}

/** An estimated value of 0 means "unknown or secret" in all three services, never a price. */
export function valueOrNull(value: number | null | undefined): number | null {
  return value === undefined || value === null || value === 0 ? null : value
}
