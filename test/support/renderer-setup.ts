import { configure } from '@testing-library/react'
import { beforeEach } from 'vitest'
import { resetStores } from './reset-stores.ts'

// The limit is for what never comes, not for what is slow on a busy machine.
configure({ asyncUtilTimeout: 5_000 })

// Files share one worker's modules, so a store may still hold what another file left in it.
beforeEach(resetStores)
