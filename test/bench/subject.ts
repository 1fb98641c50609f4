import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compose } from '../../electron/compose.ts'
import type { Core } from '../../electron/core/core.ts'
import type { StatsReport } from '../../shared/contract/stats.ts'
import type { Answer, Question } from './questions.ts'

// The product's own core in a process of its own, so that its processor time and memory are the product's alone.

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
const never = new AbortController().signal
const folder = mkdtempSync(join(tmpdir(), 'pcc-bench-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
// The bench ended, however it did.
process.once('disconnect', () => process.exit())

let core: Core | null = null
let messageBytes = 0
let confirmed = { token: '', confirmation: '' }

process.on('message', (question: Question) => {
  answer(question).then(
    (given) => process.send?.(given),
    (error: unknown) =>
      process.send?.({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  )
})

async function answer(question: Question): Promise<Answer> {
  global.gc?.()
  const idleBytes = process.memoryUsage.rss()
  let peakBytes = idleBytes
  const watch = setInterval(() => {
    peakBytes = Math.max(peakBytes, process.memoryUsage.rss())
  }, 20)
  const before = process.cpuUsage()
  const startedAt = performance.now()
  try {
    messageBytes = 0
    const keys = await act(question)
    const { user, system } = process.cpuUsage(before)
    const wallMs = performance.now() - startedAt
    return { keys, messageBytes, wallMs, cpuMs: (user + system) / 1_000, grownBytes: peakBytes - idleBytes }
  } finally {
    clearInterval(watch)
  }
}

/** @returns the keys it was about */
async function act(question: Question): Promise<number> {
  if (question.act === 'open') return open(question)
  if (core === null) throw new Error('open comes first')
  switch (question.act) {
    case 'stats': {
      const report = await core.collectStats(question.mode, never, () => undefined, question.sampleSize)
      if (!report.complete || (question.mode === 'exact' && !report.exact)) throw new Error('the pass is not complete')
      return report.keys
    }
    case 'first-figures':
      return firstFigures(core)
    case 'open-namespace': {
      const page = await core.keys.list(
        { kind: 'namespace', namespace: question.namespace },
        { kind: 'literal', text: '' },
      )
      messageBytes = Buffer.byteLength(JSON.stringify(page))
      return page.rows.length
    }
    case 'preview': {
      const target = { scope: 'whole', namespace: question.namespace } as const
      const preview = await core.invalidation.preview(target, never, () => undefined)
      confirmed = { token: preview.token ?? '', confirmation: question.namespace }
      return preview.count
    }
    case 'remove': {
      const result = await core.invalidation.run({ ...confirmed, noUndo: question.noUndo }, () => undefined)
      if (result.deleted !== result.previewed) throw new Error(`not all deleted: ${JSON.stringify(result)}`)
      return result.deleted
    }
    case 'undo': {
      const [bundle] = await core.undo.list()
      const result = await core.undo.run({ bundle: bundle?.bundle ?? '', retarget: null }, () => undefined)
      if (result.restored !== result.saved) throw new Error(`not all restored: ${JSON.stringify(result)}`)
      return result.restored
    }
    case 'live': {
      const { nodes } = await core.live.preview()
      await core.live.start(nodes.map(({ node, current }) => ({ node, value: current })))
      while (core.live.status().phase !== 'live') await new Promise((resolve) => setTimeout(resolve, 50))
      return core.live.status().keys ?? 0
    }
    case 'live-watch':
      return watchLive(core, question.seconds)
    case 'fetch': {
      const { runId } = await core.fetches.start({
        providers: [...question.providers],
        day: question.day,
        dryRun: false,
      })
      const { lanes } = await core.fetches.waitFor(runId)
      const odd = lanes.find(({ outcome }) => outcome !== 'stored')
      if (odd) throw new Error(`${odd.provider} was not stored: ${JSON.stringify({ ...odd, pages: '' })}`)
      return lanes.reduce((items, lane) => items + lane.items, 0)
    }
  }
}

async function watchLive({ live }: Core, seconds: number): Promise<number> {
  const checks = new Set<number>()
  const until = performance.now() + seconds * 1_000
  while (performance.now() < until) {
    const { phase, checkedAt, reason } = live.status()
    if (phase !== 'live' || reason !== null) throw new Error(`the counts are not live: ${phase}, ${reason}`)
    checks.add(checkedAt ?? 0)
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  return checks.size
}

/** @returns the keys of the first report */
async function firstFigures(from: Core): Promise<number> {
  const facts = from.facts()
  const stop = new AbortController()
  const keys = await new Promise<number>((resolve, reject) => {
    const onProgress = (report: StatsReport) => {
      messageBytes = Buffer.byteLength(JSON.stringify(report))
      resolve(report.keys)
    }
    from.collectStats('exact', stop.signal, onProgress, null).catch(reject)
  })
  await facts
  stop.abort(new Error('enough'))
  return keys
}

async function open({
  port,
  urls,
  coverage,
  splitPasses = false,
}: Extract<Question, { act: 'open' }>): Promise<number> {
  core = await compose({
    dataFolder: folder,
    recordingsFolder: folder,
    log: silent,
    publish: () => undefined,
    cipher: null,
    env: { PCC_GOVBR_KEY: 'bench' },
    urlOverrides: urls,
  })
  const providers = Object.fromEntries(
    Object.entries(coverage).map(([id, covers]) => [id, { enabled: true, baseUrl: null, coverage: covers }]),
  )
  await core.settings.update({ pace: 'fast', providers, splitPasses })
  const target = {
    host: '127.0.0.1',
    port,
    database: 0,
    username: null,
    tls: { enabled: false, verify: true, ca: null },
    environment: 'development',
    readOnly: false,
  } as const
  await core.connections.openAdHoc('bench', target, null)
  return 0
}
