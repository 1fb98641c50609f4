import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import { createGovbr } from '../../../electron/providers/govbr.ts'
import { defaultLimits, type HttpLimits } from '../../../electron/providers/http/http-funnel.ts'
import { createPncp } from '../../../electron/providers/pncp.ts'
import { pncpPage as pageOf, pncpRecord as record, pncpRecords as records } from '../../support/pncp-pages.ts'
import {
  type ProviderServer,
  type Reply,
  type SeenRequest,
  startProviderServer,
} from '../../support/provider-server.ts'
import { day, quickLimits, type WalkOptions, walkProvider } from '../../support/walk-provider.ts'

const servers: ProviderServer[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

async function serve(answer: (request: SeenRequest, count: number) => Reply): Promise<ProviderServer> {
  const server = await startProviderServer(answer)
  servers.push(server)
  return server
}

/** One modality, so that a walk is one list. */
const setup = { coverage: { modalities: ['6'] } }
const walk = (url: string, limits: HttpLimits = quickLimits, options: WalkOptions = {}) =>
  walkProvider(createPncp(limits), url, { setup, ...options })

const whole = pageOf(records(1, 3), { totalRegistros: 3, totalPaginas: 1, paginasRestantes: 0 })

describe('B28, B32, B33: an answer that is none', () => {
  const cases: readonly (readonly [what: string, reply: Reply, code: string])[] = [
    ['status 500', { status: 500, body: '{}' }, 'provider_failed'],
    [
      'status 502 with a page of the proxy',
      { status: 502, headers: { 'content-type': 'text/html' }, body: '<html>' },
      'provider_failed',
    ],
    ['a connection reset', { reset: true }, 'provider_unreachable'],
    ['JSON cut in the middle', { body: '{"data":[{"a":1},{"b' }, 'provider_truncated'],
    ['a length larger than the body', { body: '{"data":[', announcedLength: 5_000 }, 'provider_truncated'],
    [
      'status 200 with a web page',
      { headers: { 'content-type': 'text/html' }, body: '<html></html>' },
      'provider_not_json',
    ],
    ['a web page labelled JSON', { body: '<!DOCTYPE html><p>manutenção' }, 'provider_not_json'],
    ['an empty body', { body: '' }, 'provider_truncated'],
    [
      'a gzip header on a plain body',
      { headers: { 'content-encoding': 'gzip' }, body: '{"data":[]}' },
      'provider_not_json',
    ],
    [
      'a packed body cut in the middle',
      { headers: { 'content-encoding': 'gzip' }, body: gzipSync('{"data":[]}'.padEnd(4_000)).subarray(0, 30) },
      'provider_truncated',
    ],
  ]
  test.each(cases)('%s is told as itself, after five attempts', async (_, reply, code) => {
    const server = await serve(() => reply)
    const { error, opportunities } = await walk(server.url)
    expect(error?.code).toBe(code)
    expect(error?.retryable).toBe(true)
    expect(opportunities).toEqual([])
    expect(server.seen).toHaveLength(5)
  })

  test('a port nobody listens on cannot be reached', async () => {
    const { error } = await walk('http://127.0.0.1:1')
    expect(error?.code).toBe('provider_unreachable')
  })

  test('a packed answer is read, and JSON under another label only warns', async () => {
    const body = gzipSync(whole.body ?? '')
    const server = await serve(() => ({ headers: { 'content-type': 'text/plain', 'content-encoding': 'gzip' }, body }))
    const { error, opportunities, pages } = await walk(server.url)
    expect(error).toBeNull()
    expect(opportunities).toHaveLength(3)
    expect(pages[0]?.warnings).toEqual(['modalities 6 only', 'JSON labelled text/plain'])
  })

  test('B40: bytes that are no UTF-8 are counted', async () => {
    const body = Buffer.from(String(whole.body).replaceAll('FAYS', 'S\u00e3o'), 'latin1')
    const server = await serve(() => ({ body }))
    const { pages, error } = await walk(server.url)
    expect(error).toBeNull()
    expect(pages[0]?.warnings.join()).toMatch(/characters were not UTF-8/)
  })
})

describe('time', () => {
  test('B30: a provider that never answers is given up at the deadline, and its socket closed', async () => {
    const server = await serve(() => ({ silent: true }))
    const { error, signals } = await walk(server.url, { ...quickLimits, deadlineMs: 40, attempts: 2 })
    expect(error?.code).toBe('provider_timeout')
    expect(signals.filter((told) => told.kind === 'attempt_failed')).toHaveLength(2)
    await server.allClosed()
  })

  test('B30: a head without a body ends at the same deadline', async () => {
    const server = await serve(() => ({ stalled: true }))
    const { error } = await walk(server.url, { ...quickLimits, deadlineMs: 40, attempts: 1 })
    expect(error?.code).toBe('provider_timeout')
    await server.allClosed()
  })

  test('B28, B29, B30, B31, B34, B39: the production limits are those of the acceptance battery', () => {
    expect(defaultLimits).toMatchObject({
      headersMs: 15_000,
      gapMs: 15_000,
      deadlineMs: 60_000,
      maxBodyBytes: 33_554_432,
      attempts: 5,
      backoff: { minMs: 500, maxMs: 30_000 },
      maxRetryAfterMs: 300_000,
      maxPages: 2_000,
      breaker: { failures: 5, openMs: 60_000 },
    })
  })

  test('R43: cancelling while a page is awaited closes the socket and asks nothing more', async () => {
    const server = await serve(() => ({ silent: true }))
    const cancel = new AbortController()
    const { error } = await walk(server.url, quickLimits, {
      signal: cancel.signal,
      onSignal: (told) => told.kind === 'asking' && setTimeout(() => cancel.abort(), 20),
    })
    expect(error?.code).toBe('cancelled')
    await server.allClosed()
    expect(server.seen).toHaveLength(1)
  })

  test('R43: cancelling during a wait ends the wait', async () => {
    const server = await serve(() => ({ status: 429, headers: { 'retry-after': '120' }, body: '' }))
    const cancel = new AbortController()
    const { error, signals } = await walk(server.url, quickLimits, {
      signal: cancel.signal,
      onSignal: (told) => told.kind === 'waiting' && setTimeout(() => cancel.abort(), 5),
    })
    expect(error?.code).toBe('cancelled')
    expect(server.seen).toHaveLength(1)
    expect(signals.some((told) => told.kind === 'waiting')).toBe(true)
  })

  test('B29: no request comes earlier than Retry-After says', async () => {
    const server = await serve((_, count) =>
      count === 1 ? { status: 429, headers: { 'retry-after': '1' }, body: '' } : whole,
    )
    const { error } = await walk(server.url)
    expect(error).toBeNull()
    const [first, second] = server.seen
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(1_000)
  })

  test('B29: a provider that asks for a day is not waited for, and the failure says until when', async () => {
    const server = await serve(() => ({ status: 429, headers: { 'retry-after': '86400' }, body: '' }))
    const { error } = await walk(server.url)
    expect(error?.code).toBe('provider_throttled')
    expect(error?.params.wait).toBe('1440 min')
    expect(Number(error?.params.until)).toBeGreaterThan(Date.now() + 86_000_000)
    expect(server.seen).toHaveLength(1)
  })
})

describe('B34: size', () => {
  test('an endless body is dropped at the cap', async () => {
    const server = await serve(() => ({ endless: 65_536 }))
    const { error } = await walk(server.url, { ...quickLimits, maxBodyBytes: 1_000_000 })
    expect(error?.code).toBe('provider_too_large')
    expect(server.seen).toHaveLength(1)
    await server.allClosed()
  })

  test('what a small packed body unpacks to is what counts', async () => {
    const body = gzipSync(Buffer.alloc(20_000_000))
    const server = await serve(() => ({ headers: { 'content-encoding': 'gzip' }, body }))
    const { error } = await walk(server.url, { ...quickLimits, maxBodyBytes: 1_000_000 })
    expect(error?.code).toBe('provider_too_large')
  })

  test('a run has a cap over all its pages', async () => {
    const server = await serve((_, count) => pageOf(records(count * 100, 50), { paginasRestantes: 99 }))
    const { error, pages } = await walk(server.url, { ...quickLimits, maxTotalBytes: 400_000 })
    expect(error?.code).toBe('provider_too_large')
    expect(pages.length).toBeGreaterThan(1)
  })
})

describe('B35: redirects', () => {
  test.each([301, 302, 307, 308])(
    '%i to another server is not followed, and the key does not reach it',
    async (status) => {
      const other = await serve(() => whole)
      const server = await serve(() => ({ status, headers: { location: `${other.url}/elsewhere` }, body: '' }))
      const govbr = { setup: { coverage: { bodies: ['26245'] } } }
      const { error } = await walkProvider(createGovbr(quickLimits), server.url, govbr)
      expect(error?.code).toBe('provider_redirected')
      expect(error?.retryable).toBe(false)
      expect(other.seen).toHaveLength(0)
    },
  )

  test.each(['file:///etc/passwd', 'https://[', '//169.254.169.254/latest'])(
    'to %s is not followed',
    async (location) => {
      const server = await serve(() => ({ status: 302, headers: { location }, body: '' }))
      expect((await walk(server.url)).error?.code).toBe('provider_redirected')
    },
  )

  test('within the provider it is followed, but not for ever', async () => {
    const server = await serve(({ path }) =>
      path === '/there' ? whole : { status: 302, headers: { location: '/there' }, body: '' },
    )
    expect((await walk(server.url)).opportunities).toHaveLength(3)
    const loop = await serve(() => ({ status: 302, headers: { location: '/again' }, body: '' }))
    expect((await walk(loop.url)).error?.code).toBe('provider_redirected')
    expect(loop.seen).toHaveLength(4)
  })
})

describe('trouble in a row', () => {
  test('R44: after five failures the breaker leaves the provider alone, and only this one', async () => {
    const server = await serve(() => ({ status: 500, body: '' }))
    const pncp = createPncp(quickLimits)
    await walkProvider(pncp, server.url, { setup })
    const { error } = await walkProvider(pncp, server.url, { setup })
    expect(error?.code).toBe('provider_breaker_open')
    expect(error?.params).toMatchObject({ provider: 'pncp', wait: '60 s' })
    expect(server.seen).toHaveLength(5)
    const other = await serve(() => whole)
    expect((await walkProvider(pncp, other.url, { setup })).error).toBeNull()
  })

  test('R44: after its time one request tries whether the provider is back', async () => {
    let isBroken = true
    const server = await serve(() => (isBroken ? { status: 500, body: '' } : whole))
    const pncp = createPncp({ ...quickLimits, breaker: { failures: 5, openMs: 30 } })
    await walkProvider(pncp, server.url, { setup })
    isBroken = false
    await new Promise((resolve) => setTimeout(resolve, 40))
    expect((await walkProvider(pncp, server.url, { setup })).error).toBeNull()
  })

  test('R44: a refusal is no trouble: the breaker stays closed', async () => {
    const server = await serve(() => ({ status: 400, body: '' }))
    const pncp = createPncp(quickLimits)
    for (let n = 0; n < 6; n++) await walkProvider(pncp, server.url, { setup })
    expect((await walkProvider(pncp, server.url, { setup })).error?.code).toBe('provider_refused')
  })

  test('R45: one page in ten failing once is made good; four in ten exhaust the retries', async () => {
    const pages = 120
    const failing = (everyNth: (count: number) => boolean) => {
      const failed = new Set<string>()
      return ({ query }: SeenRequest): Reply => {
        const page = query.get('pagina') ?? ''
        if (everyNth(Number(page)) && !failed.has(page) && failed.add(page)) return { status: 503, body: '' }
        const n = Number(page)
        return pageOf(records(n * 10, 1), { totalRegistros: pages, paginasRestantes: pages - n })
      }
    }
    const few = await serve(failing((page) => page % 10 === 0))
    const good = await walk(few.url)
    expect(good.error).toBeNull()
    expect(good.opportunities).toHaveLength(pages)
    const many = await serve(failing((page) => page % 5 < 2))
    const bad = await walk(many.url)
    expect(bad.error?.code).toBe('provider_failed')
    const retries = bad.signals.filter((told) => told.kind === 'attempt_failed' && told.waitMs > 0).length
    expect(retries).toBeLessThanOrEqual(10 + 0.2 * bad.pages.length + 1)
  })
})

describe('B36: a form that changed', () => {
  test.each([
    ['the list is gone', { itens: [] }, 'data'],
    ['the list is null', { data: null, totalRegistros: 0 }, 'data'],
    ['the list is an object', { data: {}, totalRegistros: 0 }, 'data'],
  ])('%s: the walk ends and says which field', async (_, body, field) => {
    const server = await serve(() => ({ body: JSON.stringify(body) }))
    const { error, signals } = await walk(server.url)
    expect(error?.code).toBe('provider_schema_changed')
    expect(error?.params).toMatchObject({ field, expected: 'array', page: 1, provider: 'pncp' })
    expect(signals.at(-1)).toMatchObject({ kind: 'attempt_failed', bodySample: JSON.stringify(body) })
    expect(server.seen).toHaveLength(1)
  })

  test.each([
    ['renamed', { dataPublicacaoPncp: undefined, publicadoEm: '2026-09-15' }, 'dataPublicacaoPncp', 'undefined'],
    ['a text where a number was', { valorTotalEstimado: '331204.42' }, 'valorTotalEstimado', 'string'],
    ['an array where an object was', { orgaoEntidade: [] }, 'orgaoEntidade', 'array'],
  ])('a field %s in every record ends the walk', async (_, change, field, got) => {
    const data = [1, 2, 3].map((n) => record(n, change))
    const server = await serve(() => pageOf(data, { totalRegistros: 3, paginasRestantes: 0 }))
    const { error } = await walk(server.url)
    expect(error?.code).toBe('provider_schema_changed')
    expect(error?.params).toMatchObject({ field, got })
  })

  test('B37: one bad record is rejected by its id, the others stand', async () => {
    const data = [record(1), record(2, { objetoCompra: null }), record(3, { informacaoComplementar: null })]
    const server = await serve(() => pageOf(data, { totalRegistros: 3, paginasRestantes: 0 }))
    const { opportunities, pages, error } = await walk(server.url)
    expect(error).toBeNull()
    expect(opportunities).toHaveLength(2)
    expect(pages[0]?.rejected).toEqual([
      { id: '00394429000100-1-000002/2026', reason: 'field objetoCompra: expected string, got null' },
    ])
  })

  test('B40: dates that are none are unknown and told by name', async () => {
    const data = [
      record(1, { dataEncerramentoProposta: '00/00/0000' }),
      record(2, { dataAberturaProposta: '9999-12-31T00:00:00' }),
    ]
    const server = await serve(() => pageOf(data, { totalRegistros: 2, paginasRestantes: 0 }))
    const { opportunities, pages } = await walk(server.url)
    expect(opportunities[0]?.submission_deadline).toBeNull()
    expect(pages[0]?.warnings.slice(1)).toEqual([
      'dataEncerramentoProposta: 1 not understood as a date (00/00/0000)',
      'dataAberturaProposta: 1 not understood as a date (9999-12-31T00:00:00)',
    ])
  })

  test('names that could reach a prototype reach none', async () => {
    const body = `{"data":[{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}],"totalRegistros":1,"paginasRestantes":0}`
    const server = await serve(() => ({ body }))
    const { pages } = await walk(server.url)
    expect(pages[0]?.rejected).toHaveLength(1)
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })
})

describe('B38: pages that do not add up', () => {
  const paged = (pages: readonly (readonly unknown[])[], counts: (page: number) => Record<string, unknown>) =>
    serve(({ query }) => {
      const page = Number(query.get('pagina'))
      return pageOf(pages[page - 1] ?? [], counts(page))
    })

  test('a record that moved to the next page is taken once', async () => {
    const server = await paged([records(1, 50), records(50, 50), records(100, 10)], (page) => ({
      totalRegistros: page === 1 ? 108 : 109,
      paginasRestantes: 3 - page,
    }))
    const { opportunities, pages, error } = await walk(server.url)
    expect(error).toBeNull()
    expect(opportunities).toHaveLength(109)
    expect(pages.map((page) => page.repeated)).toEqual([0, 1, 0])
  })

  test('a page count that is too low does not end the walk behind a full page', async () => {
    const server = await paged([records(1, 50), records(51, 20)], () => ({ totalRegistros: 70, paginasRestantes: 0 }))
    const { opportunities, error } = await walk(server.url)
    expect(error).toBeNull()
    expect(opportunities).toHaveLength(70)
  })

  test('a page count that is too high ends with an empty page', async () => {
    const server = await paged([records(1, 50)], () => ({ totalRegistros: 50, paginasRestantes: 7 }))
    const { opportunities, error } = await walk(server.url)
    expect(error).toBeNull()
    expect(opportunities).toHaveLength(50)
    expect(server.seen).toHaveLength(2)
  })

  test.each([0, -3, 'many', null, '2'])('a page count of %j is a hint and nothing else', async (paginasRestantes) => {
    const server = await paged([records(1, 50), records(51, 50), records(101, 1)], () => ({ paginasRestantes }))
    const { opportunities, error } = await walk(server.url)
    expect(error).toBeNull()
    expect(opportunities).toHaveLength(101)
  })

  test('a list that shrank while it was read is not taken for whole', async () => {
    const server = await paged([records(1, 50), records(52, 20)], (page) => ({
      totalRegistros: page === 1 ? 71 : 70,
      paginasRestantes: 2 - page,
    }))
    expect((await walk(server.url)).error?.code).toBe('provider_truncated')
  })

  test('B39: the same page again and again stops at its second repeat', async () => {
    const server = await serve(() => pageOf(records(1, 50), { paginasRestantes: 9 }))
    const { error, opportunities } = await walk(server.url)
    expect(error?.code).toBe('provider_failed')
    expect(opportunities).toHaveLength(50)
    expect(server.seen).toHaveLength(3)
  })

  test('B39: pages without end stop at the limit', async () => {
    const server = await serve((_, count) => pageOf(records(count * 100, 50), { paginasRestantes: 9 }))
    const { error, pages } = await walk(server.url, { ...quickLimits, maxPages: 20 })
    expect(error?.code).toBe('provider_page_limit')
    expect(error?.params).toMatchObject({ provider: 'pncp', limit: 20 })
    expect(pages).toHaveLength(20)
  })
})

test('a walk that is left early asks nothing more: what was under way is not tried again and opens no breaker', async () => {
  // Behind the first page everything fails: five failures in a row would open the breaker.
  const first = pageOf(records(1, 50), { totalRegistros: 100, totalPaginas: 2, paginasRestantes: 1 })
  let down = true
  const server = await serve(({ query }) => (down && query.get('pagina') !== '1' ? { reset: true } : first))
  const provider = createPncp({ ...quickLimits, backoff: { minMs: 200, maxMs: 400 } })
  const open = provider.open({ baseUrl: server.url, apiKey: null, allowLoopback: true, ...setup })
  const request = { signal: new AbortController().signal, onSignal: () => undefined }
  const [from, to] = [day('2026-09-15'), day('2026-09-22')]
  for await (const _page of open.daily({ from, to }, request)) {
    await expect.poll(() => server.seen.length).toBe(2)
    break
  }
  const asked = server.seen.length
  await new Promise((resolve) => setTimeout(resolve, 1_500)) // longer than every wait of its five attempts
  expect(server.seen).toHaveLength(asked)
  down = false
  for await (const page of open.daily({ from, to }, request)) {
    expect(page.opportunities).toHaveLength(50)
    break
  }
})
