import { expect, test } from 'vitest'
import { operationsSummary } from '../../../renderer/app/operations-summary.ts'
import { sampleLane, sampleRun } from '../../support/page-samples.ts'

const ended = sampleLane('pncp')
const run = (...lanes: Parameters<typeof sampleRun>[1]) => sampleRun('2026-11-23', lanes, { endedAt: null })

test('one running lane of unknown length leaves the share unknown', () => {
  const endless = sampleLane('govbr', { state: 'running', pagesTotal: null, outcome: null, endedAt: null })
  expect(operationsSummary([run(ended, endless)], null, null)).toEqual({ count: 1, paused: false, share: null })
  expect(operationsSummary([run(ended), run(endless)], null, null)).toEqual({ count: 2, paused: false, share: null })
})

test('known lanes give their mean', () => {
  const queued = sampleLane('govbr', { state: 'queued', pages: '', pagesTotal: null, outcome: null, endedAt: null })
  expect(operationsSummary([run(ended, queued)], null, null)).toEqual({ count: 1, paused: false, share: 0.5 })
  expect(operationsSummary([], null, null)).toEqual({ count: 0, paused: false, share: null })
})
