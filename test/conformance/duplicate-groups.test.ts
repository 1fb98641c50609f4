import { expect, test } from 'vitest'
import { sameProcurements } from '../../shared/opportunity/same-procurement.ts'
import { crossProviderRecords, expectedGroups, sortedGroups } from '../support/cross-provider.ts'
import { providerFixture } from '../support/provider-fixture.ts'

test('the recorded answers, read by the adapters over HTTP, fall into the expected groups', async () => {
  const found = sameProcurements(await crossProviderRecords()).map(({ members }) =>
    members.map(({ provider, opportunity }) => `${provider}:${opportunity.external_id}`),
  )
  const expected = JSON.parse(providerFixture('expected-duplicate-groups.json')) as { members: string[] }[] // ours
  // What the legacy row repeats is there all the same.
  const legacy = expected.flatMap(({ members }) => members.filter((member) => member.startsWith('comprasnet-legado:')))
  for (const member of legacy) expect(found.flat()).toContain(member.replace('-legado', ''))
  expect(sortedGroups(found)).toEqual(expectedGroups())
})
