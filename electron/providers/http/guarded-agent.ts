import { type LookupAddress, lookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { Agent } from 'undici'
import { AppError } from '../../core/app-error.ts'
import { type AddressPolicy, checkAddress } from './base-url.ts'

export interface ConnectionLimits {
  readonly connectMs: number
  readonly headersMs: number
  /** Longest silence within a body. */
  readonly gapMs: number
}

/**
 * The sockets of one walk; closed with it. Certificates are always checked, whatever NODE_TLS_REJECT_UNAUTHORIZED says,
 * and a name is refused at the moment of connecting if it resolves to an address the policy forbids.
 */
export function createGuardedAgent(policy: AddressPolicy, limits: ConnectionLimits): Agent {
  return new Agent({
    connections: 2,
    pipelining: 1,
    headersTimeout: limits.headersMs,
    bodyTimeout: limits.gapMs,
    connect: { timeout: limits.connectMs, rejectUnauthorized: true, lookup: guardedLookup(policy) },
  })
}

function guardedLookup(policy: AddressPolicy): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, [])
      const refusal = firstRefusal(addresses, policy)
      if (refusal !== null) return callback(refusal, [])
      if (options.all === true) return callback(null, addresses)
      const first = addresses[0] as LookupAddress // a lookup without an error has at least one address
      callback(null, first.address, first.family)
    })
  }
}

function firstRefusal(addresses: readonly LookupAddress[], policy: AddressPolicy): AppError | null {
  for (const { address } of addresses) {
    try {
      checkAddress(address, policy)
    } catch (error) {
      if (error instanceof AppError) return error
      throw error
    }
  }
  return null
}
