import { cleanup, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { useConnection } from '../../../renderer/connection/connection-store.ts'
import { ReadingCounts } from '../../../renderer/features/keys/ReadingCounts.tsx'
import { connected } from '../../support/page-samples.ts'
import { renderPage } from '../../support/render-page.tsx'
import { resetStores } from '../../support/reset-stores.ts'

afterEach(() => {
  cleanup()
  resetStores()
})

test.each([
  [false, 1],
  [true, 0],
])('R36: with CLIENT NO-TOUCH allowed %s, the warning that looking counts as use stands %s times', (allowed, times) => {
  const capabilities = [{ command: 'CLIENT NO-TOUCH', allowed, feature: 'browse' as const }]
  useConnection.setState({ status: connected({ capabilities }), known: true })
  renderPage(<ReadingCounts />, 'en')
  expect(screen.queryAllByText(/counts looking at it as use/)).toHaveLength(times)
})
