import { create } from 'zustand'
import type { PolicyRule } from '../../shared/contract/policy.ts'
import type { ExportRequest } from '../../shared/contract/transfer.ts'
import type { FamilyName } from '../../shared/keys/key-families.ts'
import type { CacheDay } from '../../shared/time/cache-day.ts'
import { goTo } from './address.ts'

export interface InvalidationRequest {
  readonly namespace: string
  /** Chosen beforehand; without them the flow offers the whole namespace. */
  readonly families?: readonly FamilyName[]
  /** Only the keys that break this rule of the policy. */
  readonly rule?: PolicyRule
}

export interface FetchRequest {
  readonly providers?: readonly string[]
  readonly day?: CacheDay
}

interface RequestedFlow {
  /** The flow that is asked for; whoever shows it takes it. */
  readonly invalidation: InvalidationRequest | null
  readonly fetch: FetchRequest | null
  /** Id of an undo bundle. */
  readonly undo: string | null
  /** Id of an operation that did not come to its end. */
  readonly recovery: string | null
  readonly export: ExportRequest | null
}

/** How one screen asks for another's flow without knowing it. */
export const useRequestedFlow = create<RequestedFlow>(() => ({
  invalidation: null,
  fetch: null,
  undo: null,
  recovery: null,
  export: null,
}))

/** Opens step 1 of an invalidation; nothing is removed by it. */
export function requestInvalidation(request: InvalidationRequest): void {
  useRequestedFlow.setState({ invalidation: request })
}

/** Goes to Fetches and opens the form; nothing is fetched by it. */
export function requestFetch(request: FetchRequest = {}): void {
  useRequestedFlow.setState({ fetch: request })
  goTo('/fetches')
}

/** Opens step 1 of an undo; nothing is restored by it. @param bundle - id of what was removed */
export function requestUndo(bundle: string): void {
  useRequestedFlow.setState({ undo: bundle })
}

/** Opens the choices about an operation that did not come to its end; nothing is done by it. */
export function requestRecovery(operationId: string): void {
  useRequestedFlow.setState({ recovery: operationId })
}

/** Asks where to export to; nothing on the server changes by it. */
export function requestExport(request: ExportRequest): void {
  useRequestedFlow.setState({ export: request })
}

/** To be called by the flow's own host once it has taken the request over, or on close. */
export function clearRequestedInvalidation(): void {
  useRequestedFlow.setState({ invalidation: null })
}

export function clearRequestedUndo(): void {
  useRequestedFlow.setState({ undo: null })
}

export function clearRequestedRecovery(): void {
  useRequestedFlow.setState({ recovery: null })
}

export function clearRequestedExport(): void {
  useRequestedFlow.setState({ export: null })
}

export function clearRequestedFetch(): void {
  useRequestedFlow.setState({ fetch: null })
}
