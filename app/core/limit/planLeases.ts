import type { ApiKeyKind, ProjectId } from '../project/types.ts'
import { createLease } from './createLease.ts'
import {
  apiClientLimit,
  apiClientReadLimit,
  apiGateLimit,
  apiGuessLimit,
  apiProjectLimit,
  apiReadLimit,
  apiWalletReadLimit,
} from './limits.ts'
import type { ClientAddress, LeasedCounter, Limit } from './types.ts'

/** The operator's factor for every limit, and the present unix second. */
type Window = { readonly now: number; readonly factor: number }

/**
 * Project and client that a use of the API counts on. The client is null for a secret key: a server has it, and the
 * server's own clients are not visible.
 */
export type ApiUser = { readonly project: { readonly id: ProjectId }; readonly client: ClientAddress | null }

/** Choose the client that a caller's use counts on beside the project, by the kind of the caller's key. */
export function chooseUser({
  kind,
  project,
  clientAddress,
}: {
  kind: ApiKeyKind
  project: ApiUser['project']
  clientAddress: ClientAddress | null
}): ApiUser {
  return { project, client: kind === 'publishable' ? clientAddress : null }
}

/** Plan the counters of a request over the API. */
export function planRequestLeases({ project, client, now, factor }: Window & ApiUser): LeasedCounter[] {
  const window = { now, factor }
  const whole = start(`api-project ${project.id}`, apiProjectLimit, window, 1, 200)
  return client
    ? [start(`api-client ${project.id} ${client}`, apiClientLimit, window, 1, 20), whole]
    : [whole]
}

/**
 * Plan the counters of chain reads, one unit per number. `walletAddress` is null for reads that no wallet asks for. A
 * server with a secret key may ask about one wallet as often as about many: its reads count on the project alone.
 */
export function planReadLeases({
  project: { id },
  client,
  walletAddress,
  reads,
  ...window
}: Window & ApiUser & { walletAddress: string | null; reads: number }): LeasedCounter[] {
  const begin = (key: string, limit: Limit, block = reads) => start(key, limit, window, reads, block)
  return [
    ...(client ? [begin(`api-client-reads ${id} ${client}`, apiClientReadLimit)] : []),
    ...(client && walletAddress
      ? [begin(`api-wallet-reads ${id} ${walletAddress}`, apiWalletReadLimit)]
      : []),
    begin(`api-reads ${id}`, apiReadLimit, Math.max(reads, 50)),
  ]
}

/**
 * Plan the counters of asking a chain whether a contract wallet signed. The caller has not proven yet that it is that
 * wallet, so the request counts neither on the wallet nor on the project's reads.
 */
export function planSignatureLeases({
  project: { id },
  client,
  reads,
  ...window
}: Window & ApiUser & { reads: number }): LeasedCounter[] {
  const begin = (key: string, limit: Limit, block: number) => start(key, limit, window, reads, block)
  return [
    ...(client ? [begin(`api-client-reads ${id} ${client}`, apiClientReadLimit, reads)] : []),
    begin(`api-signatures ${id}`, apiReadLimit, Math.max(reads, 50)),
  ]
}

/** Plan the counter of a request with an unknown key. */
export function planGuessLeases({ client, ...window }: Window & { client: ClientAddress }): LeasedCounter[] {
  return [start(`api-guess ${client}`, apiGuessLimit, window, 1, 1)]
}

/** Plan the counter of a change of a gate over the API. */
export function planGateLeases({ keyId, ...window }: Window & { keyId: string }): LeasedCounter[] {
  return [start(`api-gates ${keyId}`, apiGateLimit, window, 1, 1)]
}

// Callers pass more fields than those of a window, so only the named ones are passed on.
function start(
  key: string,
  limit: Limit,
  { now, factor }: Window,
  units: number,
  block: number,
): LeasedCounter {
  return createLease({ key, limit, now, factor, units, block })
}
