import { configure } from '@testing-library/react'

// The limit is for what never comes, not for what is slow on a busy machine.
configure({ asyncUtilTimeout: 5_000 })
