import type { ApiCaller, Project } from '../project/types.ts'
import { apiClientLimit, apiProjectLimit, apiReadLimit, apiWalletReadLimit } from './limits.ts'
import type { ClientAddress, LeasedCounter, Limit } from './types.ts'

/** What the operator multiplies every limit by, and the present unix second. */
type Window = { readonly now: number; readonly factor: number }

/** Say what a request over the API counts on. A secret key speaks for a server, whose clients are not seen. */
export function planRequestLeases({
  caller: { key, project },
  clientAddress,
  ...window
}: Window & { caller: ApiCaller; clientAddress: ClientAddress | null }): LeasedCounter[] {
  const client = key.kind === 'publishable' ? clientAddress : null
  return [
    ...(client
      ? [start(`api-client ${project.id} ${client}`, apiClientLimit, { ...window, block: 20 })]
      : []),
    start(`api-project ${project.id}`, apiProjectLimit, { ...window, block: 200 }),
  ]
}

/** Say what chain reads for a wallet count on: as many units as numbers are read. */
export function planReadLeases({
  project,
  walletAddress,
  reads,
  ...window
}: Window & { project: Project; walletAddress: string; reads: number }): LeasedCounter[] {
  const of = { ...window, block: reads, units: reads }
  return [
    start(`api-wallet-reads ${project.id} ${walletAddress}`, apiWalletReadLimit, of),
    start(`api-reads ${project.id}`, apiReadLimit, { ...of, block: Math.max(reads, 50) }),
  ]
}

function start(
  key: string,
  { most, seconds }: Limit,
  { now, factor, block, units = 1 }: Window & { block: number; units?: number },
): LeasedCounter {
  const scaled = Math.ceil(most * factor)
  // No lease is so large that a few idle processes could hold all that a small limit allows.
  const share = Math.max(units, Math.min(block, Math.floor(scaled / 20)))
  return { key, most: scaled, expiresAt: (Math.floor(now / seconds) + 1) * seconds, units, block: share }
}
