import { gzipSync } from 'node:zlib'
import { Redis } from 'ioredis'
import { binaryKey } from './seed-keyspace.ts'

const markup = '<img src=x onerror="document.title=\'owned\'"><b>bold</b>'

const item = (at: number) => ({
  external_id: `46395000000139-1-${String(at).padStart(6, '0')}/2026`,
  title: at === 0 ? markup : `Aquisição de mobiliário escolar, lote ${at}`,
  estimated_value: at === 3 ? null : 8_547.48 * (at + 1),
  municipality: 'São Paulo',
  region_code: 'SP',
  submission_deadline: '2026-12-02 10:30:00',
})

/** One key per way of showing, hostile ones among them: what the Keys screen must survive. */
export async function seedHostileKeys(port: number): Promise<void> {
  const client = new Redis({ port, host: '127.0.0.1' })
  try {
    const embedding = Array.from({ length: 384 }, (_, at) => Math.sin(at * 1.7) * Math.cos(at / 9) * 0.08)
    const combined = (stamp: string) =>
      JSON.stringify({ filters: {}, providers: ['pncp'], data: { pncp: [item(1)] }, cached_at: stamp, ttl_hours: 24 })
    for (let at = 0; at < 230; at++) {
      const text = JSON.stringify(Array.from({ length: 12 }, (_, n) => item(n)))
      await client.set(`pncp:search_v2:${at.toString(16).padStart(8, '0')}`, text, 'EX', at === 1 ? 900 : 80_000)
    }
    await client.set(
      'pncp:embeddings:00000001',
      JSON.stringify({ embedding, dimensions: 384, model_name: 'minilm', text_preview: 'merenda escolar' }),
      'EX',
      80_000,
    )
    await client.set('unified:search_combined:aa', combined('2026-11-22T10:00:00'), 'EX', 80_000)
    await client.set('unified:search_combined:aa:gz', gzipSync(combined('2026-11-23T10:00:00')), 'EX', 80_000)
    await client.set('cut.gz', gzipSync(JSON.stringify(Array.from({ length: 40 }, (_, n) => item(n)))).subarray(0, 300))
    await client.set(markup, markup)
    await client.set('a\nb\u202ec', '{"a": 1,}')
    await client.set(binaryKey, Buffer.from(Array.from({ length: 5_000 }, (_, at) => at % 256)))
    await client.hset('a hash', Object.fromEntries(Array.from({ length: 450 }, (_, at) => [`field ${at}`, markup])))
  } finally {
    client.disconnect()
  }
}
