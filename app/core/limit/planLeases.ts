import type { ApiKeyKind, ProjectId } from '../project/types.ts'
import {
  apiClientLimit,
  apiClientReadLimit,
  apiGuessLimit,
  apiProjectLimit,
  apiReadLimit,
  apiWalletReadLimit,
} from './limits.ts'
import { makeLease } from './makeLease.ts'
import type { ClientAddress, LeasedCounter, Limit } from './types.ts'

/** What the operator multiplies every limit by, and the present unix second. */
type Window = { readonly now: number; readonly factor: number }

/**
 * Whom the use of a project's API is counted on beside the project. A secret key speaks for a server, whose clients are
 * not seen: then it is null.
 */
export type ApiUser = { readonly project: { readonly id: ProjectId }; readonly client: ClientAddress | null }

/** Say whom a caller's use is counted on. */
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

/** Say what a request over the API counts on. */
export function planRequestLeases({ project, client, now, factor }: Window & ApiUser): LeasedCounter[] {
  const window = { now, factor }
  const whole = start(`api-project ${project.id}`, apiProjectLimit, window, 1, 200)
  return client
    ? [start(`api-client ${project.id} ${client}`, apiClientLimit, window, 1, 20), whole]
    : [whole]
}

/** Say what chain reads count on: as many units as numbers are read. Null stands for reads that no wallet asks for. */
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
    ...(walletAddress ? [begin(`api-wallet-reads ${id} ${walletAddress}`, apiWalletReadLimit)] : []),
    begin(`api-reads ${id}`, apiReadLimit, Math.max(reads, 50)),
  ]
}

/**
 * Say what asking a chain counts on whether a contract wallet signed. Nobody has proven that it is that wallet who asks:
 * so it counts neither on the wallet nor on what the project may read.
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

/** Say what a key that nobody has counts on. */
export function planGuessLeases({ client, ...window }: Window & { client: ClientAddress }): LeasedCounter[] {
  return [start(`api-guess ${client}`, apiGuessLimit, window, 1, 1)]
}

// Callers pass more than a window, so only what is named is handed on.
function start(
  key: string,
  limit: Limit,
  { now, factor }: Window,
  units: number,
  block: number,
): LeasedCounter {
  return makeLease({ key, limit, now, factor, units, block })
}
