import { Redis } from 'ioredis'

/** Keys whose names try to be taken for `pncp:`, as bytes. Source: acceptance battery, TRAPS. */
export const traps: readonly Buffer[] = [
  'pncp',
  'PNCP:t',
  'pncpx:t',
  'xpncp:t',
  'pncp-x:t',
  'p*:t',
  'p?cp:t',
  '[pncp]:t',
  'pncp\\:t',
  '\npncp:t',
].map((name) => Buffer.from(name))

export const binaryKey = Buffer.from([0xff, 0xfe, 0x3a, 0x6b])

/** Keys of `pncp` whose ids are glob signs, line ends and foreign bytes. */
export const oddPncpKeys: readonly Buffer[] = [
  Buffer.from('pncp:search_v2:*'),
  Buffer.from('pncp:search_v2:[a-z]'),
  Buffer.from('pncp:embeddings:a\nb'),
  Buffer.concat([Buffer.from('pncp:embeddings:'), Buffer.from([0xff, 0x00, 0xfe])]),
]

/** How many keys of each family `seedKeyspace` writes, by `namespace:family`; '' is outside every namespace. */
export const seeded: Readonly<Record<string, number>> = {
  'pncp:search_v2': 302,
  'pncp:daily_fetch': 3,
  'pncp:embeddings': 42,
  'pncp:other': 1,
  'comprasnet:search_v2': 120,
  'govbr:daily_fetch': 2,
  'unified:search_combined': 31,
  'unified:deduplication': 50,
  'unified:synonyms': 2,
  '': traps.length + 1,
}

/** Fills a server with a mixed keyspace: every family, other types, traps, binary names; half with a TTL. */
export async function seedKeyspace(port: number): Promise<void> {
  const client = new Redis({ port, host: '127.0.0.1' })
  try {
    const pipeline = client.pipeline()
    const put = (key: string | Buffer, value: string | Buffer, ttl: number | null) =>
      ttl === null ? pipeline.set(key, value) : pipeline.set(key, value, 'EX', ttl)
    for (let i = 0; i < 300; i++) put(`pncp:search_v2:${i}`, 'x'.repeat(100 + i), i % 2 ? 86_000 : null)
    for (let i = 0; i < 120; i++) put(`comprasnet:search_v2:${i}`, 'y'.repeat(50), 10_000)
    for (let i = 0; i < 40; i++) put(`pncp:embeddings:${i}`, 'z'.repeat(2_000), 3_000)
    for (const day of ['01', '02', '03']) put(`pncp:daily_fetch:2026-11-${day}`, 'd'.repeat(5_000), 90_000)
    for (const day of ['01', '02']) put(`govbr:daily_fetch:2026-11-${day}`, 'd'.repeat(500), 90_000)
    put('pncp:unheard_of:t', 'strange', 500)
    for (let i = 0; i < 30; i++) put(`unified:search_combined:${i}`, 'c'.repeat(900), 40_000)
    put('unified:search_combined:30:gz', Buffer.from([0x1f, 0x8b, 0x08]), 40_000)
    for (let i = 0; i < 50; i++) pipeline.hset(`unified:deduplication:${i}`, { canonical: `k${i}`, members: '[]' })
    put('unified:synonyms:licitação: edital*', '{}', 86_000)
    put('unified:synonyms:merenda escolar', '{}', 86_000)
    for (const [index, key] of [...traps, binaryKey].entries()) put(key, 'trap', index % 2 ? 700 : null)
    for (const key of oddPncpKeys) put(key, 'odd', 7_000)
    const replies = (await pipeline.exec()) ?? []
    for (const [error] of replies) if (error) throw error
  } finally {
    client.disconnect()
  }
}
