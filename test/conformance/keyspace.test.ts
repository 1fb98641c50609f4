import { describe } from 'vitest'
import { keyspaceConformance } from '../support/keyspace-conformance.ts'
import { keyspaces } from '../support/keyspaces.ts'

describe.each(keyspaces)('of $name', ({ open }) => {
  keyspaceConformance(open)
})
