import { fromNative, type PyJson } from '../keys/python-json.ts'
import { pyFloat } from '../keys/python-number.ts'
import type { Opportunity } from './opportunity.ts'

/** @returns the record as Python holds it: `estimated_value` is a float there, so 75480 is written `75480.0` */
export function opportunityJson(opportunity: Opportunity): PyJson {
  const { estimated_value: value } = opportunity
  return fromNative({ ...opportunity, estimated_value: typeof value === 'number' ? pyFloat(value) : value })
}
