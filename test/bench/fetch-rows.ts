import { cacheDayOf } from '../../shared/time/cache-day.ts'
import type { BenchServer } from './bench-server.ts'
import type { BenchOptions } from './options.ts'
import { coverage, startPageServer } from './page-server.ts'
import { judge, numberText, type Row, secondsText } from './row.ts'
import { startSubject } from './start-subject.ts'

const latencyMs = 50
const mebibyte = 1024 * 1024

/** A daily fetch of all three providers against services that take 50 ms for every page. */
export async function fetchRows(server: BenchServer, { pages }: BenchOptions): Promise<Row[]> {
  const service = await startPageServer({ latencyMs, pagesPerProvider: Math.ceil(pages / 3) })
  const subject = await startSubject({ port: server.redis.port, urls: service.urls, coverage })
  const providers = Object.keys(service.urls)
  const answer = await subject.ask({ act: 'fetch', providers, day: cacheDayOf(Date.now()) })
  subject.stop()
  await service.close()

  // Providers are asked at the same time, the pages of one in turn: the next page is only known from the last.
  const idealMs = latencyMs * Math.max(...Object.values(service.answered()))
  const ratio = answer.wallMs / idealMs
  const asked = Object.values(service.answered()).reduce((sum, count) => sum + count, 0)
  const grown = answer.grownBytes / mebibyte
  return [
    {
      what: `fetch of ${numberText(asked)} pages at ${latencyMs} ms from three providers`,
      ours: secondsText(answer.wallMs),
      peer: `${secondsText(idealMs)} ideal`,
      ratio: `${numberText(ratio)} ×`,
      ...judge(ratio, { atMost: 1.2, unit: '×' }),
    },
    {
      what: `the same, memory over idle for ${numberText(service.sentBytes() / mebibyte)} MiB of pages`,
      ours: `${numberText(grown)} MiB`,
      peer: '',
      ratio: '',
      wanted: '',
      isMet: null,
    },
  ]
}
