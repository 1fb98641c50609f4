import { AppError } from '../../../electron/core/app-error.ts'
import type { PayloadCache } from '../../../electron/core/ports/cache.ts'
import type { OpenProvider, ProviderPage } from '../../../electron/core/ports/provider.ts'
import type { Opportunity } from '../../../shared/opportunity/opportunity.ts'

interface StoredText {
  readonly text: string
  readonly ttlSeconds: number
}

/** A PayloadCache in memory, with the reading order and the threshold of its port. */
export function memoryPayloads(options: { readonly readOnly?: boolean } = {}) {
  const values = new Map<string, StoredText>()
  const payloads: PayloadCache = {
    async read(key) {
      const found = values.has(`${key}:gz`) ? `${key}:gz` : key
      const stored = values.get(found)
      return stored ? { text: stored.text, key: found, ttlMs: stored.ttlSeconds * 1_000 } : null
    },
    async write(key, text, ttlSeconds, gzipAllowed) {
      if (options.readOnly === true) throw new AppError('read_only', 'This connection is read-only.')
      const packed = gzipAllowed && text.length > 1_048_576
      values.delete(packed ? key : `${key}:gz`)
      values.set(packed ? `${key}:gz` : key, { text, ttlSeconds })
      return packed ? `${key}:gz` : key
    },
  }
  return { payloads, values }
}

/** A provider that answers with the given pages; a thrown AppError may stand in for a page. `asked` counts pages served. */
export function pagedProvider(pages: readonly (readonly Opportunity[] | AppError)[]) {
  const seen = { asked: 0, closed: false }
  const open: OpenProvider = {
    daily: () => {
      throw new TypeError('a search is no daily fetch')
    },
    async *search(): AsyncIterable<ProviderPage> {
      try {
        for (const [index, page] of pages.entries()) {
          seen.asked += 1
          if (page instanceof AppError) throw page
          yield {
            walk: 'test',
            page: index + 1,
            opportunities: page,
            rejected: [],
            repeated: 0,
            bytes: 0,
            warnings: [],
          }
        }
      } finally {
        seen.closed = true
      }
    },
  }
  return { open, seen }
}
