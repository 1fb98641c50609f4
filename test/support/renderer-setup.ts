import { configure } from '@testing-library/react'
import { beforeEach } from 'vitest'
import { resetStores } from './reset-stores.ts'

// The limit is for what never comes, not for what is slow on a busy machine.
configure({ asyncUtilTimeout: 10_000 })

// A store outlives the page of the test before.
beforeEach(resetStores)
