const longest = 2_048

/** A host of ASCII letters, digits, dots and hyphens, a port perhaps; no user before it, no sign in it that looks like another. */
const shape = /^https:\/\/([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(:\d{1,5})?(?:[/?#][\x21-\x7e]*)?$/i

/**
 * Whether a text out of a value is a link that may be offered: https alone, and nothing in it that hides where it leads.
 * @returns its host, in lower case; null for every other text
 */
export function httpsHost(text: string): string | null {
  if (text.length > longest || text.includes('\\')) return null
  return shape.exec(text)?.[1]?.toLowerCase() ?? null
}
