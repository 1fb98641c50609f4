import { expect, test } from 'vitest'
import { historyMarks } from '../../../electron/core/history/history-marks.ts'
import type { JournalEntry } from '../../../shared/contract/activity.ts'

const entry = (at: number, what: string, details: JournalEntry['details'], connection = 'lab'): JournalEntry => ({
  seq: at,
  at,
  who: 'ana@host',
  what,
  connection,
  details,
})

test('what ended on this connection in the span is marked, with what it was about', () => {
  const entries = [
    entry(9, 'fetch.end', { run: 'r', day: '2026-11-22', pncp: 'stored', govbr: 'failed' }),
    entry(8, 'invalidation.end', { namespace: 'pncp', deleted: 3 }),
    entry(7, 'invalidation.begin', { namespace: 'pncp' }),
    entry(6, 'invalidation.end', { namespace: 'govbr' }, 'another'),
    entry(2, 'undo.end', { namespace: 'pncp' }),
  ]
  expect(historyMarks(entries, 'lab', 5, ['pncp', 'comprasnet', 'govbr'])).toEqual([
    { at: 8, kind: 'invalidation', about: ['pncp'] },
    { at: 9, kind: 'fetch', about: ['pncp', 'govbr'] },
  ])
})
